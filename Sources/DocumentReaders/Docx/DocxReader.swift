package import Documents

/// Reads WordprocessingML documents, transitional and strict (ECMA-376, ISO/IEC 29500), with or without macros.
///
/// Order: headers, body, footers, footnotes and endnotes, comments; a text box follows the paragraph it hangs on.
/// Nothing is fetched and nothing is run: what points outside the file becomes a finding.
package struct DocxReader: DocumentReader {
    private let limits: ReaderLimits

    package init(limits: ReaderLimits = ReaderLimits()) { self.limits = limits }

    /// - Throws: `locked`, `broken`, `forbidden`, or the name of a limit.
    package func read(_ bytes: [UInt8]) throws(DocumentError) -> Document {
        if OfficeEncryption.isEncrypted(bytes) { throw DocumentError(.locked, "encrypted office document") }
        let budget = ReadingBudget(limits)
        let package = try OfficePackage(bytes, budget: budget)
        let roots = try package.relationships(of: "")
        let main = roots.first { $0.kind == "officeDocument" }?.target ?? "word/document.xml"
        guard let cursor = try package.cursor(main) else { throw DocumentError(.broken, "no part \(main)") }
        guard cursor.name == .document else { throw DocumentError(.broken, "\(main): not a Word document") }

        let related = try package.relationships(of: main)
        let context = WordContext(budget: budget)
        try context.readStyles(package, related)
        for relationship in related { context.note(relationship, of: main) }
        for settings in related where settings.kind == "settings" && !settings.isExternal {
            for relationship in try package.relationships(of: settings.target) {
                context.note(relationship, of: settings.target)
            }
        }

        var blocks = try context.stories("header", .header, package, related)
        blocks += try WordStory(cursor, part: main, context: context).body()
        blocks += try context.stories("footer", .footer, package, related)
        blocks += try context.stories("footnotes", .footnote, package, related)
        blocks += try context.stories("endnotes", .footnote, package, related)
        blocks += try context.stories("comments", .comment, package, related)
        context.noteImages()
        return Document(
            format: .docx, blocks: blocks, fields: context.fields, findings: context.findings,
            properties: try WordProperties.read(package, roots, context: context))
    }
}
