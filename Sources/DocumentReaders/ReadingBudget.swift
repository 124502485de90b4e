import Documents
import ZipPackage

/// What is left of a document's limits while it is read; one for all its parts.
final class ReadingBudget {
    let limits: ReaderLimits
    private var nodes = 0
    private var text = 0
    private var cells = 0
    private var fields = 0

    init(_ limits: ReaderLimits) { self.limits = limits }

    func spendNode() throws(DocumentError) {
        nodes += 1
        if nodes > limits.xmlNodes { throw DocumentError("xml_nodes", "more than \(limits.xmlNodes)") }
    }

    func spendText(_ bytes: Int) throws(DocumentError) {
        text += bytes
        if text > limits.documentText { throw DocumentError("document_text", "more than \(limits.documentText) bytes") }
    }

    func spendCell() throws(DocumentError) {
        cells += 1
        if cells > limits.documentCells { throw DocumentError("document_cells", "more than \(limits.documentCells)") }
    }

    func spendField() throws(DocumentError) {
        fields += 1
        if fields > limits.documentFields {
            throw DocumentError("document_fields", "more than \(limits.documentFields)")
        }
    }
}

extension DocumentError {
    /// The package's trouble as the document's: the codes are the same words.
    init(_ error: ZipError) { self.init(Code(rawValue: error.code.rawValue), error.detail) }
}
