package import Documents

/// Reads an HTML page or mail body.
package struct HTMLReader: DocumentReader {
    private let charset: String?
    private let limits: ReaderLimits

    package init(charset: String? = nil, limits: ReaderLimits = ReaderLimits()) {
        self.charset = charset
        self.limits = limits
    }

    package func read(_ bytes: [UInt8]) throws(DocumentError) -> Document {
        throw DocumentError(.noReader, "text/html")
    }
}
