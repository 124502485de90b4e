import Documents

/// What an element's tag and attributes say of how its text looks.
enum HTMLStyle {
    /// The marks that an element adds to those around it.
    static func marks(_ name: String, _ attributes: [String: String]) -> Marks {
        var marks: Marks =
            switch name {
            case "b", "strong", "th": .bold
            case "i", "em": .italic
            case "u": .underline
            case "ins": [.underline, .inserted]
            case "s", "strike", "del": .strike
            case "mark": .highlight
            case "font": attributes["color"].map(isColor) == true ? .colored : []
            default: []
            }
        if attributes["hidden"] != nil { marks.insert(.hidden) }
        if attributes["bgcolor"].map(isTint) == true, name == "span" || name == "font" { marks.insert(.highlight) }
        for (property, value) in declarations(attributes["style"]) { marks.formUnion(mark(property, value, name)) }
        return marks
    }

    /// The direction that an element gives to its content; nil where it says nothing.
    static func isRightToLeft(_ attributes: [String: String]) -> Bool? {
        let declared = declarations(attributes["style"]).last { $0.property == "direction" }?.value
        switch declared ?? attributes["dir"]?.lowercased() {
        case "rtl": return true
        case "ltr": return false
        default: return nil
        }
    }

    /// Whether an element holds what was quoted from an earlier mail, by the habits of the mail programs.
    static func isQuotation(_ name: String, _ attributes: [String: String]) -> Bool {
        let classes = attributes["class"]?.lowercased().split(separator: " ") ?? []
        if classes.contains(where: { ["gmail_quote", "yahoo_quoted", "protonmail_quote"].contains($0) }) {
            return true
        }
        guard name == "blockquote" else { return false }
        if attributes["type"]?.lowercased() == "cite" || attributes["cite"] != nil { return true }
        // Gmail's indent is a `blockquote` too, and says so.
        return !declarations(attributes["style"]).contains { $0.property == "border" && $0.value.hasPrefix("none") }
    }

    /// Whether spaces and line ends are kept.
    static func isPreformatted(_ name: String, _ attributes: [String: String]) -> Bool {
        if name == "pre" || name == "textarea" || name == "xmp" { return true }
        return declarations(attributes["style"]).contains { $0.property == "white-space" && $0.value.hasPrefix("pre") }
    }

    private static func mark(_ property: String, _ value: String, _ name: String) -> Marks {
        switch property {
        case "font-weight": value.hasPrefix("bold") || (Int(value) ?? 0) >= 600 ? .bold : []
        case "font-style": value == "italic" || value == "oblique" ? .italic : []
        case "text-decoration", "text-decoration-line":
            (value.contains("underline") && name != "a" ? .underline : Marks())
                .union(value.contains("line-through") ? .strike : [])
        case "background", "background-color": isInline(name) && isTint(value) ? .highlight : []
        case "color": isColor(value) && name != "a" ? .colored : []
        case "display": value == "none" ? .hidden : []
        case "visibility": value == "hidden" ? .hidden : []
        case "mso-hide": value == "all" ? .hidden : []
        default: []
        }
    }

    private static func isInline(_ name: String) -> Bool {
        ["span", "font", "b", "strong", "i", "em", "u"].contains(name)
    }

    private static func declarations(_ style: String?) -> [(property: String, value: String)] {
        guard let style else { return [] }
        return style.lowercased().split(separator: ";").prefix(64).compactMap { declaration in
            guard let colon = declaration.firstIndex(of: ":") else { return nil }
            let value = declaration[declaration.index(after: colon)...]
            return (String(declaration[..<colon].trimmed), String(value.trimmed))
        }
    }

    /// Whether a text colour stands out from black.
    private static func isColor(_ value: String) -> Bool {
        guard let (red, green, blue) = channels(value) else {
            return !["black", "windowtext", "inherit", "initial", "unset", "currentcolor", "transparent", ""]
                .contains(value.lowercased())
        }
        return max(red, green, blue) - min(red, green, blue) > 0x10 || max(red, green, blue) > 0x60
    }

    /// Whether a background is seen on white.
    private static func isTint(_ value: String) -> Bool {
        guard let (red, green, blue) = channels(value) else {
            return !["white", "window", "transparent", "none", "inherit", "initial", "unset", ""]
                .contains(value.lowercased())
        }
        return min(red, green, blue) < 0xF5
    }

    /// `#rgb`, `#rrggbb`, `rgb(r, g, b)`; nil for a name.
    private static func channels(_ value: String) -> (Int, Int, Int)? {
        let value = value.lowercased()
        if value.hasPrefix("rgb") {
            let numbers = value.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
            return numbers.count >= 3 ? (numbers[0], numbers[1], numbers[2]) : nil
        }
        let digits = value.hasPrefix("#") ? value.dropFirst() : value[...]
        guard let number = UInt32(digits, radix: 16) else { return nil }
        switch digits.utf8.count {
        case 3: return (Int(number >> 8) * 17, Int(number >> 4 & 15) * 17, Int(number & 15) * 17)
        case 6: return (Int(number >> 16), Int(number >> 8 & 255), Int(number & 255))
        default: return nil
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
