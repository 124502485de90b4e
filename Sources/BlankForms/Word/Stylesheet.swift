import Forms

/// The styles of a blank form (`word/styles.xml`).
///
/// Sizes are in half points, twice each: for Latin letters (`w:sz`) and for Arabic ones (`w:szCs`), which need more at
/// the same line height.
struct Stylesheet {
    enum Style: String, CaseIterable {
        case normal = "Normal"
        case issuer = "Issuer"
        case title = "Title"
        case note = "Note"
        case section = "Heading1"
        case question = "Question"
        /// A question in a sheet of fields.
        case field = "Field"
        case hint = "Hint"
        case option = "Option"
        case fieldOption = "FieldOption"
        case answer = "Answer"
        case columnHead = "ColumnHead"
        case cell = "CellText"
        case cellOption = "CellOption"
        case centeredCell = "CenteredCell"
        case spacer = "Spacer"
        case footer = "Footer"
    }

    static let placeholder = "PlaceholderText"
    static let latinFont = "Calibri"
    static let arabicFont = "Sakkal Majalla"
    static let boxFont = "MS Gothic"
    static let accentColor = "1B5E4B"
    static let quietColor = "5F6B66"
    static let lineColor = "AEBDB6"
    static let tint = "EDF3F0"
    static let alertColor = "B3261E"
    static let placeholderColor = "767676"

    let language: Language

    var root: Markup {
        .tag(
            "w:styles", ["xmlns:w": WordPackage.mainNamespace],
            [defaults] + Style.allCases.map(style) + [
                .w(
                    "style", ["type": "character", "styleId": Self.placeholder],
                    [
                        .w("name", ["val": "Placeholder Text"]), .w("uiPriority", ["val": "99"]), .w("semiHidden"),
                        .w("rPr", [:], [.w("color", ["val": Self.placeholderColor])]),
                    ])
            ])
    }

    private var defaults: Markup {
        .w(
            "docDefaults", [:],
            [
                .w(
                    "rPrDefault", [:],
                    [
                        .w(
                            "rPr", [:],
                            [
                                .w(
                                    "rFonts",
                                    [
                                        "ascii": Self.latinFont, "eastAsia": Self.latinFont, "hAnsi": Self.latinFont,
                                        "cs": Self.arabicFont,
                                    ]),
                                .w("sz", ["val": "21"]), .w("szCs", ["val": "26"]),
                                .w("lang", ["val": "fr-MA", "eastAsia": "fr-MA", "bidi": "ar-MA"]),
                            ])
                    ]),
                .w(
                    "pPrDefault", [:],
                    [.w("pPr", [:], [.w("spacing", ["after": "0", "line": "240", "lineRule": "auto"])])]),
            ])
    }

    private func style(_ style: Style) -> Markup {
        var facts: [Markup] = [.w("name", ["val": name(of: style)])]
        if style != .normal {
            facts.append(.w("basedOn", ["val": Style.normal.rawValue]))
            facts.append(.w("next", ["val": Style.normal.rawValue]))
        }
        facts.append(.w("qFormat"))
        let look = Look(style)
        facts.append(.w("pPr", [:], look.paragraphProperties(isRightToLeft: language.isRightToLeft)))
        let runProperties = look.runProperties
        if !runProperties.isEmpty { facts.append(.w("rPr", [:], runProperties)) }
        let attributes: KeyValuePairs =
            style == .normal
            ? ["type": "paragraph", "default": "1", "styleId": style.rawValue]
            : ["type": "paragraph", "styleId": style.rawValue]
        return .w("style", attributes, facts)
    }

    /// Word knows its own styles by these names.
    private func name(of style: Style) -> String {
        switch style {
        case .section: "heading 1"
        case .footer: "footer"
        case .columnHead: "Column Head"
        case .cell: "Cell Text"
        case .cellOption: "Cell Option"
        case .fieldOption: "Field Option"
        case .centeredCell: "Centered Cell"
        default: style.rawValue
        }
    }
}

