/// Why bytes could not be taken for a message at all.
///
/// Everything less than that is a `Defect` of the message: the parser reads around it.
package struct MIMEError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words, fit for a column or a metric.
    package enum Code: String, Sendable {
        /// No header field was found in the first lines.
        case notAMessage = "not_a_message"
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    package var description: String {
        switch code {
        case .notAMessage: "not a message: the first lines hold no header field"
        }
    }
}
