import Foundation
import TestSupport
import Testing

/// `quarantine list`, `show`, `retry` and `drop`, and what they leave behind.
@Suite struct QuarantineTests {
    /// An archive with one message whose form is broken, and one good return.
    private func filled() throws -> (istimara: Istimara, digest: String) {
        let istimara = try Istimara()
        let folder = try TemporaryDirectory()
        let letters = try HostileMailbox.letters().filter { $0.name == "truncated.docx" }
        for letter in letters { try folder.write(letter.message, to: "1.eml") }
        #expect(try istimara.program.run("import", folder.path, "fixtures/messages/01-arabic-tagged.eml").status == 1)
        let listed = try istimara.program.run("quarantine", "list", "--json").objects()
        #expect(listed.count == 1)
        let digest = try #require(listed.first?["digest"] as? String)
        return (istimara, String(digest.dropFirst("sha256:".count)))
    }

    private func quarantined(_ istimara: Istimara) throws -> Int? {
        let status = try istimara.program.run("status", "--json").objects().first
        return (status?["messages"] as? [String: Int])?["quarantined"]
    }

    @Test func eachMessageIsListedWithItsReasonAndPlace() throws {
        let (istimara, digest) = try filled()
        let list = try istimara.program.run("quarantine", "list").output
        #expect(list.contains(digest.prefix(8)) && list.contains("2: broken") && list.contains("a@example.org"))
        let shown = try istimara.program.run("quarantine", "show", String(digest.prefix(6)))
        #expect(shown.status == 0)
        #expect(shown.output.contains("truncated.docx") && shown.output.contains("originals/"))
        let object = try #require(try istimara.program.run("quarantine", "show", digest, "--json").objects().first)
        #expect((object["parts"] as? [[String: Any]])?.last?["reason"] as? String == "broken")
        #expect(try istimara.program.run("quarantine", "show", "ffff0000").status == 66)
    }

    @Test func aRetryReadsItAgainAndSaysWhereItStayed() throws {
        let (istimara, digest) = try filled()
        let again = try istimara.program.run("quarantine", "retry", String(digest.prefix(8)))
        #expect(again.status == 1, "\(again.errors)")
        #expect(again.output.contains("quarantined (broken)"))
        #expect(try quarantined(istimara) == 1)
        #expect(try istimara.program.run("quarantine", "retry").status == 64)
        let all = try istimara.program.run("quarantine", "retry", "--all", "--json")
        #expect(all.status == 1)
        #expect(try all.objects().count == 1)
        #expect(try istimara.program.run("archive", "verify").status == 0)
    }

    @Test func whatIsDroppedStaysDroppedAndIsKept() throws {
        let (istimara, digest) = try filled()
        #expect(try istimara.program.run("quarantine", "drop", digest).status == 64)
        let drop = try istimara.program.run("quarantine", "drop", digest, "--by", "Nadia", "--why", "réclame")
        #expect(drop.status == 0, "\(drop.errors)")
        #expect(try quarantined(istimara) == 0)
        #expect(try istimara.tree("quarantine").isEmpty)
        #expect(try istimara.program.run("quarantine", "list").output.contains("nothing"))
        let shown = try istimara.program.run("quarantine", "show", digest).output
        #expect(shown.contains("ignored (dropped)") && shown.contains("by Nadia: réclame"))
        // It cannot be dropped twice, another try leaves it dropped, and so does a database made anew.
        #expect(try istimara.program.run("quarantine", "drop", digest, "--by", "Nadia").status == 66)
        #expect(try istimara.program.run("quarantine", "retry", digest).status == 0)
        #expect(try istimara.program.run("archive", "rebuild", "--database").status == 0)
        #expect(try quarantined(istimara) == 0)
        #expect(try istimara.program.run("archive", "verify").status == 0)
        let originals = try istimara.tree("originals").keys
        #expect(originals.contains { $0.hasSuffix(digest) })
    }
}
