internal import Archive
internal import Forms

/// What `themes learn` proposes, and what it would change.
struct LearningReport {
    /// A filed proposal that would be filed otherwise.
    struct Change: Encodable {
        var id: SubmissionID
        var proposal: Int
        var text: String
        var before: String?
        var beforeStatus: ThemeClassification.Status
        var after: String?
        var afterStatus: ThemeClassification.Status

        private enum CodingKeys: String, CodingKey {
            case id, proposal, text, before, after
            case beforeStatus = "before_status"
            case afterStatus = "after_status"
        }
    }

    /// How a set of texts whose theme is known is filed.
    struct Figures {
        var set: String
        var before: ThemeFigures
        var after: ThemeFigures
    }

    var terms: [ThemeLearning.Proposal]
    var changes: [Change]
    var figures: [Figures]

    func say(to terminal: Terminal, json: Bool) throws {
        if json { return try sayJSON(to: terminal) }
        terminal.say("terms: \(terms.count)")
        for proposal in terms {
            let term = proposal.term
            terminal.say(
                "  \(term.theme ?? "–")  \(Self.number(term.weight))  \(TerminalText.display(term.text))"
                    + "  (\(proposal.texts) texts, \(proposal.others) others)")
        }
        terminal.say("filed proposals that would change: \(changes.count)")
        for change in changes {
            terminal.say(
                "  \(change.id.short) #\(change.proposal)  \(change.before ?? "–") → \(change.after ?? "–")"
                    + " (\(change.afterStatus.rawValue))  \(TerminalText.display(change.text))")
        }
        for figures in figures {
            terminal.say(
                "\(TerminalText.escape(figures.set)): \(figures.before.texts) texts,"
                    + " F1 \(Self.moved(figures, \.macroF1)), automatic \(Self.moved(figures, \.automatic)),"
                    + " precision \(Self.moved(figures, \.precision))")
        }
    }

    private func sayJSON(to terminal: Terminal) throws {
        for proposal in terms { terminal.say(try JSONOutput.text(TermLine(proposal))) }
        for change in changes { terminal.say(try JSONOutput.text(["change": change])) }
        for figures in figures { terminal.say(try JSONOutput.text(FiguresLine(figures))) }
    }

    private static func moved(_ figures: Figures, _ value: KeyPath<ThemeFigures, Double>) -> String {
        "\(number(figures.before[keyPath: value])) → \(number(figures.after[keyPath: value]))"
    }

    private static func number(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

    private struct TermLine: Encodable {
        struct Term: Encodable {
            var theme: String?
            var text: String
            var weight: Double
            var texts: Int
            var others: Int
        }
        var term: Term

        init(_ proposal: ThemeLearning.Proposal) {
            term = Term(
                theme: proposal.term.theme, text: proposal.term.text, weight: proposal.term.weight,
                texts: proposal.texts, others: proposal.others)
        }
    }

    private struct FiguresLine: Encodable {
        struct Side: Encodable {
            var f1: Double
            var automatic: Double
            var precision: Double
            var calibrationError: Double

            private enum CodingKeys: String, CodingKey {
                case f1, automatic, precision
                case calibrationError = "calibration_error"
            }

            init(_ figures: ThemeFigures) {
                (f1, automatic) = (figures.macroF1, figures.automatic)
                (precision, calibrationError) = (figures.precision, figures.calibrationError)
            }
        }
        var set: String
        var texts: Int
        var before: Side
        var after: Side

        init(_ figures: Figures) {
            (set, texts) = (figures.set, figures.before.texts)
            (before, after) = (Side(figures.before), Side(figures.after))
        }
    }
}
