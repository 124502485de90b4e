import Foundation
import TestSupport
import Testing

/// `alarm`: the daemon tells of a mailbox that cannot be read, and of its recovery, once each.
@Suite(.serialized) struct AlarmTests {
    /// A daemon whose alarm command keeps what it reads in a file.
    private struct Daemon {
        let istimara: Istimara
        let told: String

        init(_ settings: String, command: String? = nil, limit: String = "30s", folder: TemporaryDirectory) throws {
            told = folder.path + "/told"
            let command = command ?? "cat >> \(told)"
            istimara = try Istimara(
                settings: settings
                    + "\nalarm: {command: '\(command)', after: 2}\nlimits: {alarm_wall: \(limit)}\n")
        }

        func start() throws -> Process {
            try istimara.program.start(["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        }

        /// What the command was told, once that is `count` times; what there is where it does not come to that.
        func notices(_ count: Int) throws -> [[String: Any]] {
            for _ in 0..<300 {
                let text = (try? String(contentsOfFile: told, encoding: .utf8)) ?? ""
                if text.split(separator: "\n").count >= count { break }
                usleep(100_000)
            }
            let text = (try? String(contentsOfFile: told, encoding: .utf8)) ?? ""
            return try text.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    private func end(_ process: Process) {
        process.terminate()
        process.waitUntilExit()
    }

    @Test func anOutageIsToldOnceAndSoIsItsEnd() throws {
        let folder = try TemporaryDirectory()
        let server = try DovecotServer()
        let settings = Istimara.settings(of: server, secretFile: try folder.writeSecret())
        // Nobody listens on this port: the server is down for this mailbox until the settings lead to it.
        let down = settings.replacing(server.url, with: "imaps://localhost:1")
        let daemon = try Daemon(down, folder: folder)
        var process = try daemon.start()
        let first = try daemon.notices(1)
        #expect(first.first?["event"] as? String == "alarm")
        #expect(first.first?["mailbox"] as? String == "consultation")
        #expect(first.first?["failures"] as? Int == 2)
        #expect((first.first?["code"] as? String)?.isEmpty == false)
        // A daemon that is started anew tells of the same outage no second time.
        end(process)
        process = try daemon.start()
        usleep(3_500_000)
        #expect(try daemon.notices(1).count == 1)
        // The server is back.
        let file = try #require(daemon.istimara.program.environment["ISTIMARA_CONFIG"])
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try Data(text.replacing("imaps://localhost:1", with: server.url).utf8).write(to: URL(fileURLWithPath: file))
        kill(process.processIdentifier, SIGHUP)
        let all = try daemon.notices(2)
        #expect(all.map { $0["event"] as? String } == ["alarm", "recovery"])
        #expect((all.last?["failures"] as? Int ?? 0) >= 2)
        #expect(all.last?["since"] as? String == all.first?["since"] as? String)
        end(process)
        #expect(process.terminationStatus == 0)
        #expect(try daemon.notices(2).count == 2)
    }

    @Test func refusedCredentialsAreToldBeforeTheDaemonEnds() throws {
        let folder = try TemporaryDirectory()
        let server = try DovecotServer()
        let daemon = try Daemon(
            Istimara.settings(of: server, secretFile: try folder.writeSecret("wrong")), folder: folder)
        let process = try daemon.start()
        process.waitUntilExit()
        #expect(process.terminationStatus == 77)
        #expect(try daemon.notices(1).map { $0["event"] as? String } == ["alarm"])
    }

    /// A command that hangs is ended after `alarm_wall`, and the polling goes on beside it.
    @Test func aCommandThatHangsHoldsNothingUp() throws {
        let folder = try TemporaryDirectory()
        let server = try DovecotServer()
        let mark = folder.path + "/mark"
        let settings = Istimara.settings(of: server, secretFile: try folder.writeSecret())
        let daemon = try Daemon(
            settings.replacing(server.url, with: "imaps://localhost:1"),
            command: "echo $$ > \(mark); exec sleep 1000", limit: "2s", folder: folder)
        let process = try daemon.start()
        var pid: Int32?
        for _ in 0..<300 where pid == nil {
            usleep(100_000)
            pid = (try? String(contentsOfFile: mark, encoding: .utf8)).flatMap {
                Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        let command = try #require(pid)
        // Cycles are noted while it hangs.
        func failures() throws -> Int {
            let data = try Data(
                contentsOf: URL(fileURLWithPath: daemon.istimara.archive + "/state/consultation.alarm.json"))
            return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["failures"] as? Int ?? 0
        }
        for _ in 0..<100 where try failures() < 3 { usleep(100_000) }
        #expect(try failures() >= 3)
        for _ in 0..<100 where kill(command, 0) == 0 { usleep(100_000) }
        #expect(kill(command, 0) != 0)
        end(process)
        #expect(process.terminationStatus == 0)
    }
}
