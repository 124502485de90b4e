import Documents

/// What the stories of one document share while they are read.
final class WordContext {
    let budget: ReadingBudget
    private(set) var styles = WordStyles()
    private(set) var numbering = WordNumbering()
    var fields: [Field] = []
    private(set) var findings: [Finding] = []
    /// Pictures seen in the text: nothing is read from them.
    var images = 0

    init(budget: ReadingBudget) { self.budget = budget }

    func readStyles(_ package: OfficePackage, _ related: [OfficePackage.Relationship]) throws(DocumentError) {
        try secondary("styles", package, related) { (cursor, _) throws(DocumentError) in
            self.styles = try WordStyles(cursor)
        }
        try secondary("numbering", package, related) { (cursor, _) throws(DocumentError) in
            self.numbering = try WordNumbering(cursor)
        }
    }

    /// The stories of one kind, each in a container of its origin.
    func stories(
        _ kind: String, _ origin: Origin, _ package: OfficePackage, _ related: [OfficePackage.Relationship]
    ) throws(DocumentError) -> [Block] {
        var blocks: [Block] = []
        try secondary(kind, package, related) { (cursor, part) throws(DocumentError) in
            let story = try WordStory(cursor, part: part, context: self).story()
            if !story.isEmpty { blocks.append(.container(origin, story)) }
        }
        return blocks
    }

    /// Reads the parts of one kind; a damaged one is a finding, since the main document can still be read.
    func secondary(
        _ kind: String, _ package: OfficePackage, _ related: [OfficePackage.Relationship],
        _ read: (WordCursor, String) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        for relationship in related where relationship.kind == kind && !relationship.isExternal {
            do throws(DocumentError) {
                guard let cursor = try package.cursor(relationship.target) else { continue }
                try read(cursor, relationship.target)
            } catch {
                guard error.code == .broken else { throw error }
                add(Finding(.warning, code: "broken_part", location: relationship.target, message: error.detail))
            }
        }
    }

    func add(_ finding: Finding) {
        if findings.count < 100 { findings.append(finding) }
    }
}

extension WordContext {
    /// Records what a relationship says of things outside the text. A link that a reader may click is none of them.
    func note(_ relationship: OfficePackage.Relationship, of part: String) {
        if relationship.isExternal {
            guard relationship.kind != "hyperlink" else { return }
            add(
                Finding(
                    .warning, code: "external_reference", location: part,
                    message: "\(relationship.kind) outside the file, not fetched: \(relationship.target.prefix(200))"))
        } else if relationship.kind == "vbaProject" {
            add(Finding(.warning, code: "macros", location: relationship.target, message: "macros, not run"))
        }
    }

    func noteImages() {
        guard images > 0 else { return }
        add(Finding(.note, code: "images", message: "\(images) pictures, whose content was not read"))
    }
}
