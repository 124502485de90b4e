import Forms

/// The parts of a blank form's package (ECMA-376-2).
struct WordPackage {
    static let mainNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let relationshipNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    let definition: FormDefinition
    let language: Language

    /// The parts with their names, content types first.
    var parts: [(name: String, root: Markup)] {
        let properties = DocumentProperties(definition: definition, language: language)
        return [
            ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelations),
            ("word/document.xml", document), ("word/_rels/document.xml.rels", documentRelations),
            ("word/styles.xml", Stylesheet(language: language).root), ("word/settings.xml", settings),
            ("word/fontTable.xml", fontTable), ("word/footer1.xml", footer), ("docProps/core.xml", properties.core),
            ("docProps/app.xml", properties.application), ("docProps/custom.xml", properties.custom),
        ]
    }

    private var document: Markup {
        var body = FormBody(definition: definition, language: language)
        var section: [Markup] = [
            .tag("w:footerReference", ["w:type": "default", "r:id": "rId4"]),
            .w("pgSz", ["w": "11906", "h": "16838"]),
            .w(
                "pgMar",
                [
                    "top": "1134", "right": "1134", "bottom": "1134", "left": "1134", "header": "567", "footer": "567",
                    "gutter": "0",
                ]),
        ]
        if language.isRightToLeft { section += [.w("bidi"), .w("rtlGutter")] }
        return .tag(
            "w:document",
            [
                "xmlns:w": Self.mainNamespace, "xmlns:r": Self.relationshipNamespace,
                "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
                "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml", "mc:Ignorable": "w14",
            ],
            [.w("body", [:], body.blocks() + [.w("sectPr", [:], section)])])
    }

    /// Which form this is, which version, which page.
    private var footer: Markup {
        let typesetter = Typesetter(language: language)
        let phrases = FormPhrases(language)
        let content =
            typesetter.runs("\(definition.id) — \(phrases.version) \(definition.version) — \(phrases.page) ")
            + field("PAGE", typesetter) + typesetter.runs(" \(phrases.of) ") + field("NUMPAGES", typesetter)
        return .tag("w:ftr", ["xmlns:w": Self.mainNamespace], [typesetter.paragraph(.footer, content)])
    }

    private func field(_ name: String, _ typesetter: Typesetter) -> [Markup] {
        [
            typesetter.run(of: [.w("fldChar", ["fldCharType": "begin"])]),
            typesetter.run(of: [.tag("w:instrText", ["xml:space": "preserve"], [.text(" \(name) ")])]),
            typesetter.run(of: [.w("fldChar", ["fldCharType": "separate"])]),
        ] + typesetter.runs("1") + [typesetter.run(of: [.w("fldChar", ["fldCharType": "end"])])]
    }

    private var settings: Markup {
        .tag(
            "w:settings", ["xmlns:w": Self.mainNamespace],
            [
                .w("zoom", ["percent": "100"]), .w("defaultTabStop", ["val": "567"]),
                .w("characterSpacingControl", ["val": "doNotCompress"]),
                .w(
                    "compat", [:],
                    [
                        .w(
                            "compatSetting",
                            [
                                "name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word",
                                "val": "15",
                            ])
                    ]),
                .w("themeFontLang", ["val": "fr-MA", "bidi": "ar-MA"]),
                .w("decimalSymbol", ["val": ","]), .w("listSeparator", ["val": ";"]),
            ])
    }

    private var fontTable: Markup {
        func font(_ name: String, charset: String, family: String, pitch: String, instead: String? = nil) -> Markup {
            .w(
                "font", ["name": name],
                (instead.map { [.w("altName", ["val": $0])] } ?? [])
                    + [.w("charset", ["val": charset]), .w("family", ["val": family]), .w("pitch", ["val": pitch])])
        }
        return .tag(
            "w:fonts", ["xmlns:w": Self.mainNamespace],
            [
                font(Stylesheet.latinFont, charset: "00", family: "swiss", pitch: "variable", instead: "Carlito"),
                font(Stylesheet.arabicFont, charset: "B2", family: "auto", pitch: "variable", instead: "Amiri"),
                font(Stylesheet.boxFont, charset: "80", family: "modern", pitch: "fixed", instead: "ＭＳ ゴシック"),
            ])
    }

    // MARK: Package

    private var contentTypes: Markup {
        let overrides = [
            ("/word/document.xml", Self.wordType + "document.main+xml"),
            ("/word/styles.xml", Self.wordType + "styles+xml"),
            ("/word/settings.xml", Self.wordType + "settings+xml"),
            ("/word/fontTable.xml", Self.wordType + "fontTable+xml"),
            ("/word/footer1.xml", Self.wordType + "footer+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
            ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
        ]
        return .tag(
            "Types", ["xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"],
            [
                .tag(
                    "Default",
                    ["Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"]),
                .tag("Default", ["Extension": "xml", "ContentType": "application/xml"]),
            ] + overrides.map { .tag("Override", ["PartName": $0.0, "ContentType": $0.1]) })
    }

    private var packageRelations: Markup {
        relations([
            (Self.relationshipNamespace + "/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml"
            ),
            (Self.relationshipNamespace + "/extended-properties", "docProps/app.xml"),
            (Self.relationshipNamespace + "/custom-properties", "docProps/custom.xml"),
        ])
    }

    private var documentRelations: Markup {
        relations([
            (Self.relationshipNamespace + "/styles", "styles.xml"),
            (Self.relationshipNamespace + "/settings", "settings.xml"),
            (Self.relationshipNamespace + "/fontTable", "fontTable.xml"),
            (Self.relationshipNamespace + "/footer", "footer1.xml"),
        ])
    }

    private func relations(_ targets: [(type: String, target: String)]) -> Markup {
        .tag(
            "Relationships", ["xmlns": Self.packageRelationships],
            targets.enumerated().map { index, relation in
                .tag("Relationship", ["Id": "rId\(index + 1)", "Type": relation.type, "Target": relation.target])
            })
    }
}
