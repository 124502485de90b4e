package import Documents

/// A document as it came back, with the part of the message that it stood in.
package struct ReturnedDocument: Sendable {
    /// The part's path.
    package var part: String
    package var filename: String?
    package var document: Document
    /// Whether this is what the sender typed as the mail itself.
    package var isBody: Bool

    package init(part: String, filename: String?, document: Document, isBody: Bool) {
        self.part = part
        self.filename = filename
        self.document = document
        self.isBody = isBody
    }
}
