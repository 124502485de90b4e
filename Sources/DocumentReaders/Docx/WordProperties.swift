import Documents

/// Core, extended and custom properties of a package (ECMA-376 part 1, 22.2 and 22.3; part 2, 11).
enum WordProperties {
    /// `title`, `language`, `keywords`, `application`, and each custom property under its own name.
    static func read(
        _ package: OfficePackage, _ roots: [OfficePackage.Relationship], context: WordContext
    ) throws(DocumentError) -> [String: String] {
        var properties: [String: String] = [:]
        for kind in ["core-properties", "extended-properties", "custom-properties"] {
            try context.secondary(kind, package, roots.map(\.transitional)) { (cursor, _) throws(DocumentError) in
                try cursor.children { (name) throws(DocumentError) in
                    let key: String? =
                        switch name {
                        case .title: "title"
                        case .language: "language"
                        case .keywords: "keywords"
                        case .application: "application"
                        case .customProperty: cursor.attribute(.propertyName)
                        default: nil
                        }
                    guard let key, properties.count < 200 else { return }
                    let value = try cursor.text()
                    try context.budget.spendText(value.utf8.count)
                    if !value.isEmpty { properties[key] = value }
                }
            }
        }
        return properties
    }
}

extension OfficePackage.Relationship {
    /// The strict namespace writes `extendedProperties` for `extended-properties`.
    fileprivate var transitional: Self {
        var copy = self
        switch kind {
        case "extendedProperties": copy.kind = "extended-properties"
        case "customProperties": copy.kind = "custom-properties"
        default: break
        }
        return copy
    }
}
