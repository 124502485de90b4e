import Mail

/// The messages of a Maildir and of the folders in it (`.Sub` of Maildir++, `Sub` of others), listed but not read.
struct MaildirListing {
    private(set) var messages: [StoredMessage] = []
    private(set) var unreadable: [MailFolderError.File] = []
    private var visited: Set<FileStatus.Identity> = []

    static func isMaildir(_ path: String) -> Bool {
        Directory.isDirectory(path + "/cur") && Directory.isDirectory(path + "/new")
    }

    /// Lists everything under `root`, oldest first by the time of delivery, then by name.
    init(root: String) {
        var waiting = [root]
        while let folder = waiting.popLast() {
            guard let status = try? FileStatus(path: folder), visited.insert(status.identity).inserted else { continue }
            if Self.isMaildir(folder) {
                list("cur", of: folder)
                list("new", of: folder)
            }
            guard let names = names(in: folder) else { continue }
            for name in names where !["cur", "new", "tmp"].contains(name) {
                let path = folder + "/" + name
                if Directory.isDirectory(path) { waiting.append(path) }
            }
        }
        messages.sort {
            let (first, second) = ($0.received.secondsSinceEpoch, $1.received.secondsSinceEpoch)
            return first != second ? first < second : $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
    }

    private mutating func list(_ part: String, of folder: String) {
        guard let names = names(in: folder + "/" + part) else { return }
        for name in names where !name.hasPrefix(".") {
            let path = "\(folder)/\(part)/\(name)"
            do {
                let status = try FileStatus(path: path)
                guard status.kind == .regular else {
                    unreadable.append(.init(path: path, reason: "not a regular file"))
                    continue
                }
                messages.append(
                    StoredMessage(
                        locator: .maildir(folder: folder, name: part + "/" + name), path: path, size: status.size,
                        received: MailDate(secondsSinceEpoch: Self.delivery(name) ?? status.modified)))
            } catch {
                // Another program may have moved or removed it since; a broken link is worth a word.
                unreadable.append(.init(path: path, reason: error.reason))
            }
        }
    }

    private mutating func names(in directory: String) -> [String]? {
        do {
            let (usable, unusable) = try Directory.names(in: directory)
            unreadable += unusable.map { .init(path: directory + "/" + $0, reason: "the name is not UTF-8") }
            return usable
        } catch {
            unreadable.append(.init(path: directory, reason: error.reason))
            return nil
        }
    }

    /// The time of delivery in seconds since 1970, with which a Maildir name begins (`1584005400.M1P2.host:2,S`).
    private static func delivery(_ name: String) -> Int64? {
        let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
        guard (9...11).contains(digits.count), digits.endIndex < name.endIndex,
            name.utf8[digits.endIndex] == UInt8(ascii: ".")
        else { return nil }
        return Int64(Substring(digits))
    }
}
