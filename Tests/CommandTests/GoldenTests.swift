import Foundation
import TestSupport
import Testing

/// What is read from each fixture message, held to the file beside it in `fixtures/golden`.
///
/// `ISTIMARA_RECORD_GOLDEN=1` writes the files anew and fails: what was recorded is to be read by a person first.
@Suite struct GoldenTests {
    private static let messages = BuiltProgram.root.appending(path: "fixtures/messages")
    private static let golden = BuiltProgram.root.appending(path: "fixtures/golden")

    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: messages.path)) ?? []).filter { $0.hasSuffix(".eml") }
        .sorted()

    @Test func thereAreMessagesAndNoOrphanedGoldens() throws {
        #expect(Self.names.count >= 16)
        let goldens = try FileManager.default.contentsOfDirectory(atPath: Self.golden.path)
        #expect(Set(goldens) == Set(Self.names.map { $0 + ".json" }))
    }

    @Test(arguments: names) func message(_ name: String) throws {
        let run = try Istimara().program.run("parse", "--json", "fixtures/messages/\(name)")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let text = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        let file = Self.golden.appending(path: name + ".json")
        if ProcessInfo.processInfo.environment["ISTIMARA_RECORD_GOLDEN"] != nil {
            try (text + Data("\n".utf8)).write(to: file)
            Issue.record("recorded \(name).json: read it, then run without ISTIMARA_RECORD_GOLDEN")
            return
        }
        let expected = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        #expect(
            object as? NSDictionary == expected as? NSDictionary,
            "\(name): run with ISTIMARA_RECORD_GOLDEN and see git diff")
    }
}
