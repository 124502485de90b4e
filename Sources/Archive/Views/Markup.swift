/// A small HTML page of labels and values: everything escaped, nothing fetched, nothing run.
struct Markup {
    private(set) var text = ""

    mutating func open(title: String, language: String, isRightToLeft: Bool) {
        text += """
            <!DOCTYPE html>
            <html lang="\(language)" dir="\(isRightToLeft ? "rtl" : "ltr")">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(Self.escape(title))</title>
            <style>
            body { font-family: sans-serif; max-width: 60em; margin: 2em auto; line-height: 1.5 }
            table { border-collapse: collapse; width: 100% }
            th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: start; vertical-align: top }
            th { font-weight: normal; color: #333; width: 40% }
            td { white-space: pre-wrap }
            .needs_review, .unread { background: #fff3cd }
            .source { color: #666; font-size: .8em }
            </style>
            </head>
            <body>
            <h1>\(Self.value(title))</h1>
            <table>

            """
    }

    mutating func heading(_ title: String) {
        text += "</table>\n<h2>\(Self.value(title))</h2>\n<table>\n"
    }

    /// One label with its value; `status` colours the row, `source` says where on the page it stands.
    mutating func row(_ label: String, _ value: String, status: String? = nil, source: String? = nil) {
        let style = status.map { " class=\"\(Self.escape($0))\"" } ?? ""
        let place = source.map { "<div class=\"source\">\(Self.value($0))</div>" } ?? ""
        text += "<tr\(style)><th>\(Self.value(label))</th><td>\(Self.value(value))\(place)</td></tr>\n"
    }

    consuming func closed() -> String { text + "</table>\n</body>\n</html>\n" }

    /// A text from outside, isolated from the direction of what surrounds it.
    static func value(_ text: String) -> String { "<bdi>\(escape(text))</bdi>" }

    /// Markup characters as references, control and direction characters shown by their number.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": result.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
                "\u{2028}", "\u{2029}":
                let number = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
                result.append(contentsOf: "[U+\(padded)]".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
