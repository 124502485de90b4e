internal import Archive
internal import ArgumentParser
internal import Forms
internal import FoundationEssentials

extension ThemesCommand {
    /// `istimara themes learn`: what reviewers' corrections may teach the lexicon.
    struct Learn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proposes terms from all corrections, and shows what they would change.",
            discussion: """
                A correction is a proposal that `records reassign` moved to a theme. Nothing is written without --write; \
                with it the terms go into the association's own file beside the lexicon, which stays as it is. \
                Example: istimara themes learn --labelled texts.jsonl --write
                """)
        @OptionGroup var options: SettingsOption
        @Option(
            help: """
                JSON Lines with "text" and "theme" (null, or the id for texts without one): how well they are filed, \
                before and after. May be given several times.
                """,
            completion: .file(extensions: ["jsonl"]))
        var labelled: [String] = []
        @Option(help: "Only terms that at least so many corrected texts have.") var texts = 1
        @Flag(help: "Writes the terms into the association's own file.") var write = false
        @Flag(help: "One JSON object a line: terms, then changes, then figures.") var json = false

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let lexicon = try assembly.themes()
            let filed = try FiledProposals(assembly, lexicon: lexicon)
            let sets = try labelled.map { (name: $0, texts: try LabelledFile.read($0, lexicon: lexicon)) }
            let proposed = ThemeLearning(lexicon).proposals(
                from: filed.corrections, beside: sets.flatMap(\.texts)
            ).filter { $0.texts >= texts }
            let taught = lexicon.adding(proposed.map(\.term))
            let report = LearningReport(
                terms: proposed, changes: filed.changes(from: lexicon, to: taught),
                figures: ([("corrections", filed.corrections)] + sets).map { name, texts in
                    LearningReport.Figures(
                        set: name, before: ThemeFigures(of: texts, under: lexicon),
                        after: ThemeFigures(of: texts, under: taught))
                })
            try report.say(to: Terminal.standard, json: json)
            let file = OwnTerms.file(besides: assembly.settings.themes)
            guard write, !proposed.isEmpty else { return }
            let standing = FileManager.default.fileExists(atPath: file) ? try InputFile.text(file) : nil
            let (text, problems) = OwnTerms.adding(proposed.map(\.term), to: standing, file: file, of: lexicon)
            guard let text else { throw CommandFailure(problems) }
            try OutputFile.write(Array(text.utf8), to: file)
            if !json { Terminal.standard.say("written to \(TerminalText.escape(file))") }
        }
    }
}

/// The proposals that the archive holds, as they were read, and those that a person moved.
private struct FiledProposals {
    private(set) var corrections: [LabelledText] = []
    private var texts: [(id: SubmissionID, number: Int, text: String)] = []

    init(_ assembly: Assembly, lexicon: ThemeLexicon) throws {
        let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
        try archive.records.forEachSubmission(SubmissionFilter(includesSuperseded: true)) { submission in
            let settled = submission.settled.proposals
            for (index, proposal) in settled.enumerated() {
                if proposal.decidedBy == .reviewer, let theme = proposal.theme,
                    lexicon.themes.contains(where: { $0.id == theme })
                {
                    corrections.append(LabelledText(text: proposal.text, theme: theme))
                } else if proposal.decidedBy != .table, submission.status != .superseded {
                    texts.append((submission.id, index + 1, proposal.text))
                }
            }
        }
    }

    /// The filed proposals that another lexicon would file otherwise.
    func changes(from lexicon: ThemeLexicon, to taught: ThemeLexicon) -> [LearningReport.Change] {
        texts.compactMap { item in
            let (before, after) = (lexicon.classify(item.text), taught.classify(item.text))
            guard before.theme != after.theme || before.status != after.status else { return nil }
            return LearningReport.Change(
                id: item.id, proposal: item.number, text: item.text, before: before.theme,
                beforeStatus: before.status, after: after.theme, afterStatus: after.status)
        }
    }
}

/// A file of texts whose theme is known.
private enum LabelledFile {
    private struct Line: Decodable {
        var text: String
        var theme: String?
    }

    static func read(_ file: String, lexicon: ThemeLexicon) throws -> [LabelledText] {
        try InputFile.text(file).split(whereSeparator: \.isNewline).enumerated().map { index, line in
            guard let entry = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
                throw CommandFailure(
                    .dataError, code: "bad_line", "\(file):\(index + 1): a JSON object with \"text\" and \"theme\"")
            }
            let theme = entry.theme == lexicon.unclassified ? nil : entry.theme
            if let theme, !lexicon.themes.contains(where: { $0.id == theme }) {
                throw CommandFailure(
                    .dataError, code: "no_such_theme", "\(file):\(index + 1): no theme \(TerminalText.escape(theme))")
            }
            return LabelledText(text: entry.text, theme: theme)
        }
    }
}
