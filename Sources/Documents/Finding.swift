/// Something imperfect in what a sender sent, for a person to see; it travels with the result and stops nothing.
package struct Finding: Hashable, Codable, Sendable {
    package enum Severity: String, Codable, Sendable { case note, warning, error }

    package var severity: Severity
    /// A small fixed set of words, fit for a column: `external_reference`, `bad_base64`, ….
    package var code: String
    /// Where, in words a person can follow: `table 3, row 2, cell 2`; empty for the whole.
    package var location: String
    package var message: String

    package init(_ severity: Severity, code: String, location: String = "", message: String) {
        self.severity = severity
        self.code = code
        self.location = location
        self.message = message
    }
}
