/// Why a zip, or a member of it, was not read.
package struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words; a limit's code is the limit's name.
    package enum Code: String, Sendable {
        case entries = "archive_entries"
        case ratio = "archive_ratio"
        case part = "package_part"
        case total = "package_total"
        /// Not a zip, cut off, or its checksums do not hold.
        case broken
        /// The member is encrypted.
        case locked
        /// A name that climbs out of the package, or that two members share.
        case forbidden
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
