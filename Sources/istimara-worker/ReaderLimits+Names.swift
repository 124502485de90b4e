import DocumentReaders

extension ReaderLimits {
    /// The limits that the readers know, by their names in the settings; the defaults where a name is missing.
    init(named limits: [String: Int]) {
        self.init()
        let known: [(String, WritableKeyPath<ReaderLimits, Int>)] = [
            ("package_total", \.packageTotal), ("package_part", \.packagePart), ("archive_entries", \.archiveEntries),
            ("archive_ratio", \.archiveRatio), ("xml_depth", \.xmlDepth), ("xml_nodes", \.xmlNodes),
            ("document_text", \.documentText), ("document_cells", \.documentCells),
            ("document_fields", \.documentFields),
        ]
        for (name, limit) in known {
            if let value = limits[name] { self[keyPath: limit] = value }
        }
    }
}
