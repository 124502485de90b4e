/// Why a blank form could not be made.
package struct BlankFormError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The definition is not in the language asked for.
        case language
        /// The package could not be written.
        case package
    }

    package let code: Code
    package let detail: String

    init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }
}

extension BlankFormError: Equatable {
    package static func == (one: BlankFormError, other: BlankFormError) -> Bool { one.code == other.code }
}
