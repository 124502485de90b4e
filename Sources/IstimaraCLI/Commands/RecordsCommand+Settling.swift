internal import Archive
internal import ArgumentParser
internal import Forms

/// Who decides, on what, and over which state of it: the options of the commands with which a person settles something.
struct SettlingOptions: ParsableArguments {
    @Option(help: "Who decides; kept with the decision.") var by: String
    @Option(help: "Why, in a few words.") var why: String?
    @Option(
        help: """
            The revision that `records show` gave: refused if the record changed since. Needed to decide over another \
            person's decision.
            """)
    var revision: Int?
    @Flag(help: "The record as one JSON object.") var json = false

    func validate() throws {
        if by.allSatisfy(\.isWhitespace) { throw ValidationError("--by names who decides") }
    }
}

extension RecordsCommand {
    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accepts a submission as it stands; a reply that waits takes the place of the earlier one.",
            discussion: "Example: istimara records accept 3f9a12bc --by Nadia --why \"confirmed by telephone\"")
        @OptionGroup var options: SettingsOption
        @OptionGroup var settling: SettlingOptions
        @Argument(help: "The submission's id.") var id: String

        func run() async throws {
            try Settling(Assembly(try options.settings()), settling).settle(id) { submission in
                let open = submission.openMatters
                guard open.answers.isEmpty, open.proposals.isEmpty else {
                    let answers = open.answers.map { "correct \(id) \($0)=VALUE" }
                    let proposals = open.proposals.map { "reassign \(id) --proposal \($0) --theme THEME" }
                    throw CommandFailure(
                        .usage, code: "open_matters",
                        "\(submission.id.short) cannot be accepted while something has no value: "
                            + (answers + proposals).joined(separator: "; ") + " (VALUE may be empty)")
                }
                return [.accept]
            }
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives answers the values that a person read.",
            discussion: """
                VALUE is read as the form's question wants it: an option's code or words, 12 500 000, 2020-03-12, a \
                council's id or name; empty where nothing was written. A cell of a table is QUESTION.ROW.COLUMN, of a \
                grid QUESTION.ROW.
                Example: istimara records correct 3f9a12bc council=MA-04291 t2_proposals.1.priority=high --by Nadia
                """)
        @OptionGroup var options: SettingsOption
        @OptionGroup var settling: SettlingOptions
        @Argument(help: "The submission's id.") var id: String
        @Argument(help: "QUESTION=VALUE") var corrections: [String]

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let reader = try CorrectionReader(assembly)
            try Settling(assembly, settling).settle(id) { try reader.verdicts(corrections, on: $0) }
        }
    }

    struct Reassign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Files a proposal under another theme.",
            discussion: """
                Proposals are numbered from 1 as `records show` lists them. \
                Example: istimara records reassign 3f9a12bc --proposal 2 --theme finances --by Nadia
                """)
        @OptionGroup var options: SettingsOption
        @OptionGroup var settling: SettlingOptions
        @Argument(help: "The submission's id.") var id: String
        @Option(help: "The proposal's number.") var proposal: Int
        @Option(help: "The theme's id.") var theme: String

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let known = try assembly.themes().themes.map(\.id)
            guard known.contains(theme) else {
                throw CommandFailure(
                    .usage, code: "no_such_theme",
                    "no theme has the id \(TerminalText.escape(theme)); there are: \(known.joined(separator: ", "))")
            }
            try Settling(assembly, settling).settle(id) { submission in
                let count = submission.settled.proposals.count
                guard (1...max(1, count)).contains(proposal), count > 0 else {
                    throw CommandFailure(
                        .usage, code: "no_such_proposal",
                        "\(submission.id.short) has \(count == 0 ? "no proposals" : "proposals 1 to \(count)")")
                }
                return [.reassign(proposal: proposal, theme: theme)]
            }
        }
    }
}
