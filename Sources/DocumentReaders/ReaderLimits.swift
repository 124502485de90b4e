package import ZipPackage

/// How much of a document is read; each limit stops with a ``DocumentError`` whose code is the limit's name.
///
/// Keys in JSON are the limits' names in the settings.
package struct ReaderLimits: Hashable, Codable, Sendable {
    /// Bytes of all parts read from a package, unpacked.
    package var packageTotal: Int
    /// Bytes of one part, unpacked.
    package var packagePart: Int
    /// Members of the package.
    package var archiveEntries: Int
    /// Unpacked bytes for each packed byte, above 2 MB.
    package var archiveRatio: Int
    /// Elements inside one another; for HTML, blocks inside one another.
    package var xmlDepth: Int
    /// Nodes of one document, all its parts together.
    package var xmlNodes: Int
    /// Bytes of UTF-8 text.
    package var documentText: Int
    package var documentCells: Int
    package var documentFields: Int

    package init(
        packageTotal: Int = 160_000_000, packagePart: Int = 48_000_000, archiveEntries: Int = 2_000,
        archiveRatio: Int = 200, xmlDepth: Int = 200, xmlNodes: Int = 3_000_000, documentText: Int = 8_000_000,
        documentCells: Int = 200_000, documentFields: Int = 5_000
    ) {
        self.packageTotal = packageTotal
        self.packagePart = packagePart
        self.archiveEntries = archiveEntries
        self.archiveRatio = archiveRatio
        self.xmlDepth = xmlDepth
        self.xmlNodes = xmlNodes
        self.documentText = documentText
        self.documentCells = documentCells
        self.documentFields = documentFields
    }

    private enum CodingKeys: String, CodingKey {
        case packageTotal = "package_total"
        case packagePart = "package_part"
        case archiveEntries = "archive_entries"
        case archiveRatio = "archive_ratio"
        case xmlDepth = "xml_depth"
        case xmlNodes = "xml_nodes"
        case documentText = "document_text"
        case documentCells = "document_cells"
        case documentFields = "document_fields"
    }

    /// The share of these limits that the zip itself keeps.
    package var zip: ZipLimits {
        ZipLimits(
            entries: archiveEntries, partBytes: packagePart, totalBytes: packageTotal, ratio: max(1, archiveRatio))
    }
}
