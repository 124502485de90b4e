import Foundation
import TestSupport
import Testing

/// What `poll` does to messages on a real server once they are filed.
@Suite(.serialized) struct ActionTests {
    private let server: DovecotServer
    private let folder: TemporaryDirectory
    private let secret: String

    init() throws {
        server = try DovecotServer()
        folder = try TemporaryDirectory()
        secret = try folder.writeSecret()
    }

    /// A form that is accepted, a letter that waits for review, an auto-reply that is ignored.
    private func fill() throws {
        try server.fill(with: ["01-arabic-tagged", "10-letter", "13-auto-reply"].map(BuiltProgram.fixture))
    }

    private func istimara(_ actions: String, folders: String = "[INBOX]") throws -> Istimara {
        try Istimara(
            settings: Istimara.settings(of: server, secretFile: secret)
                + "\n    actions: \(actions)\n    folders: \(folders)\n")
    }

    private func flags(_ mailbox: String = "INBOX") throws -> [String] {
        try server.adm("-f", "tab", "fetch", "-u", DovecotServer.user, "uid flags", "mailbox", mailbox)
            .split(separator: "\n").dropFirst().map { String($0).replacing("\\Recent", with: "") }.sorted()
    }

    private func query(_ istimara: Istimara, _ sql: String) throws -> String {
        let program = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1])
            for row in database.execute(sys.argv[2]): print(*row)
            database.commit()
            """
        let run = try BuiltProgram(path: "/usr/bin/python3").run(
            "-c", program, istimara.archive + "/istimara.sqlite", sql)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    private func expectHealthy(_ istimara: Istimara) throws {
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect(status["healthy"] as? Bool == true, "\(status)")
        let verified = try istimara.program.run("archive", "verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func aKeywordIsSetOnceAndNothingElseIsChanged() throws {
        try fill()
        let istimara = try istimara("{accepted: {keyword: Filed}, needs_review: {keyword: Review}}")
        let dry = try istimara.program.run("poll", "--dry-run", "--json")
        #expect(dry.output.contains(#""action":"keyword","target":"Filed""#), "\(dry.output)")
        #expect(try flags() == ["1\t", "2\t", "3\t"])

        let run = try istimara.program.run("poll")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try flags() == ["1\tFiled", "2\tReview", "3\t"])
        // A person takes it away: it is not set again.
        try server.adm("flags", "remove", "-u", DovecotServer.user, "Filed", "mailbox", "INBOX", "uid", "1")
        #expect(try istimara.program.run("poll").status == 0)
        #expect(try flags() == ["1\t", "2\tReview", "3\t"])
        try expectHealthy(istimara)
        // What a person accepts is an accepted message from there on.
        let id = try #require(
            try istimara.program.run("records", "list", "--json").objects().first {
                $0["outcome"] as? String != "accepted"
            }?[
                "id"] as? String)
        let accepted = try istimara.program.run("records", "accept", id, "--by", "Nadia")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(try istimara.program.run("poll").status == 0)
        #expect(try flags()[1].contains("Filed"))
    }

    @Test func aMessageIsMovedToAFolderThatIsMade() throws {
        try fill()
        let istimara = try istimara("{accepted: {move: نماذج/2020}}")
        #expect(try istimara.program.run("poll").status == 0)
        #expect(try flags() == ["2\t", "3\t"])
        let moved = "&BkYGRQYnBjAGLA-/2020"
        #expect(try flags(moved).count == 1 || flags("نماذج/2020").count == 1)
        let second = try istimara.program.run("poll", "--json")
        #expect(second.status == 0, "\(second.errors)")
        #expect((try second.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 0)
        try expectHealthy(istimara)
        // The database anew from originals and journals: nothing is done a second time.
        #expect(try istimara.program.run("archive", "rebuild", "--database").status == 0)
        #expect(try istimara.program.run("poll").status == 0)
        #expect(try flags() == ["2\t", "3\t"])
        try expectHealthy(istimara)
    }

    @Test func aDeathBetweenCommandAndRecordDoublesNothing() throws {
        try fill()
        let istimara = try istimara("{accepted: {move: Done}, needs_review: {keyword: Review}}")
        #expect(try istimara.program.run("poll").status == 0)
        // As if the program had died before it wrote the results.
        _ = try query(istimara, "UPDATE actions SET state = 'intended'")
        let run = try istimara.program.run("poll")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try query(istimara, "SELECT DISTINCT state FROM actions") == "done\n")
        #expect(try flags("Done").count == 1)
        #expect(try flags() == ["2\tReview", "3\t"])
    }

    @Test func anActionThatWasIntendedAndNotDoneIsDone() throws {
        try fill()
        let plain = try istimara("{accepted: none}")
        #expect(try plain.program.run("poll").status == 0)
        _ = try query(
            plain,
            """
            INSERT INTO actions SELECT account, folder, uid_validity, uid, 'move', 'Done', 'intended', 1, 0
            FROM sightings WHERE uid = 1
            """)
        var acting = try istimara("{accepted: {move: Done}}")
        acting.program.environment["ISTIMARA_ARCHIVE"] = plain.archive
        #expect(try acting.program.run("poll").status == 0)
        #expect(try flags() == ["2\t", "3\t"])
        #expect(try flags("Done").count == 1)
    }

    @Test func anotherMessageUnderTheSameUIDIsLeftAlone() throws {
        try fill()
        let plain = try istimara("{accepted: none}")
        #expect(try plain.program.run("poll").status == 0)
        // The records tell of another Message-ID under this UID than the server has.
        _ = try query(
            plain,
            "UPDATE messages SET header = replace(header, '\"message_id\":\"', '\"message_id\":\"other') WHERE outcome = 'accepted'"
        )
        var acting = try istimara("{accepted: {move: Done}}")
        acting.program.environment["ISTIMARA_ARCHIVE"] = plain.archive
        #expect(try acting.program.run("poll").status == 0)
        #expect(try flags().count == 3)
        let status = try acting.program.run("status", "--json").output
        #expect(status.contains("action_refused"), "\(status)")
    }

    @Test func underAnotherUIDValidityOldActionsAreHistory() throws {
        try fill()
        let istimara = try istimara("{accepted: {keyword: Filed}}")
        #expect(try istimara.program.run("poll").status == 0)
        _ = try query(istimara, "UPDATE actions SET state = 'intended'")
        try server.adm("mailbox", "update", "--uid-validity", "4242", "-u", DovecotServer.user, "INBOX")
        let run = try istimara.program.run("poll", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try query(istimara, "SELECT count(*) FROM actions WHERE uid_validity <> 4242 AND state = 'intended'")
                == "1\n")
        #expect(try query(istimara, "SELECT state FROM actions WHERE uid_validity = 4242") == "done\n")
        #expect(try flags().first == "1\tFiled")
    }

    @Test func aFolderThatIsReadAsWellGivesNoLoop() throws {
        try fill()
        let istimara = try istimara("{accepted: {move: Done}}", folders: "[INBOX]")
        #expect(try istimara.program.run("poll").status == 0)
        let settings = try #require(istimara.program.environment["ISTIMARA_CONFIG"])
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        try Data(text.replacing("[INBOX]", with: "[INBOX, Done]").utf8).write(to: URL(fileURLWithPath: settings))
        for _ in 0..<2 { #expect(try istimara.program.run("poll").status == 0) }
        #expect(try flags("Done").count == 1)
        #expect(try flags() == ["2\t", "3\t"])
        try expectHealthy(istimara)
    }
}
