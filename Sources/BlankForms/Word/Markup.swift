/// A piece of XML.
indirect enum Markup: Sendable {
    case element(String, [(name: String, value: String)], [Markup])
    case text(String)

    /// An element in the namespace of WordprocessingML, its attributes too.
    static func w(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = [])
        -> Markup
    {
        .element("w:\(name)", attributes.map { (name: "w:\($0.key)", value: $0.value) }, children)
    }

    /// An element named in full, its attributes too.
    static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        .element(name, attributes.map { (name: $0.key, value: $0.value) }, children)
    }

    /// The bytes of an XML document with this element at its root.
    var document: [UInt8] {
        var output = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        write(to: &output)
        return Array(output.utf8)
    }

    private func write(to output: inout String) {
        switch self {
        case .text(let text):
            Self.escape(text, to: &output)
        case .element(let name, let attributes, let children):
            output += "<\(name)"
            for attribute in attributes {
                output += " \(attribute.name)=\""
                Self.escape(attribute.value, to: &output)
                output += "\""
            }
            guard !children.isEmpty else {
                output += "/>"
                return
            }
            output += ">"
            for child in children { child.write(to: &output) }
            output += "</\(name)>"
        }
    }

    /// Writes characters as XML 1.0 §2.2 allows them; what it does not allow is left out.
    private static func escape(_ text: String, to output: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\t": output += "&#9;"
            case "\n": output += "&#10;"
            case "\r": output += "&#13;"
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": break
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}
