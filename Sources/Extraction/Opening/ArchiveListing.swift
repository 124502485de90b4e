import MIME
import Mail

/// What a worker says of an archive, held to what any archive can be, and a label for each entry.
///
/// A label is the entry's name made fit for a part's path (`1.3!dir/form.docx`): components in NFC without control and
/// bidirectional characters, none of them `..`, `!` written as `%21`; and unlike any other entry's label, or folder of
/// one, so that no two parts share a path and a path leads back to its entry.
struct ArchiveListing {
    let entries: [ArchiveEntry]
    /// As many as ``entries``.
    let labels: [String]
    /// The entries whose label is not what their name says, because another entry has that name.
    let renamed: Set<Int>

    init(_ entries: [ArchiveEntry]) {
        self.entries = entries
        var taken = TakenLabels()
        var renamed: Set<Int> = []
        labels = entries.enumerated().map { index, entry in
            let wanted = Self.label(for: entry.name) ?? "entry \(index + 1)"
            // A folder is no part: its name is free for the entries in it.
            guard entry.kind != .directory else { return wanted }
            var label = wanted
            if taken.conflicts(with: label) {
                renamed.insert(index)
                label += "#\(index + 1)"
            }
            // Where a folder of it is a file, no ending helps; without folders there is always a free one.
            if taken.conflicts(with: label) { label = Self.lastComponent(of: label) }
            while taken.conflicts(with: label) { label += "#" }
            taken.insert(label)
            return label
        }
        self.renamed = renamed
    }

    /// Whether a listing can be of an archive within `limits`; one that cannot comes from a worker that was taken over.
    static func isPossible(_ entries: [ArchiveEntry], limits: Limits) -> Bool {
        guard entries.count <= limits[.archiveEntries] else { return false }
        var total = 0
        for entry in entries where entry.isFile {
            total += entry.size
            guard entry.size <= limits[.attachmentSize], total <= limits[.archiveTotal] else { return false }
        }
        return true
    }

    /// The bytes of all files that may be asked for.
    var total: Int { entries.lazy.filter(\.isFile).reduce(0) { $0 + $1.size } }

    /// The most words of a label: a name may be made of folders alone, and each is remembered.
    private static let deepest = 16

    /// What follows the last slash, whatever mark combines with that.
    private static func lastComponent(of label: String) -> String {
        String(String.UnicodeScalarView(label.unicodeScalars.reversed().prefix { $0 != "/" }.reversed()))
    }

    private static func label(for name: String) -> String? {
        let components = ArchiveEntry.components(of: name).suffix(deepest).compactMap(Filename.sanitized)
        guard !components.isEmpty else { return nil }
        // Scalars, because a combining mark may follow.
        return components.joined(separator: "/").unicodeScalars.split(separator: "!", omittingEmptySubsequences: false)
            .map { String($0) }.joined(separator: "%21")
    }
}

extension ArchiveEntry {
    /// Whether it is a file whose content may be asked for.
    var isFile: Bool { kind == .file && obstacle == nil }

    /// Whether a name would lead out of the folder it is unpacked in: absolute, with a drive, or with `..`.
    var isNameUnsafe: Bool {
        let components = Self.components(of: name)
        let isAbsolute = ["/", "\\"].contains(name.unicodeScalars.first)
        return isAbsolute || components.contains("..") || Self.isDrive(components.first)
    }

    /// Whether an operating system or an office program left it there beside the files that were meant.
    var isOfSystem: Bool {
        let components = Self.components(of: name)
        guard let last = components.last else { return false }
        return components.contains("__MACOSX") || last.hasPrefix("._") || last.hasPrefix("~$")
            || [".ds_store", "thumbs.db", "desktop.ini"].contains(last.lowercased())
    }

    /// The words between slashes; old archivers of Windows write them the other way round.
    fileprivate static func components(of name: String) -> [String] {
        name.unicodeScalars.split { $0 == "/" || $0 == "\\" }.map { String($0) }.filter { $0 != "." }
    }

    private static func isDrive(_ component: String?) -> Bool {
        guard let component, component.utf8.count == 2, let letter = component.utf8.first else { return false }
        return component.hasSuffix(":") && (0x41...0x5A).contains(letter & 0xDF)
    }
}

/// Labels that are given already, and the folders that they stand in.
private struct TakenLabels {
    private var labels: Set<String> = []
    private var folders: Set<String> = []

    func conflicts(with label: String) -> Bool {
        labels.contains(label) || folders.contains(label) || Self.folders(of: label).contains { labels.contains($0) }
    }

    mutating func insert(_ label: String) {
        labels.insert(label)
        folders.formUnion(Self.folders(of: label))
    }

    private static func folders(of label: String) -> [String] {
        label.utf8.indices.filter { label.utf8[$0] == UInt8(ascii: "/") }.map { String(label[..<$0]) }
    }
}
