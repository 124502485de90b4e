import Foundation
import TestSupport
import Testing

/// How commands end (contract.md, sysexits).
@Suite struct ExitStatusTests {
    @Test func withoutSettingsThePlacesAreNamed() throws {
        var program = try Istimara().program
        program.environment["ISTIMARA_CONFIG"] = "/nonexistent/istimara.yaml"
        let run = try program.run("status")
        #expect(run.status == 78)
        #expect(run.errors.contains("ISTIMARA_CONFIG"))
        let option = try program.run("status", "--config", "/nonexistent.yaml")
        #expect(option.status == 78)
        #expect(option.errors.contains("--config"))
    }

    @Test func brokenSettingsAreNamedByKeyPathAndLine() throws {
        let istimara = try Istimara(
            settings: """
                archive: a
                tehmes: themes.yaml
                mailboxes:
                  - name: one
                    url: http://example.org
                    user: u
                    password: hunter2
                schedule: {every: soon}
                limits: {message_size: large}
                alarm: {comand: x}
                """)
        let run = try istimara.program.run("check", "--offline")
        #expect(run.status == 78)
        for words in [
            "istimara.yaml:2: tehmes: is an unknown key; did you mean `themes`?", "mailboxes[0].url",
            "mailboxes[0].password", "schedule.every", "limits.message_size",
            "alarm.comand: is an unknown key; did you mean `command`?",
        ] {
            #expect(run.errors.contains(words), "\(words) in \(run.errors)")
        }
    }

    @Test func usageNoInputAndUnreadableInput() throws {
        let istimara = try Istimara()
        #expect(try istimara.program.run("parse").status == 64)
        #expect(try istimara.program.run("fly").status == 64)
        let missing = try istimara.program.run("parse", "--json", "/nonexistent.eml")
        #expect(missing.status == 66)
        #expect(try missing.objects().first?["reason"] as? String == "no_such_input")
        #expect(try istimara.program.run("import", "/nonexistent").status == 66)
        #expect(try istimara.program.run("status").status == 66)
    }

    @Test func aMessageWithoutAFormNeedsAPerson() throws {
        let istimara = try Istimara()
        #expect(try istimara.program.run("parse", "fixtures/messages/10-letter.eml").status == 1)
        #expect(try istimara.program.run("parse", "fixtures/messages/01-arabic-tagged.eml").status == 0)
    }

    @Test(arguments: ["garbage.eml", "garbage.docx", "cut.docx", "empty.docx"])
    func whatIsNeitherMailNorDocumentIsUnreadable(_ name: String) throws {
        let istimara = try Istimara()
        let blank = istimara.folder.path + "/blank.docx"
        try istimara.program.run("forms", "blank", "--language", "fr", "-o", blank)
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: blank)))
        let content: [String: [UInt8]] = [
            "garbage.eml": (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31 | 0x80) },
            "garbage.docx": Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 500),
            "cut.docx": Array(whole.prefix(whole.count / 2)), "empty.docx": [],
        ]
        let file = try istimara.folder.write(try #require(content[name]), to: name)
        let run = try istimara.program.run("parse", "--json", file)
        #expect(run.status == 65, "\(run.output)")
        #expect(try run.objects().first?["outcome"] as? String == "quarantined")
        // The highest of all inputs' counts; one that cannot be read keeps no other from being read.
        let both = try istimara.program.run("parse", "--json", file, "fixtures/messages/01-arabic-tagged.eml")
        #expect(both.status == 65)
        #expect(try both.objects().map { $0["outcome"] as? String } == ["quarantined", "accepted"])
    }

    @Test func linesThatAreNoJSONAreUnreadableInput() throws {
        let istimara = try Istimara()
        let run = try istimara.program.run("themes", "classify", "--json", input: "{\"words\": 1}\n")
        #expect(run.status == 65)
        #expect(run.errors.contains("-:1:"))
    }

    @Test func aMailWithABrokenAttachmentIsAMail() throws {
        let istimara = try Istimara()
        let mail = """
            From: a@example.org\r
            Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=a.docx\r
            Content-Transfer-Encoding: base64\r
            \r
            UEsDBAcHBwcHBwcH\r

            """
        let file = try istimara.folder.write(Array(mail.utf8), to: "broken.eml")
        #expect(try istimara.program.run("parse", file).status == 1)
    }

    @Test func aMissingWorkerIsNamed() throws {
        var istimara = try Istimara()
        istimara.program.environment["ISTIMARA_WORKER"] = "/nonexistent/istimara-worker"
        let run = try istimara.program.run("import", "fixtures/messages")
        #expect(run.status == 69)
        #expect(run.errors.contains("worker"))
        #expect(try istimara.program.run("parse", "fixtures/messages/10-letter.eml").status == 69)
    }

    @Test func anArchiveInUseIsATemporaryFailure() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages/10-letter.eml")
        let lock = unsafe open(istimara.archive + "/lock", O_RDWR)
        defer { close(lock) }
        try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        #expect(try istimara.program.run("import", "fixtures/messages/10-letter.eml").status == 75)
        // Readers need no lock.
        #expect(try istimara.program.run("status").status == 0)
    }
}
