/// Why a file could not be read as a document.
package struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words, fit for a column; a limit's code is the limit's name.
    package struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        package var rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package init(stringLiteral value: String) { rawValue = value }

        /// The file is damaged or not of the kind that its signature says.
        package static let broken: Code = "broken"
        /// The file is encrypted: its sender must be asked.
        package static let locked: Code = "locked"
        /// No reader knows this kind.
        package static let noReader: Code = "no_reader"
        /// A document type declaration or entity, which no office program writes.
        package static let forbidden: Code = "forbidden"
    }

    package var code: Code
    /// The part of the file and the place in it, for a person.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// A reader of one document format.
package protocol DocumentReader {
    /// Reads the bytes of one file.
    func read(_ bytes: [UInt8]) throws(DocumentError) -> Document
}
