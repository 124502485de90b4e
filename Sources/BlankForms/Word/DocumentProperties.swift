import Forms

/// What the document says of itself (`docProps`): its title, and which form it is in the custom properties.
struct DocumentProperties {
    let definition: FormDefinition
    let language: Language

    /// ECMA-376-2 §11. No times: they would make every copy differ.
    var core: Markup {
        .tag(
            "cp:coreProperties",
            [
                "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            ],
            [
                .tag("dc:title", [:], [.text(definition.title.text(language))]),
                .tag("dc:creator", [:], [.text(definition.issuer?.text(language) ?? definition.id)]),
                .tag("cp:keywords", [:], [.text("\(definition.id) \(definition.version)")]),
                .tag("dc:language", [:], [.text(language == .arabic ? "ar-MA" : "fr-MA")]),
                .tag("cp:version", [:], [.text(definition.version)]),
            ])
    }

    /// ECMA-376-1 §22.2.
    var application: Markup {
        .tag(
            "Properties",
            ["xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"],
            [.tag("Application", [:], [.text("istimara")])])
    }

    /// `formId`, `formVersion`, `language` (ECMA-376-1 §22.3).
    var custom: Markup {
        let values = [("formId", definition.id), ("formVersion", definition.version), ("language", language.rawValue)]
        return .tag(
            "Properties",
            [
                "xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
                "xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
            ],
            values.enumerated().map { index, property in
                .tag(
                    "property",
                    [
                        // The format id of user-defined properties; ids count from 2.
                        "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": String(index + 2), "name": property.0,
                    ],
                    [.tag("vt:lpwstr", [:], [.text(property.1)])])
            })
    }
}
