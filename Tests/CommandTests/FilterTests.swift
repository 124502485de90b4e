import Foundation
import TestSupport
import Testing

/// Commands in pipes, and what hostile text becomes on its way to a terminal.
@Suite struct FilterTests {
    @Test func themesAndCouncilsReadLinesAndJSONLines() throws {
        let istimara = try Istimara()
        let themes = try istimara.program.run(
            "themes", "classify", "--json", input: "توضيح الاختصاصات المشتركة\n{\"text\": \"Relever la part de TVA\"}\n"
        ).objects()
        #expect(themes.map { $0["theme"] as? String } == ["competences", "finances"])
        let councils = try istimara.program.run(
            "councils", "resolve", "--json", input: "المجلس الإقليمي للخميسات\nجهة الشرق\n"
        ).objects()
        #expect(councils.map { $0["council"] as? String } == ["MA-04291", nil])
        #expect(councils.map { $0["status"] as? String } == ["automatic", "none"])
    }

    @Test func aFormWithMistakesIsNamedByPathAndLine() throws {
        let istimara = try Istimara()
        let file = try istimara.folder.write(
            Array("form:\n  id: x\n  version: \"1\"\n  languages: [fr]\n  title: {fr: T}\nsections: []\n".utf8),
            to: "form.yaml")
        let run = try istimara.program.run("forms", "check", file)
        #expect(run.status == 78)
        #expect(run.output.contains("form.yaml:6: sections: is an empty list"))
        #expect(try istimara.program.run("forms", "check").status == 0)
        #expect(try istimara.program.run("themes", "check").status == 0)
        #expect(try istimara.program.run("councils", "check").status == 0)
    }

    @Test(arguments: ["ar", "fr"]) func ourOwnBlankGivesNoAnswer(_ language: String) throws {
        let istimara = try Istimara()
        let file = istimara.folder.path + "/blank.docx"
        #expect(try istimara.program.run("forms", "blank", "--language", language, "-o", file).status == 0)
        let report = try #require(try istimara.program.run("parse", "--json", file).objects().first)
        #expect(report["reason"] as? String == "blank_form")
        let submission = try #require((report["submissions"] as? [[String: Any]])?.first)
        let answers = try #require(submission["answers"] as? [String: [String: Any]])
        #expect(answers.count == 34)
        #expect(answers.values.allSatisfy { $0["status"] as? String == "blank" })
    }

    @Test func nothingActiveReachesATerminal() throws {
        let istimara = try Istimara()
        let mail = "From: a@example.org\r\nSubject: =?utf-8?B?G1sySg3igK5sb2w=?=\r\n\r\n\u{1B}[31mtext\r\n"
        let file = try istimara.folder.write(Array(mail.utf8), to: "evil\u{1B}[2J.eml")
        let run = try istimara.program.run("parse", file)
        #expect(!run.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 0x0D })
        #expect(run.output.contains("\\u{1b}"))
    }

    @Test func standardInputIsReadAsAMessage() throws {
        let istimara = try Istimara()
        let mail = String(
            decoding: try Data(contentsOf: BuiltProgram.root.appending(path: "fixtures/messages/10-letter.eml")),
            as: UTF8.self)
        let report = try #require(try istimara.program.run("parse", "--json", "-", input: mail).objects().first)
        #expect(report["input"] as? String == "-")
        #expect(report["reason"] as? String == "letter")
    }
}
