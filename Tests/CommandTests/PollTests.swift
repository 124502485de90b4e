import Foundation
import TestSupport
import Testing

/// `poll` and `daemon` on a real server over TLS.
@Suite(.serialized) struct PollTests {
    private func secret(_ password: String, mode: Int = 0o600, in folder: TemporaryDirectory) throws -> String {
        let file = try folder.write(Array("\(password)\n".utf8), to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    private func fill(_ server: DovecotServer) throws {
        try server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
    }

    @Test func everyMessageIsFiledAndTheMailboxStaysAsItWas() throws {
        let server = try DovecotServer()
        try fill(server)
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder)))
        let flags = try server.adm("fetch", "-u", DovecotServer.user, "uid flags", "mailbox", "INBOX")

        let first = try istimara.program.run("poll", "--json")
        #expect(first.status == 0, "\(first.errors)")
        let objects = try first.objects()
        #expect(objects.count == 20)
        #expect(objects.first?["source"] as? String == "consultation/INBOX/1")
        let second = try istimara.program.run("poll", "--json")
        #expect((try second.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 0)
        #expect(try server.adm("fetch", "-u", DovecotServer.user, "uid flags", "mailbox", "INBOX") == flags)

        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        let mailbox = try #require((status["mailboxes"] as? [[String: Any]])?.first)
        #expect(mailbox["on_server"] as? Int == 19)
        #expect(mailbox["accounted"] as? Int == 19)
        #expect(mailbox["missing"] as? Int == 0)
        #expect(status["healthy"] as? Bool == true)
        // What the polls said, added up, is what the archive says.
        let summary = try #require(objects.last?["summary"] as? [String: Any])
        let counts = try #require(status["messages"] as? [String: Int])
        for (outcome, count) in counts { #expect(summary[outcome] as? Int == count, "\(outcome)") }
        #expect(counts.values.reduce(0, +) == 19)
    }

