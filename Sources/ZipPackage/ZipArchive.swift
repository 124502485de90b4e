/// A file, folder or link in an archive that came as an attachment, as its directory declares it.
package struct ZipArchiveEntry: Hashable, Sendable {
    package enum Kind: String, Sendable { case file, directory, special }

    /// The name as its maker wrote it: a label for people, never a path on disk. It may climb out, and stand twice.
    package var name: String
    /// Whether the charset of the name was guessed.
    package var isNameGuessed: Bool
    package var kind: Kind
    /// Bytes, unpacked.
    package var declaredSize: UInt64
    /// Why the content is not to be had; nil where it is.
    package var obstacle: ZipError?
}

/// A zip of files that a person packed: every entry of it is told, whatever is wrong with the others.
///
/// What may be unpacked is settled by the directory alone, before a byte is: sizes as declared, a reading that goes
/// beyond its own declaration ends at once, and where members share bytes none of these is read. So no archive costs
/// more than its limits. (A package of an office format is another thing, and read strictly by ``ZipPackage``.)
package final class ZipArchive {
    /// In the order of the directory.
    package let entries: [ZipArchiveEntry]
    private let handle: ZipHandle

    /// Reads the directory.
    ///
    /// - Parameter limits: `partBytes` is for one file, `totalBytes` for all that may be unpacked.
    /// - Throws: `broken`, `multi_disk`, or `archive_entries`.
    package init(_ bytes: [UInt8], limits: ZipLimits) throws(ZipError) {
        let headers = try ZipDirectory(bytes, maximumEntries: limits.entries).headers
        // libzip does not open a zip without members everywhere; there is nothing to read in it either.
        handle = try ZipHandle(bytes)
        guard handle.count == headers.count else { throw ZipError(.broken, "readers disagree on the directory") }
        let names = ZipNames(headers)
        let shared = Self.sharingBytes(headers)
        var total: UInt64 = 0
        var entries: [ZipArchiveEntry] = []
        for (index, header) in headers.enumerated() {
            var entry = ZipArchiveEntry(
                name: names.texts[index], isNameGuessed: names.isGuessed[index], kind: Self.kind(of: header),
                declaredSize: header.declaredSize)
            entry.obstacle = Self.obstacle(
                to: entry, header, isShared: shared.contains(index), facts: handle.facts(at: index, isRaw: true),
                limits: limits)
            if entry.kind == .file, entry.obstacle == nil {
                if header.declaredSize > UInt64(limits.totalBytes) - total {
                    entry.obstacle = ZipError(.archiveTotal, "\(total + header.declaredSize) bytes with this file")
                } else {
                    total += header.declaredSize
                }
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// The bytes of the file at an index of ``entries``, as many as it declares.
    ///
    /// - Throws: its obstacle, `special_file` where it is no file, `broken`, or `no_reader`.
    package func read(_ index: Int) throws(ZipError) -> [UInt8] {
        let entry = entries[index]
        guard entry.kind == .file else { throw ZipError(.special, "no file") }
        if let obstacle = entry.obstacle { throw obstacle }
        return try handle.read(at: index, name: entry.name, declaredSize: Int(entry.declaredSize))
    }
}

extension ZipArchive {
    private static func kind(of header: ZipDirectory.Header) -> ZipArchiveEntry.Kind {
        switch header.unixType {
        case 0x4000: return .directory
        case 0, 0x8000: break
        default: return .special
        }
        // A "folder" with content is a file that someone hides, or a program misnamed.
        let isNamedFolder = header.name.last == UInt8(ascii: "/") || header.name.last == UInt8(ascii: "\\")
        return isNamedFolder && header.declaredSize == 0 ? .directory : .file
    }

    private static func obstacle(
        to entry: ZipArchiveEntry, _ header: ZipDirectory.Header, isShared: Bool, facts: ZipHandle.Facts?,
        limits: ZipLimits
    ) -> ZipError? {
        let size = header.declaredSize
        switch entry.kind {
        case .directory: return nil
        case .special: return ZipError(.special, "a link or a device, not a file")
        case .file: break
        }
        if header.isEncrypted { return ZipError(.locked, "encrypted") }
        guard header.extent != nil else { return ZipError(.broken, "it lies outside of the archive") }
        guard let facts, agrees(facts, with: header) else {
            return ZipError(.broken, "readers disagree on the directory")
        }
        if isShared { return ZipError(.overlapping, "another entry lies in the same bytes") }
        if size > UInt64(limits.ratioFloor), size / UInt64(limits.ratio) > max(1, header.packedSize) {
            return ZipError(.ratio, "\(size) bytes from \(header.packedSize)")
        }
        return size > UInt64(limits.partBytes) ? ZipError(.file, "\(size) bytes") : nil
    }

    /// Whether libzip reads the same member here: it may have taken another of two directories in the same bytes.
    private static func agrees(_ facts: ZipHandle.Facts, with header: ZipDirectory.Header) -> Bool {
        let names = [header.name, header.unicodeName].compactMap { $0?.prefix { $0 != 0 } }
        return names.contains { $0.elementsEqual(facts.name) } && facts.packedSize == header.packedSize
            && facts.declaredSize == header.declaredSize
    }

    /// The members that have bytes in common with another one, or have another one within.
    private static func sharingBytes(_ headers: [ZipDirectory.Header]) -> Set<Int> {
        let extents = headers.indices.compactMap { index in headers[index].extent.map { (index, $0) } }
            .sorted { $0.1.lowerBound < $1.1.lowerBound }
        var shared: Set<Int> = []
        var furthest: (index: Int, end: Int)?
        for (index, extent) in extents {
            if let furthest, extent.lowerBound < furthest.end { shared.formUnion([index, furthest.index]) }
            if extent.upperBound > furthest?.end ?? 0 { furthest = (index, extent.upperBound) }
        }
        return shared
    }
}
