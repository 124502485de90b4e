internal import ArgumentParser
internal import Forms

/// `istimara themes`: the lexicon and the classifier, usable alone.
struct ThemesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes", abstract: "The themes, and the words that point to them.",
        discussion: "Example: echo 'توضيح الاختصاصات المشتركة' | istimara themes classify",
        subcommands: [Check.self, Classify.self, Learn.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names the lexicon's mistakes.", discussion: "Example: istimara themes check")
        @OptionGroup var options: SettingsOption
        @Argument(help: "A lexicon; else that of the settings.", completion: .file(extensions: ["yaml"])) var file:
            String?
        @Flag(help: "One JSON object a problem.") var json = false

        func run() async throws {
            let file = try file ?? options.settings().themes
            let own = try Assembly.ownTerms(besides: file)
            let (_, problems) = ThemeLexicon.load(yaml: try InputFile.text(file), file: file, own: own)
            try ProblemReport.end(problems, checked: [file] + (own.map { [$0.file] } ?? []), json: json)
        }
    }

    struct Classify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds the theme of each line.",
            discussion:
                "One text a line, or JSON Lines with \"text\". Example: istimara themes classify proposals.txt --json")
        @OptionGroup var options: SettingsOption
        @Argument(help: "Files; else standard input.", completion: .file()) var files: [String] = []
        @Flag(help: "One JSON object a text.") var json = false

        func run() async throws {
            let lexicon = try Assembly(try options.settings()).themes()
            let terminal = Terminal.standard
            try InputLines.forEach(files) { text in
                let result = lexicon.classify(text)
                if json {
                    terminal.say(try JSONOutput.text(result))
                } else {
                    let theme = result.theme ?? "–"
                    let style: Terminal.Style =
                        result.theme == nil ? .dim : result.status == .automatic ? .green : .yellow
                    let padded = theme + String(repeating: " ", count: max(0, 16 - theme.utf8.count))
                    let percent = "\(Int((result.confidence * 100).rounded())) %"
                    let because = result.because.map(TerminalText.display).joined(separator: ", ")
                    terminal.say(
                        "\(terminal.styled(padded, style)) \(String(repeating: " ", count: max(0, 5 - percent.utf8.count)))"
                            + "\(percent)  \(TerminalText.display(text))\(because.isEmpty ? "" : "  [\(because)]")")
                }
            }
        }
    }
}
