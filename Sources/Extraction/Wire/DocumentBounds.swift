package import Mail

/// What a document from a worker may have at most.
package struct DocumentBounds: Hashable, Sendable {
    /// Blocks within blocks.
    package var depth: Int
    package var fields: Int
    package var cells: Int
    /// Files of an archive.
    package var entries: Int

    package init(_ limits: Limits) {
        depth = limits[.xmlDepth]
        fields = limits[.documentFields]
        cells = limits[.documentCells]
        entries = limits[.archiveEntries]
    }

    /// The widest span of a cell, and the most columns: what a spreadsheet may have (ECMA-376 §18.3.1.13).
    static let columns = 16_384
    static let rows = 1_048_576
    static let findings = 1_000
    static let properties = 200
    static let pages = 100_000
    static let headingLevel = 0...100
}
