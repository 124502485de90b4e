import Foundation
import TestSupport
import Testing

/// `poll`, its actions and the daemon on another make of server.
@Suite(.serialized) struct CyrusCommandTests {
    private let server: CyrusServer
    private let folder: TemporaryDirectory
    private let secret: String

    init() throws {
        server = try CyrusServer()
        folder = try TemporaryDirectory()
        secret = try folder.writeSecret("any")
    }

    /// Messages by outcome; empty as long as there is no archive.
    private func counts(_ istimara: Istimara) throws -> [String: Int] {
        let status = try istimara.program.run("status", "--json").objects().first
        return status?["messages"] as? [String: Int] ?? [:]
    }

    @Test func everyMessageIsFiledAndTheMailboxStaysAsItWas() throws {
        try server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
        let before = try server.flags()
        let istimara = try Istimara(settings: Istimara.settings(of: server, secretFile: secret))
        let first = try istimara.program.run("poll", "--json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try first.objects().count == 20)
        let second = try istimara.program.run("poll", "--json")
        #expect((try second.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 0)
        #expect(try server.flags() == before)
        let counts = try counts(istimara)
        #expect(counts["accepted"] == 7 && counts["needs_review"] == 7 && counts["ignored"] == 5, "\(counts)")
        #expect(try istimara.program.run("archive", "verify").status == 0)
    }

    @Test func actionsAreDoneOnce() throws {
        // Accepted, waiting for review, ignored.
        try server.fill(with: ["01-arabic-tagged", "10-letter", "13-auto-reply"].map(BuiltProgram.fixture))
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: secret)
                + "\n    actions: {accepted: {move: Done}, needs_review: {keyword: Review}}\n")
        for _ in 0..<2 {
            let run = try istimara.program.run("poll")
            #expect(run.status == 0, "\(run.errors)")
            #expect(try server.flags() == ["2 Review", "3"])
            #expect(try server.flags("Done").count == 1)
        }
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect(status["healthy"] as? Bool == true, "\(status)")
    }

    @Test(.timeLimit(.minutes(2))) func theDaemonHearsOfWhatComes() async throws {
        try server.fill(with: [BuiltProgram.fixture("10-letter")])
        let istimara = try Istimara(settings: Istimara.settings(of: server, secretFile: secret, every: "1h"))
        let daemon = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        func waitForMessages(_ count: Int) async throws {
            for _ in 0..<200 {
                if try counts(istimara).values.reduce(0, +) == count { return }
                try await Task.sleep(for: .milliseconds(200))
            }
            Issue.record("the daemon did not file \(count) messages")
        }
        try await waitForMessages(1)
        try server.fill(with: [BuiltProgram.fixture("01-arabic-tagged")])
        try await waitForMessages(2)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }
}
