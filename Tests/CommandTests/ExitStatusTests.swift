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
                alarm: {command: x}
                """)
        let run = try istimara.program.run("check", "--offline")
        #expect(run.status == 78)
        for words in [
            "istimara.yaml:2: tehmes: is an unknown key; did you mean `themes`?", "mailboxes[0].url",
            "mailboxes[0].password", "schedule.every", "limits.message_size", "alarm: this version cannot do that yet",
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

    @Test func aMissingWorkerIsNamed() throws {
        var istimara = try Istimara()
        istimara.program.environment["ISTIMARA_WORKER"] = "/nonexistent/istimara-worker"
        let run = try istimara.program.run("import", "fixtures/messages")
        #expect(run.status == 69)
        #expect(run.errors.contains("worker"))
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
