import Documents
import Foundation
import Testing

@testable import Forms

/// Single lines that ask a question in other words, misread, cut, numbered anew, in two languages; and lines that ask none.
struct LabelsTests {
    private struct Sample: Decodable {
        var id: String
        var target: String?
        var kind: String
        var text: String
    }

    /// The likeness that a line by itself needs; in a document what surrounds it counts too.
    private static let threshold = 0.24
    private static let lead = 0.02

    @Test func labelsAreFoundByTheirLineAlone() throws {
        let samples = try resource("labels-dev.jsonl").split(separator: "\n").map {
            try JSONDecoder().decode(Sample.self, from: Data($0.utf8))
        }
        let shipped = URL(filePath: #filePath).appending(path: "../../../config/forms/ampcpp-consultation.yaml")
            .standardized
        let text = FormText(
            try #require(FormDefinition.load(yaml: try String(contentsOf: shipped, encoding: .utf8), file: "").0))
        let finder = AnchorFinder(text)
        var right = 0
        var claimed = 0
        var misses: [String] = []
        for sample in samples {
            let line = Line(spans: [Span(text: sample.text, marks: [])], location: "")
            let anchors = finder.candidates(
                line, FormText.readings(sample.text), QuestionCode(sample.text), at: 0,
                isFollowedByCode: false)
            let lead = (anchors.first?.score ?? 0) - (anchors.dropFirst().first?.score ?? 0)
            let best = anchors.first.flatMap { $0.score >= Self.threshold && lead >= Self.lead ? $0 : nil }
            let found = best.map { text.questions[$0.question].id }
            if found != nil { claimed += 1 }
            if let target = sample.target, found == target { right += 1 }
            if found != sample.target {
                misses.append("\(sample.id) \(sample.kind) wants \(sample.target ?? "none"), got \(found ?? "none")")
            }
        }
        let asked = samples.count { $0.target != nil }
        let precision = Double(right) / Double(claimed)
        let recall = Double(right) / Double(asked)
        print("labels: precision \(precision), recall \(recall)")
        #expect(samples.count == 168)
        #expect(precision >= 0.97, "\(misses.joined(separator: "\n"))")
        #expect(recall >= 0.94, "\(misses.joined(separator: "\n"))")
    }
}
