/// Why a zip, or a member of it, was not read.
package struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words; a limit's code is the limit's name.
    package enum Code: String, Sendable {
        case entries = "archive_entries"
        case ratio = "archive_ratio"
        case part = "package_part"
        case total = "package_total"
        /// All files of an archive together.
        case archiveTotal = "archive_total"
        /// One file of an archive.
        case file = "attachment_size"
        /// Not a zip, cut off, or its checksums do not hold.
        case broken
        /// The member is encrypted.
        case locked
        /// A name that climbs out of the package, or that two members share.
        case forbidden
        /// One of several files that only together are the archive (APPNOTE §8).
        case multiDisk = "multi_disk"
        /// Its bytes are another member's too: no archiver writes that.
        case overlapping
        /// A link, a device, a socket: it has no content of its own.
        case special = "special_file"
        /// Packed by a method that nothing here unpacks.
        case noReader = "no_reader"
    }

    package var code: Code
    /// The member and what is wrong with it, for a person.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
