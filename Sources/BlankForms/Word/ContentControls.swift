import Forms

/// Makes the content controls of one document (`w:sdt`, ECMA-376-1 §17.5.2), each within a paragraph.
///
/// A control cannot be deleted (`sdtLocked`), only filled in. It is named three times: by its tag, by its title and by
/// a bookmark around it. LibreOffice 7.4 drops all tags when it saves, and all titles but those of plain text.
struct ContentControls {
    let typesetter: Typesetter
    private var count = 0

    init(typesetter: Typesetter) { self.typesetter = typesetter }

    /// A control for words; `isMultiline` lets Enter begin a new line in it.
    mutating func text(_ tag: ControlTag, label: String, placeholder: Placeholder, isMultiline: Bool = false)
        -> [Markup]
    {
        let kind: Markup = isMultiline ? .w("text", ["multiLine": "1"]) : .w("text")
        return control(tag, label: label, kind: kind, placeholder: placeholder)
    }

    /// A control for a day of the Gregorian calendar.
    mutating func date(_ tag: ControlTag, label: String, placeholder: Placeholder) -> [Markup] {
        let locale = typesetter.isRightToLeft ? "ar-MA" : "fr-MA"
        let kind = Markup.w(
            "date", [:],
            [
                .w("dateFormat", ["val": "dd/MM/yyyy"]), .w("lid", ["val": locale]),
                .w("storeMappedDataAs", ["val": "date"]), .w("calendar", ["val": "gregorian"]),
            ])
        return control(tag, label: label, kind: kind, placeholder: placeholder)
    }

    /// A drop-down list; its first item, like Word's own, takes a choice back.
    ///
    /// - Parameter takesOtherWords: whether words that are not in the list may be typed (`w:comboBox`).
    mutating func dropDown(
        _ tag: ControlTag, label: String, items: [(code: String, label: String)], placeholder: Placeholder,
        takesOtherWords: Bool = false
    ) -> [Markup] {
        let items = items.map { Markup.w("listItem", ["displayText": oneLine($0.label), "value": $0.code]) }
        let kind = Markup.w(
            takesOtherWords ? "comboBox" : "dropDownList", [:],
            [.w("listItem", ["value": placeholder.text(typesetter.language)])] + items)
        return control(tag, label: label, kind: kind, placeholder: placeholder)
    }

    /// A check box ([MS-DOCX] `w14:checkbox`): ☐, and ☒ where it is ticked.
    mutating func checkBox(_ tag: ControlTag, label: String) -> [Markup] {
        let kind = Markup.tag(
            "w14:checkbox", [:],
            [
                .tag("w14:checked", ["w14:val": "0"]),
                .tag("w14:checkedState", ["w14:val": "2612", "w14:font": Stylesheet.boxFont]),
                .tag("w14:uncheckedState", ["w14:val": "2610", "w14:font": Stylesheet.boxFont]),
            ])
        let format = RunFormat(font: Stylesheet.boxFont)
        let properties = [formatting(format)] + naming(tag, label: label) + [kind]
        return control(tag, properties: properties, content: typesetter.runs("☐", format))
    }

    private static let placeholderFormat = RunFormat(style: Stylesheet.placeholder)

    private mutating func control(_ tag: ControlTag, label: String, kind: Markup, placeholder: Placeholder) -> [Markup]
    {
        let words = typesetter.runs(placeholder.text(typesetter.language), Self.placeholderFormat)
        return control(tag, properties: naming(tag, label: label) + [.w("showingPlcHdr"), kind], content: words)
    }

    /// The control between the ends of its bookmark.
    private func control(_ tag: ControlTag, properties: [Markup], content: [Markup]) -> [Markup] {
        let control = Markup.w("sdt", [:], [.w("sdtPr", [:], properties), .w("sdtContent", [:], content)])
        guard let name = tag.bookmark else { return [control] }
        let id = String(count)
        return [.w("bookmarkStart", ["id": id, "name": name]), control, .w("bookmarkEnd", ["id": id])]
    }

    private func formatting(_ format: RunFormat) -> Markup {
        .w("rPr", [:], typesetter.runProperties(format, isRightToLeft: typesetter.isRightToLeft))
    }

    private mutating func naming(_ tag: ControlTag, label: String) -> [Markup] {
        count += 1
        return [
            .w("alias", ["val": tag.title(label: oneLine(label))]), .w("tag", ["val": tag.description]),
            // Any number, but one of its own.
            .w("id", ["val": String(100_000 + count)]), .w("lock", ["val": "sdtLocked"]),
        ]
    }

    private func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
