import Documents
import MIME
import Mail

extension MessageOpening {
    /// Opens an archive: the part is filed, and after it a part for each of its files, read like an attachment.
    mutating func openArchive(_ leaf: Leaf, _ outer: ExtractedPart, depth: Int) throws(ExtractionError) {
        var part = outer
        part.role = .archive
        guard archiveDepth < limits[.archiveDepth] else {
            part.close(.limited, reason: Limit.archiveDepth.rawValue, isQuarantined: true)
            parts.append(part)
            return
        }
        var left = limits
        left[.archiveEntries] = max(0, limits[.archiveEntries] - archiveEntries)
        left[.archiveTotal] = archiveBytesLeft
        let answer = try session.list(leaf.content, mediaType: leaf.detectedType, limits: left)
        let entries = part.take(answer)
        if let entries, entries.allSatisfy({ $0.kind == .directory || $0.isOfSystem }) {
            part.close(.unreadable, reason: "empty", isQuarantined: true)
        }
        parts.append(part)
        guard let entries else { return }
        let listing = ArchiveListing(entries)
        archiveBytesLeft -= listing.total
        archiveEntries += entries.count
        archiveDepth += 1
        defer { archiveDepth -= 1 }
        try openEntries(of: listing, in: leaf, limits: left, depth: depth)
    }

    private mutating func openEntries(
        of listing: ArchiveListing, in archive: Leaf, limits: Limits, depth: Int
    ) throws(ExtractionError) {
        var unpacking = Unpacking(archive.content, mediaType: archive.detectedType, listing: listing, limits: limits)
        for (index, entry) in listing.entries.enumerated() where entry.kind != .directory {
            let path = "\(archive.path)!\(listing.labels[index])"
            var findings = Finding.findings(on: entry, isRenamed: listing.renamed.contains(index))
            if entry.isOfSystem {
                findings.append(Finding(.note, code: "system_file", message: "A program left it there; not read."))
            }
            guard entry.isFile else {
                let obstacle = entry.obstacle ?? DocumentError(.specialFile, "not a file")
                parts.append(.closed(entry, path, obstacle, findings: findings))
                continue
            }
            switch try unpacking.content(of: index, session: &session) {
            case .value(.bytes(let content)):
                let leaf = Leaf(path: path, entry: entry, content: content, place: archive.place)
                let treatment = entry.isOfSystem ? .skip(.other) : Treatment(of: leaf, limits: limits)
                try treat(leaf, treatment, findings: findings, depth: depth + 1)
            case .value(.failure(let error)): parts.append(.closed(entry, path, error, findings: findings))
            case .failure(let error): parts.append(.closed(entry, path, error, findings: findings))
            case .death(let death): parts.append(.unopened(entry, path, .death(death), findings: findings))
            case .refused(let refusal): parts.append(.unopened(entry, path, .refused(refusal), findings: findings))
            }
        }
    }
}

/// Has files of one archive unpacked, some at a time, in the order in which they are asked for.
private struct Unpacking {
    private let archive: [UInt8]
    private let mediaType: String
    private let listing: ArchiveListing
    private let limits: Limits
    /// Contents that came with an earlier one.
    private var ready: [Int: EntryContent] = [:]
    /// Whether files are asked for one by one, to find out which of them kills its worker.
    private var isCautious = false

    /// The most files that are asked for at once.
    private static let batch = 256

    init(_ archive: [UInt8], mediaType: String, listing: ArchiveListing, limits: Limits) {
        self.archive = archive
        self.mediaType = mediaType
        self.listing = listing
        self.limits = limits
    }

    mutating func content(
        of index: Int, session: inout WorkerSession
    ) throws(ExtractionError) -> WorkerSession.Answer<EntryContent> {
        while true {
            if let content = ready.removeValue(forKey: index) { return .value(content) }
            let indices = isCautious ? [index] : following(index)
            let sizes = indices.map { listing.entries[$0].size }
            let answer = try session.unpack(
                indices, of: archive, mediaType: mediaType, limits: limits, sizes: sizes)
            switch answer {
            case .value(let contents):
                for (index, content) in Swift.zip(indices, contents) { ready[index] = content }
            case .failure(let error): return .failure(error)
            case .refused(let refusal): return .refused(refusal)
            case .death(let death):
                // Which of several files it was is found out by asking for each alone.
                isCautious = indices.count > 1
                if !isCautious { return .death(death) }
            }
        }
    }

    private func following(_ index: Int) -> [Int] {
        listing.entries.indices[index...].lazy.filter { listing.entries[$0].isFile }.prefix(Self.batch).map { $0 }
    }
}

extension Leaf {
    /// A file from an archive: nothing but its name and its bytes say what it is.
    fileprivate init(path: String, entry: ArchiveEntry, content: [UInt8], place: Place) {
        self.init(
            path: path, filename: Filename.sanitized(entry.name), content: content,
            detectedType: ContentSignature.detect(content),
            place: Place(isInReport: place.isInReport, isAutomatic: place.isAutomatic))
    }
}

extension ExtractedPart {
    /// An entry whose content was not unpacked: its size and digest are those of nothing.
    fileprivate static func entry(_ entry: ArchiveEntry, _ path: String, findings: [Finding]) -> Self {
        Self(
            path: path, filename: Filename.sanitized(entry.name), declaredType: nil,
            detectedType: MediaType.octetStream.description, disposition: nil, size: 0, digest: ContentDigest(of: []),
            role: .other, state: .skipped, findings: findings)
    }

    fileprivate static func closed(
        _ entry: ArchiveEntry, _ path: String, _ error: DocumentError, findings: [Finding]
    ) -> Self {
        var part = Self.entry(entry, path, findings: findings)
        part.take(error)
        return part
    }

    fileprivate static func unopened(
        _ entry: ArchiveEntry, _ path: String, _ answer: WorkerSession.Answer<EntryContent>, findings: [Finding]
    ) -> Self {
        var part = Self.entry(entry, path, findings: findings)
        _ = part.take(answer)
        return part
    }
}

extension Finding {
    fileprivate static func findings(on entry: ArchiveEntry, isRenamed: Bool) -> [Finding] {
        var findings: [Finding] = []
        if entry.isNameUnsafe {
            let message = "The entry's name leads out of its folder; it is kept as a label only."
            findings.append(Finding(.warning, code: "unsafe_name", message: message))
        }
        if isRenamed {
            let message = "Another entry of the archive has the same name, or its name as a folder; all are kept."
            findings.append(Finding(.warning, code: "duplicate_name", message: message))
        }
        if entry.isNameGuessed {
            let message = "The archive does not say in which charset the name is written; it was guessed."
            findings.append(Finding(.note, code: "guessed_name", message: message))
        }
        return findings
    }
}
