internal import Documents
package import Extraction
package import Forms

extension ExtractedMessage {
    /// The parts that were read, as the form reader takes them.
    package var returnedDocuments: [ReturnedDocument] {
        parts.compactMap { part in
            part.document.map {
                ReturnedDocument(part: part.path, filename: part.filename, document: $0, isBody: part.role == .body)
            }
        }
    }
}
