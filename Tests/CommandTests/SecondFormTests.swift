import Foundation
import TestSupport
import Testing

/// A form that no code was written for: the definition, register and themes of another association, and returns of it
/// answered in the ways people answer. `Tests/TestSupport/fixtures/second-form.py` made the returns, and the truth beside
/// each from what their writers mean.
@Suite struct SecondFormTests {
    private static let folder = "Tests/CommandTests/Resources/second-form"

    @Test(arguments: ["forms", "councils", "themes"]) func theConfigurationIsSound(subject: String) throws {
        let run = try Istimara().program.run(subject, "check", "--config", "\(Self.folder)/istimara.yaml")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test func whatIsWrittenIsRead() throws {
        let returns = BuiltProgram.root.appending(path: "\(Self.folder)/returns")
        let truths = try FileManager.default.contentsOfDirectory(atPath: returns.path)
            .filter { $0.hasSuffix(".truth.json") }.sorted()
        try #require(truths.count >= 12)
        let program = try Istimara().program
        var whole = Score()
        for name in truths {
            let truth = try JSONDecoder().decode(
                Truth.self, from: Data(contentsOf: returns.appending(path: name)))
            let run = try program.run(
                "parse", "--json", "--config", "\(Self.folder)/istimara.yaml", "\(Self.folder)/returns/\(truth.file)")
            let parsed = try JSONDecoder().decode(Parsed.self, from: Data(run.output.utf8))
            let score = Score(truth, parsed)
            print(score.summary, truth.file, truth.layout, separator: "\t")
            for miss in score.misses { print(miss) }
            whole.add(score)
        }
        #expect(whole.rate >= 0.98, "\(whole.summary)")
        #expect(whole.wrong == 0, "wrong answers that no person would look at")
        #expect(whole.reviewed == whole.toReview, "answers that two readers would read differently")
    }
}

/// What a return says, by the one who wrote it: the shape of the corpus' truth files.
private struct Truth: Decodable {
    var file: String
    var layout: String
    /// Question id, or `id.other_text`, to value.
    var answers: [String: JSONValue]
    /// Ids that two careful people would read differently; a value in `answers` is as good as a mark for review.
    var mustReview: [String]

    private enum CodingKeys: String, CodingKey {
        case file, layout, answers
        case mustReview = "must_review"
    }
}

/// The part of `parse --json` that is held to the truth.
private struct Parsed: Decodable {
    struct Answer: Decodable {
        var value: JSONValue?
        var otherText: String?
        var status: String

        var waits: Bool { status == "needs_review" || status == "unread" }

        private enum CodingKeys: String, CodingKey {
            case value, status
            case otherText = "other_text"
        }
    }

    struct Submission: Decodable { var answers: [String: Answer] }

    var submissions: [Submission]

    /// The answers of all submissions together, the first that is not empty of each.
    var answers: [String: Answer] {
        submissions.reduce(into: [:]) { answers, submission in
            answers.merge(submission.answers) { $0.value == nil ? $1 : $0 }
        }
    }
}

/// How much of what is written was read, over one return or many.
private struct Score {
    private(set) var right = 0
    private(set) var values = 0
    /// Values that are not what was written and wait for nobody: read wrong, or invented.
    private(set) var wrong = 0
    private(set) var reviewed = 0
    private(set) var toReview = 0
    /// One line each: file, kind, question, expected, got, status.
    private(set) var misses: [String] = []

    var rate: Double { Double(right) / Double(max(values, 1)) }

    var summary: String {
        "\(right)/\(values) values, \(wrong) wrong without a mark, \(reviewed)/\(toReview) in review as they must"
    }

    init() {}

    init(_ truth: Truth, _ parsed: Parsed) {
        let answers = parsed.answers
        for id in truth.mustReview {
            let answer = answers[id]
            toReview += 1
            if answer?.waits == true || (truth.answers[id] != nil && answer?.value == truth.answers[id]) {
                reviewed += 1
            } else {
                miss("review", truth, id, nil, answer?.value, answer)
            }
        }
        for (id, expected) in truth.answers.sorted(by: { $0.key < $1.key }) where !truth.mustReview.contains(id) {
            let (answer, value) = Self.answer(id, in: answers)
            values += 1
            if value == expected {
                right += 1
            } else if answer?.waits == true {
                miss("flagged", truth, id, expected, value, answer)
            } else {
                let isWrong = value != nil || answer?.status == "accepted"
                wrong += isWrong ? 1 : 0
                miss(isWrong ? "wrong" : "missed", truth, id, expected, value, answer)
            }
        }
        for (id, answer) in answers.sorted(by: { $0.key < $1.key })
        where !truth.mustReview.contains(id) && !answer.waits {
            for key in [id, "\(id).other_text"] where truth.answers[key] == nil {
                guard let value = Self.answer(key, in: answers).value else { continue }
                wrong += 1
                miss("wrong", truth, key, nil, value, answer)
            }
        }
    }

    mutating func add(_ other: Score) {
        right += other.right
        values += other.values
        wrong += other.wrong
        reviewed += other.reviewed
        toReview += other.toReview
        misses += other.misses
    }

    private static func answer(_ id: String, in answers: [String: Parsed.Answer]) -> (
        answer: Parsed.Answer?, value: JSONValue?
    ) {
        guard id.hasSuffix(".other_text") else { return (answers[id], answers[id]?.value) }
        let answer = answers[String(id.dropLast(".other_text".count))]
        return (answer, answer?.otherText.map(JSONValue.text))
    }

    private mutating func miss(
        _ kind: String, _ truth: Truth, _ id: String, _ expected: JSONValue?, _ got: JSONValue?,
        _ answer: Parsed.Answer?
    ) {
        let texts = [expected, got].map { $0.map { "\($0)" } ?? "nothing" }
        misses.append([truth.file, kind, id, texts[0], texts[1], answer?.status ?? "absent"].joined(separator: "\t"))
    }
}

/// A JSON value; texts are equal whatever their spaces, and the stop at their end.
private enum JSONValue: Decodable, Equatable, CustomStringConvertible {
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): abs(left - right) < 1e-6 * max(1, abs(left))
        case (.text(let left), .text(let right)): words(left) == words(right)
        case (.list(let left), .list(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    private static func words(_ text: String) -> [Substring] {
        text.trimmingCharacters(in: CharacterSet(charactersIn: " \n.،,;؛:")).split(whereSeparator: \.isWhitespace)
    }

    var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text.split(separator: "\n").joined(separator: " ⏎ ")
        case .list(let items): "[" + items.map(\.description).joined(separator: "; ") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }
}