    @Test func whatAnEarlierPollLeftBehindCountsInTheOneThatFilesIt() throws {
        let server = try DovecotServer()
        try server.fill(with: [try message("10-letter.eml"), try message("13-auto-reply.eml")])
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder)))
        var broken = istimara.program
        broken.environment["ISTIMARA_WORKER"] = "/bin/true"
        #expect(try broken.run("poll", "--json").status == 75)
        let run = try istimara.program.run("poll", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let objects = try run.objects()
        #expect(objects.compactMap { $0["source"] as? String } == ["consultation/INBOX/1", "consultation/INBOX/2"])
        #expect(objects.compactMap { $0["outcome"] as? String } == ["needs_review", "ignored"])
        #expect((objects.last?["summary"] as? [String: Any])?["messages"] as? Int == 2)
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["messages"] as? [String: Int])?["needs_review"] == 1)
        #expect((status["messages"] as? [String: Int])?["ignored"] == 1)
    }

    @Test func statusHasTheKeysOfTheContractAndNoOther() throws {
        let folder = try TemporaryDirectory()
        var settings = ""
        var istimara: Istimara
        do {
            let server = try DovecotServer()
            try server.fill(with: [try message("10-letter.eml")])
            settings = Istimara.settings(of: server, secretFile: try secret("secret", in: folder))
            istimara = try Istimara(settings: settings)
            #expect(try istimara.program.run("poll").status == 0)
        }
        // The server is down: the records stay, and the error is told.
        #expect(try istimara.program.run("poll").status == 75)
        let run = try istimara.program.run("status", "--json")
        #expect(run.status == 1)
        let status = try #require(try run.objects().first)
        #expect(Set(status.keys) == ["mailboxes", "messages", "submissions", "healthy", "problems"])
        let mailbox = try #require((status["mailboxes"] as? [[String: Any]])?.first)
        #expect(
            Set(mailbox.keys) == [
                "name", "folder", "uidvalidity", "on_server", "accounted", "missing", "backlog", "last_success",
                "last_error",
            ])
        #expect(mailbox["name"] as? String == "consultation" && mailbox["folder"] as? String == "INBOX")
        #expect((mailbox["uidvalidity"] as? Int ?? 0) > 0)
        #expect((mailbox["last_success"] as? String)?.hasSuffix("Z") == true)
        let error = try #require(mailbox["last_error"] as? [String: Any])
        #expect(Set(error.keys) == ["code", "message", "at"])
        #expect(error["code"] as? String == "unreachable")
        #expect((error["at"] as? String)?.hasSuffix("Z") == true)
        let messages = try #require(status["messages"] as? [String: Int])
        #expect(messages == ["accepted": 0, "needs_review": 1, "duplicate": 0, "ignored": 0, "quarantined": 0])
        let submissions = try #require(status["submissions"] as? [String: Int])
        #expect(submissions == ["current": 1, "superseded": 0, "to_review": 1])
        #expect(status["healthy"] as? Bool == false)
        let problem = try #require((status["problems"] as? [[String: Any]])?.first)
        #expect(Set(problem.keys) == ["code", "message"])
    }

    @Test func aServerFolderIsImportedByItsURL() throws {
        let server = try DovecotServer()
        try server.fill(with: [try message("10-letter.eml")])
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder)))
        let dry = try istimara.program.run("import", server.url + "/INBOX", "--dry-run", "--json")
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(try dry.objects().first?["outcome"] as? String == "needs_review")
        #expect(try dry.objects().first?["would"] != nil)
        #expect(!FileManager.default.fileExists(atPath: istimara.archive))
        let run = try istimara.program.run("import", server.url + "/INBOX", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.objects().first?["source"] as? String == "consultation/INBOX/1")
        #expect(try istimara.program.run("import", "imaps://localhost:1/INBOX").status == 78)
    }

    @Test func whatTheDayAllowsIsKeptOverRuns() throws {
        let server = try DovecotServer()
        try server.fill(with: [try message("10-letter.eml")])
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder))
                + "\nlimits: {imap_daily_bytes: 500}\n")
        #expect(try istimara.program.run("poll").status == 0)
        try server.fill(with: [try message("13-auto-reply.eml")])
        let spent = try istimara.program.run("poll", "--json")
        #expect(spent.status == 75)
        #expect(spent.errors.contains("imap_daily_bytes"), "\(spent.errors)")
        #expect((try spent.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 0)
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["problems"] as? [[String: String]])?.first?["code"] == "imap_daily_bytes")
        // The day is over.
        let file = istimara.archive + "/state/consultation.fetched.json"
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        try Data("{\"bytes\":999,\"day\":\"2020-03-01\"}".utf8).write(to: URL(fileURLWithPath: file))
        let run = try istimara.program.run("poll", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect((try run.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 1)
    }

    @Test func aHangupReadsTheSettingsAgainAndKeepsTheOldWhereTheNewAreBad() async throws {
        let server = try DovecotServer()
        try server.fill(with: [try message("10-letter.eml")])
        let folder = try TemporaryDirectory()
        let config = BuiltProgram.root.path + "/config"
        let seldom = Istimara.settings(of: server, secretFile: try secret("secret", in: folder), every: "1h")
            .replacing("\(config)/themes.yaml", with: "themes.yaml")
        let istimara = try Istimara(settings: seldom)
        let themes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: config + "/themes.yaml")))
        try istimara.folder.write(themes, to: "themes.yaml")
        let log = try istimara.folder.write([], to: "log")
        let daemon = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle(forWritingTo: URL(fileURLWithPath: log)))
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        func wait(for words: String, times: Int = 1) async throws {
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline {
                let text = try String(contentsOfFile: log, encoding: .utf8)
                if text.split(separator: "\n").count(where: { $0.contains(words) }) >= times { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            let text = try String(contentsOfFile: log, encoding: .utf8)
            throw BuiltProgram.Failure(description: "no `\(words)` in \(text)")
        }
        try await wait(for: "cycle done")
        try server.fill(with: [try message("13-auto-reply.eml")])

        try istimara.folder.write(Array((seldom + "\nshedule: {}\n").utf8), to: "istimara.yaml")
        kill(daemon.processIdentifier, SIGHUP)
        try await wait(for: "settings not reloaded")
        try istimara.folder.write(
            Array(seldom.replacing("every: 1h", with: "every: 1s").utf8), to: "istimara.yaml")
        try istimara.folder.write(Array("themes: [".utf8), to: "themes.yaml")
        kill(daemon.processIdentifier, SIGHUP)
        try await wait(for: "settings not reloaded", times: 2)
        // All the old is in force: the next poll is an hour off.
        try await Task.sleep(for: .seconds(2))
        #expect(try !String(contentsOfFile: log, encoding: .utf8).contains("settings reloaded"))
        try await wait(for: "cycle done", times: 1)

        try istimara.folder.write(themes, to: "themes.yaml")
        kill(daemon.processIdentifier, SIGHUP)
        try await wait(for: "settings reloaded")
        try await wait(for: "cycle done", times: 2)
        let text = try String(contentsOfFile: log, encoding: .utf8)
        #expect(text.contains("shedule") && text.contains("themes.yaml"))
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["messages"] as? [String: Int])?.values.reduce(0, +) == 2)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    private func message(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: BuiltProgram.root.appending(path: "fixtures/messages/\(name)")))
    }

    @Test func refusedCredentialsAndReadableSecrets() throws {
        let server = try DovecotServer()
        let folder = try TemporaryDirectory()
        let wrong = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("no-such-hunter2", in: folder)))
        let run = try wrong.program.run("poll")
        #expect(run.status == 77, "\(run.errors)")
        #expect(!(run.errors + run.output).contains("hunter2"))
        let readable = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", mode: 0o644, in: folder)))
        let refused = try readable.program.run("check", "--offline")
        #expect(refused.status == 78)
        #expect(refused.errors.contains("chmod 600"))
    }

    /// The hour of the schedule would be up long after the test: the server's word is what the second cycle comes of.
    @Test(arguments: ["1s", "1h"]) func theDaemonFilesWhatComesAndEndsWhenTold(every: String) async throws {
        let server = try DovecotServer()
        try server.fill(with: [
            BuiltProgram.fixture("10-letter")
        ])
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder), every: every))
        let daemon = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        defer { if daemon.isRunning { daemon.terminate() } }
        func waitForMessages(_ count: Int) async throws {
            let deadline = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < deadline {
                let status = try istimara.program.run("status", "--json")
                if let object = try? status.objects().first, let counts = object["messages"] as? [String: Int],
                    counts.values.reduce(0, +) == count
                {
                    return
                }
                try await Task.sleep(for: .milliseconds(200))
            }
            Issue.record("the daemon did not file \(count) messages in 30 s")
        }
        try await waitForMessages(1)
        try server.fill(with: [
            BuiltProgram.fixture("01-arabic-tagged")
        ])
        try await waitForMessages(2)
        daemon.terminate()
        let told = ContinuousClock.now
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
        #expect(ContinuousClock.now - told < .seconds(5))
    }
}
