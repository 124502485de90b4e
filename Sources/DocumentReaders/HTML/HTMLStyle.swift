import Documents

/// What an element's tag and attributes say of how its text looks.
enum HTMLStyle {
    /// The marks of an element's text: those around it, those it adds, less those that its style takes back.
    static func marks(_ name: String, _ attributes: [String: String], upon outer: Marks) -> Marks {
        var marks = outer
        switch name {
        case "b", "strong", "th": marks.insert(.bold)
        case "i", "em": marks.insert(.italic)
        case "u": marks.insert(.underline)
        case "ins": marks.formUnion(isTracked(attributes) ? .inserted : [.underline, .inserted])
        case "del": marks.insert(isTracked(attributes) ? .deleted : .strike)
        case "s", "strike": marks.insert(.strike)
        case "mark": marks.insert(.highlight)
        case "font": if let color = attributes["color"] { marks.set(.colored, isColor(color)) }
        default: break
        }
        if attributes["hidden"] != nil { marks.insert(.hidden) }
        if attributes["bgcolor"].map(isTint) == true, name == "span" || name == "font" { marks.insert(.highlight) }
        for (property, value) in declarations(attributes["style"]) { apply(property, value, name, to: &marks) }
        return marks
    }

    /// Whether a program wrote the change down: who made it or when (HTML, 4.7.3). A person's `<del>` is a struck word.
    private static func isTracked(_ attributes: [String: String]) -> Bool {
        attributes["datetime"] != nil || attributes["cite"] != nil
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

    /// Whether spaces and line ends are kept.
    static func isPreformatted(_ name: String, _ attributes: [String: String]) -> Bool {
        if name == "pre" || name == "textarea" || name == "xmp" { return true }
        return declarations(attributes["style"]).contains { $0.property == "white-space" && $0.value.hasPrefix("pre") }
    }

    private static func apply(_ property: String, _ value: String, _ name: String, to marks: inout Marks) {
        switch property {
        case "font-weight":
            if let isBold = isBold(value) { marks.set(.bold, isBold) }
        case "font-style": marks.set(.italic, value == "italic" || value == "oblique")
        case "text-decoration", "text-decoration-line":
            // A decoration of the elements around stays drawn, whatever is said here (CSS Text Decoration, 2).
            if value.contains("underline"), name != "a" { marks.insert(.underline) }
            if value.contains("line-through") { marks.insert(.strike) }
        case "background", "background-color":
            if isInline(name), value != "transparent" { marks.set(.highlight, isTint(value)) }
        case "color":
            if name != "a", !Self.inheriting.contains(value) { marks.set(.colored, isColor(value)) }
        case "display": if value == "none" { marks.insert(.hidden) }
        case "visibility": if value == "hidden" { marks.insert(.hidden) }
        case "mso-hide": if value == "all" { marks.insert(.hidden) }
        default: break
        }
    }

    private static let inheriting: Set<String> = ["inherit", "currentcolor", "unset"]

    private static func isBold(_ value: String) -> Bool? {
        if value.hasPrefix("bold") { return true }
        if value == "normal" || value == "lighter" { return false }
        return Int(value).map { $0 >= 600 }
    }

    private static func isInline(_ name: String) -> Bool {
        ["span", "font", "b", "strong", "i", "em", "u", "mark", "s", "ins", "del"].contains(name)
    }

    static func declarations(_ style: String?) -> [(property: String, value: String)] {
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
        // Gmail paints what it quotes in this purple.
        if (red, green, blue) == (0x50, 0, 0x50) { return false }
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

extension Marks {
    fileprivate mutating func set(_ mark: Marks, _ isOn: Bool) {
        if isOn { insert(mark) } else { remove(mark) }
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
