import Archive
import Foundation
import Mail
import TestSupport
import Testing

@testable import IstimaraCLI

/// What the daemon tells programs on its machine (`health: {port: …}`).
@Suite(.serialized) struct HealthTests {
    private func answer(_ path: String, of port: UInt16, host: String = "127.0.0.1") throws -> (Int, String) {
        let run = try BuiltProgram(path: "/usr/bin/curl").run(
            "-sS", "--max-time", "10", "-w", "\n%{http_code}", "http://\(host):\(port)\(path)")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    /// Asks until somebody answers.
    private func firstAnswer(_ path: String, of port: UInt16, _ isEnough: (Int, String) -> Bool) async throws -> String
    {
        for _ in 0..<300 {
            let (status, body) = try answer(path, of: port)
            if isEnough(status, body) { return body }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("nobody answered on \(path) as expected")
        return ""
    }

    @Test(.timeLimit(.minutes(3))) func healthAndMetricsFollowTheMailbox() async throws {
        let server = try DovecotServer()
        try server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
        let folder = try TemporaryDirectory()
        let secret = try folder.writeSecret()
        let port = try freePort()
        let istimara = try Istimara(
            settings: Istimara.settings(of: server, secretFile: secret) + "\nhealth: {port: \(port)}\n")
        let daemon = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        let metrics = try await firstAnswer("/metrics", of: port) { status, body in
            status == 200
                && body.contains("istimara_folder_accounted_messages{mailbox=\"consultation\",folder=\"INBOX\"} 19")
        }
        #expect(metrics.contains("# TYPE istimara_healthy gauge\nistimara_healthy 1\n"))
        #expect(metrics.contains("istimara_folder_missing_messages{mailbox=\"consultation\",folder=\"INBOX\"} 0\n"))
        #expect(metrics.contains("istimara_messages{outcome=\"accepted\"} 7\n"))
        #expect(metrics.contains("istimara_folder_last_success_timestamp_seconds{"))
        #expect(metrics.contains("istimara_disk_free_bytes "))
        // Every line is a sample or a comment, as the format has it.
        for line in metrics.split(separator: "\n") {
            #expect(
                line.wholeMatch(of: /# (HELP|TYPE) istimara_[a-z_]+ .+|istimara_[a-z_]+(\{[^{}]*\})? [0-9]+/) != nil,
                "\(line)")
        }
        #expect(try answer("/health", of: port) == (200, "{\"healthy\":true,\"problems\":[]}\n"))
        #expect(try answer("/", of: port).0 == 404)
        // Nobody but this machine: an address of it that is not 127.0.0.1 has no listener.
        #expect(try answer("/health", of: port, host: "127.0.0.2").0 == 0)
        #expect(try answer("/health", of: port, host: "[::1]").0 == 0)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    @Test(.timeLimit(.minutes(3))) func whatIsWrongIsSaidAndAPortThatIsHeldEndsNothing() async throws {
        let folder = try TemporaryDirectory()
        let secret = try folder.writeSecret()
        let port = try freePort()
        let config = BuiltProgram.root.path + "/config"
        func istimara() throws -> Istimara {
            try Istimara(
                settings: """
                    forms: \(config)/forms
                    themes: \(config)/themes.yaml
                    councils: \(config)/councils.csv
                    schedule: {every: 1s}
                    health: {port: \(port)}
                    mailboxes:
                      - {name: a, url: "imaps://localhost:1", user: u, password: {file: \(secret)}}
                    """)
        }
        let first = try istimara()
        let holder = try first.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        defer { if holder.isRunning { kill(holder.processIdentifier, SIGKILL) } }
        let body = try await firstAnswer("/health", of: port) { status, _ in status == 503 }
        #expect(body.contains("\"healthy\":false"))
        let second = try istimara()
        let log = try folder.write([], to: "log")
        let other = try second.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle(forWritingTo: URL(fileURLWithPath: log)))
        defer { if other.isRunning { kill(other.processIdentifier, SIGKILL) } }
        for _ in 0..<200 where !(try String(contentsOfFile: log, encoding: .utf8)).contains("health port") {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try String(contentsOfFile: log, encoding: .utf8).contains("the health port is not served"))
        #expect(other.isRunning)
        other.terminate()
        other.waitUntilExit()
        #expect(other.terminationStatus == 0)
    }

    @Test func aLabelSaysNothingButItself() {
        var status = StatusReport(mailboxes: [], messages: [:], submissions: .init(), problems: [])
        status.mailboxes = [
            .init(
                name: "a", folder: "x\"\u{301} \\ \n} 7", uidValidity: 1, onServer: 1, accounted: 1, missing: 0,
                backlog: 0)
        ]
        let text = MetricsText.text(of: status, version: "1", freeBytes: nil)
        #expect(text.contains("folder=\"x\\\"\u{301} \\\\ \\n} 7\"} 1\n"))
        #expect(!text.unicodeScalars.split(separator: "\n").contains { $0.first == "}" })
    }
}
