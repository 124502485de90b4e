internal import ArgumentParser
internal import Forms

/// `istimara councils`: the respondents' register and the resolver, usable alone.
struct CouncilsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "councils", abstract: "The register of councils, and names found in it.",
        discussion: "Example: echo 'المجلس الإقليمي للخميسات' | istimara councils resolve",
        subcommands: [Check.self, Resolve.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names the register's mistakes.", discussion: "Example: istimara councils check")
        @OptionGroup var options: SettingsOption
        @Argument(help: "A register; else that of the settings.", completion: .file(extensions: ["csv"])) var file:
            String?
        @Flag(help: "One JSON object a problem.") var json = false

        func run() async throws {
            let file = try file ?? options.settings().councils
            let (_, problems) = try Assembly.register(file)
            try ProblemReport.end(problems, checked: [file], json: json)
        }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds the council that each line names.",
            discussion:
                """
                One name a line, or JSON Lines with "text" and perhaps "region" (a code), "kind" and "previous" (the id \
                of the council that this sender was resolved to before): these order uncertain candidates and send a \
                contradiction to review. Example: istimara councils resolve names.txt --json
                """)
        @OptionGroup var options: SettingsOption
        @Argument(help: "Files; else standard input.", completion: .file()) var files: [String] = []
        @Flag(help: "One JSON object a name.") var json = false

        func run() async throws {
            let register = try Assembly(try options.settings()).councils()
            let terminal = Terminal.standard
            try InputLines.forEachLine(files) { line in
                let text = line.text
                let result = register.resolve(
                    text, evidence: CouncilEvidence(region: line.region, kind: line.kind, previous: line.previous))
                if json {
                    terminal.say(try JSONOutput.text(result))
                } else {
                    let best = result.council ?? result.candidates.first?.council
                    let style: Terminal.Style =
                        switch result.status {
                        case .automatic: .green
                        case .needsReview: .yellow
                        case .none: .dim
                        }
                    let id = best ?? "–"
                    let padded = id + String(repeating: " ", count: max(0, 9 - id.utf8.count))
                    terminal.say(
                        "\(terminal.styled(padded, style)) \(result.status.rawValue)  \(TerminalText.display(text))"
                            + (best.flatMap { register[$0] }.map {
                                "  → \(TerminalText.display($0.councilName.text(.french)))"
                            } ?? ""))
                }
            }
        }
    }
}
