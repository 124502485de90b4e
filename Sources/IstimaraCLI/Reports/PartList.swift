internal import Archive
internal import Documents

/// The parts of a message and what was found in them, as pages for people show them.
struct PartList {
    var terminal: Terminal

    func print(_ parts: [PartRecord]) {
        var table = TextTable([
            ("PART", .leading), ("ROLE", .leading), ("STATE", .leading), ("SIZE", .trailing), ("TYPE", .leading),
            ("NAME", .leading),
        ])
        for part in parts {
            let type = part.detectedType.split(separator: ".").last.map(String.init) ?? part.detectedType
            table.add([
                part.path, part.role.rawValue, part.state.rawValue + (part.reason.map { " (\($0))" } ?? ""),
                Quantities.describe(bytes: part.size), type, part.filename ?? "",
            ])
        }
        guard !table.isEmpty else { return }
        for line in table.lines(width: terminal.tableWidth.map { $0 - 2 }, terminal: terminal) {
            terminal.say("  " + line)
        }
        for part in parts { print(part.findings, indent: "  \(part.path) ") }
    }

    func print(_ findings: [Finding], indent: String) {
        for finding in findings {
            let style: Terminal.Style = finding.severity == .note ? .dim : finding.severity == .warning ? .yellow : .red
            let place = finding.location.isEmpty ? "" : " (\(TerminalText.escape(finding.location)))"
            terminal.say(
                indent + terminal.styled("\(finding.severity.rawValue) \(finding.code)", style)
                    + " \(TerminalText.display(finding.message))\(place)")
        }
    }
}