/// What one style looks like.
private struct Look {
    var keepsWithNext = false
    var fill: String?
    var hasRule = false
    /// Before and after, in twentieths of a point.
    var spacing: (before: Int, after: Int)?
    /// In twentieths of a point.
    var indent: (start: Int, hanging: Int)?
    var alignment = "start"
    var outlineLevel: Int?
    var isBold = false
    var color: String?
    /// In half points.
    var size: (latin: Int, arabic: Int)?

    init(_ style: Stylesheet.Style) {
        switch style {
        case .normal:
            spacing = (0, 60)
        case .issuer:
            (spacing, alignment, isBold, color, size) = ((0, 60), "center", true, Stylesheet.quietColor, (22, 28))
        case .title:
            (spacing, alignment, isBold, color, size) = ((60, 160), "center", true, Stylesheet.accentColor, (34, 42))
            hasRule = true
        case .note:
            (spacing, color, size) = ((40, 40), Stylesheet.quietColor, (18, 22))
        case .section:
            (spacing, isBold, color, size) = ((280, 80), true, Stylesheet.accentColor, (25, 31))
            (keepsWithNext, fill, hasRule, outlineLevel) = (true, Stylesheet.tint, true, 0)
        case .question:
            (keepsWithNext, spacing, indent, isBold) = (true, (200, 50), (624, 624), true)
        case .field:
            (spacing, indent, isBold) = ((20, 20), (624, 624), true)
        case .hint:
            (keepsWithNext, spacing, indent) = (true, (0, 50), (624, 0))
            (color, size) = (Stylesheet.quietColor, (18, 22))
        case .option:
            (spacing, indent) = ((0, 20), (1021, 397))
        case .fieldOption:
            (spacing, indent) = ((0, 20), (397, 397))
        case .answer:
            spacing = (0, 0)
        case .columnHead:
            (spacing, alignment, isBold, color, size) = ((0, 0), "center", true, Stylesheet.accentColor, (19, 24))
            keepsWithNext = true
        case .cell:
            (spacing, size) = ((0, 0), (19, 24))
        case .cellOption:
            (spacing, indent, size) = ((0, 20), (312, 312), (19, 24))
        case .centeredCell:
            (spacing, alignment, size) = ((0, 0), "center", (20, 24))
        case .spacer:
            (spacing, size) = ((0, 0), (8, 8))
        case .footer:
            (spacing, alignment, color, size) = ((0, 0), "center", Stylesheet.quietColor, (16, 20))
        }
    }

    /// The children of `w:pPr` in the order of its schema (ECMA-376-1 §17.3.1).
    func paragraphProperties(isRightToLeft: Bool) -> [Markup] {
        var properties: [Markup] = []
        if keepsWithNext { properties += [.w("keepNext"), .w("keepLines")] }
        if hasRule {
            properties.append(
                .w(
                    "pBdr", [:],
                    [.w("bottom", ["val": "single", "sz": "8", "space": "4", "color": Stylesheet.accentColor])]))
        }
        if let fill { properties.append(.w("shd", ["val": "clear", "color": "auto", "fill": fill])) }
        if let indent, indent.hanging > 0 {
            properties.append(.w("tabs", [:], [.w("tab", ["val": "start", "pos": String(indent.start)])]))
        }
        if isRightToLeft { properties.append(.w("bidi")) }
        if let spacing {
            properties.append(.w("spacing", ["before": String(spacing.before), "after": String(spacing.after)]))
        }
        if let indent {
            properties.append(.w("ind", ["start": String(indent.start), "hanging": String(indent.hanging)]))
        }
        properties.append(.w("jc", ["val": alignment]))
        if let outlineLevel { properties.append(.w("outlineLvl", ["val": String(outlineLevel)])) }
        return properties
    }

    var runProperties: [Markup] {
        var properties: [Markup] = []
        if isBold { properties += [.w("b"), .w("bCs")] }
        if let color { properties.append(.w("color", ["val": color])) }
        if let size {
            properties += [.w("sz", ["val": String(size.latin)]), .w("szCs", ["val": String(size.arabic)])]
        }
        return properties
    }
}
