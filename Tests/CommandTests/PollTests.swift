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

    @Test func theDaemonFilesWhatComesAndEndsWhenTold() async throws {
        let server = try DovecotServer()
        try server.fill(with: [
            [UInt8](Data(contentsOf: BuiltProgram.root.appending(path: "fixtures/messages/10-letter.eml")))
        ])
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: try secret("secret", in: folder)))
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
            [UInt8](Data(contentsOf: BuiltProgram.root.appending(path: "fixtures/messages/01-arabic-tagged.eml")))
        ])
        try await waitForMessages(2)
        daemon.terminate()
        let told = ContinuousClock.now
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
        #expect(ContinuousClock.now - told < .seconds(5))
    }
}
