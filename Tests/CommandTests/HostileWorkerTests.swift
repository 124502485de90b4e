import Foundation
import TestSupport
import Testing

/// What a worker that somebody took over can do to an `import`: it costs the part it was at, in bounded time and memory.
@Suite(.serialized) struct HostileWorkerTests {
    /// A way of `hostile-worker.py`, and how the part it was at is filed.
    struct Attack: CustomTestStringConvertible, Sendable {
        var name: String
        var state: String
        var reason: String
        var testDescription: String { name }
    }

    static let attacks = [
        Attack(name: "exit", state: "unreadable", reason: "worker_crash"),
        Attack(name: "kill", state: "unreadable", reason: "worker_crash"),
        Attack(name: "forbidden", state: "unreadable", reason: "worker_forbidden"),
        Attack(name: "hang", state: "limited", reason: "worker_wall"),
        Attack(name: "rubbish", state: "unreadable", reason: "worker_reply"),
        Attack(name: "rubbish_in_a_frame", state: "unreadable", reason: "worker_reply"),
        Attack(name: "stream", state: "unreadable", reason: "worker_reply"),
        Attack(name: "stream_of_frames", state: "unreadable", reason: "worker_reply"),
        Attack(name: "announce", state: "unreadable", reason: "worker_reply"),
    ]

    /// The most memory that `istimara` may hold.
    static let memory = 150_000_000

    private static let first = "fixtures/messages/02-french-tagged.eml"
    private static let next = "fixtures/messages/04-french-saved-by-writer.eml"
    private static let automatic = "fixtures/messages/13-auto-reply.eml"

    private static func settings(wall: Int) -> String {
        let config = BuiltProgram.root.path + "/config"
        return """
            forms: \(config)/forms
            themes: \(config)/themes.yaml
            councils: \(config)/councils.csv
            limits: {worker_wall: \(wall)s}
            """
    }

    /// A program whose worker attacks at its first `times` starts.
    /// - Parameter wall: seconds that it may take for a part.
    private func program(_ attack: String, times: Int, wall: Int = 30) throws -> Istimara {
        var istimara = try Istimara(settings: Self.settings(wall: wall))
        let script = Bundle.module.bundleURL.appending(path: "Resources/hostile-worker.py").path
        let counter = istimara.folder.path + "/starts"
        let honest = Istimara.products.appending(path: "istimara-worker").path
        let wrapper = try istimara.folder.write(
            Array("#!/bin/sh\nexec \(script) \(attack) \(times) \(counter) \(honest) \"$@\"\n".utf8), to: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: wrapper)
        istimara.program.environment["ISTIMARA_WORKER"] = wrapper
        istimara.program.timeLimit = .seconds(60)
        return istimara
    }

    /// The parts that stand in the message folders of `quarantine/`, as (path, state, reason).
    private func quarantinedParts(_ istimara: Istimara) throws -> [[String]] {
        let cards = try istimara.tree("quarantine").filter { $0.key.hasSuffix("message.json") }
        return try cards.values.flatMap { card in
            let object = try JSONSerialization.jsonObject(with: card) as? [String: Any]
            let parts = try #require(object?["parts"] as? [[String: Any]])
            return parts.map { part in ["path", "state", "reason"].map { part[$0] as? String ?? "" } }
        }
    }

    private func outcomes(_ run: BuiltProgram.Run) throws -> [String] {
        try run.objects().compactMap { $0["outcome"] as? String }
    }

    @Test("An attack costs its own part; the other parts and the next message are filed", arguments: attacks)
    func oneAttack(_ attack: Attack) throws {
        // An honest worker on a busy machine takes its seconds too.
        let istimara = try program(attack.name, times: 1, wall: attack.name == "hang" ? 8 : 30)
        let run = try istimara.program.run("import", Self.first, Self.next, "--json")
        #expect(run.status == 1, "\(run.errors)")
        #expect(try outcomes(run) == ["quarantined", "accepted"])
        let line = try #require(try run.objects().first)
        #expect(line["reason"] as? String == attack.reason)
        // The letter's text died; the form beside it was read by a fresh worker.
        #expect((line["submissions"] as? [String])?.count == 1)
        #expect(try quarantinedParts(istimara) == [["1", attack.state, attack.reason], ["2", "read", ""]])
        #expect(run.peakMemory > 0 && run.peakMemory < Self.memory, "\(run.peakMemory) bytes")
    }

    @Test("A worker that attacks at every start costs every message that needs one, and no other", arguments: attacks)
    func everyAttack(_ attack: Attack) throws {
        let istimara = try program(attack.name, times: 1_000, wall: 1)
        let run = try istimara.program.run("import", Self.first, Self.automatic, Self.next, "--json")
        #expect(run.status == 1, "\(run.errors)")
        #expect(try outcomes(run) == ["quarantined", "ignored", "quarantined"])
        #expect(try istimara.tree("quarantine").keys.filter { $0.hasSuffix("message.json") }.count == 2)
        #expect(run.peakMemory > 0 && run.peakMemory < Self.memory, "\(run.peakMemory) bytes")
    }

    @Test("`parse` tells the same of the part, and ends as without a form where there is none", arguments: attacks)
    func parse(_ attack: Attack) throws {
        let istimara = try program(attack.name, times: 1_000, wall: 1)
        let run = try istimara.program.run("parse", Self.first, "--json")
        #expect(run.status == 1, "\(run.errors)")
        let report = try #require(try run.objects().first)
        #expect(report["outcome"] as? String == "quarantined")
        let parts = try #require(report["parts"] as? [[String: Any]])
        let body = try #require(parts.first { $0["path"] as? String == "1" })
        #expect(body["state"] as? String == attack.state)
        #expect(body["reason"] as? String == attack.reason)
        #expect(run.peakMemory > 0 && run.peakMemory < Self.memory, "\(run.peakMemory) bytes")
    }

    @Test("An attack is an incident; its sender's next message stays closed, and others are read")
    func incident() throws {
        let istimara = try program("forbidden", times: 1)
        #expect(try outcomes(istimara.program.run("import", Self.first, "--json")) == ["quarantined"])
        var letter = try String(contentsOfFile: BuiltProgram.root.path + "/" + Self.next, encoding: .utf8)
        letter.replace("m.rahmani@berkane.example", with: "DGS@taounate.example", maxReplacements: 1)
        letter.replace("Message-ID: <", with: "Message-ID: <another.", maxReplacements: 1)
        let same = try istimara.folder.write(Array(letter.utf8), to: "same-sender.eml")
        let run = try istimara.program.run("import", same, Self.automatic, Self.next, "--json")
        #expect(run.status == 1, "\(run.errors)")
        #expect(try outcomes(run) == ["quarantined", "ignored", "accepted"])
        #expect(try run.objects().first?["reason"] as? String == "sender_backoff")
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        let problems = try #require(status["problems"] as? [[String: String]])
        #expect(problems.map { $0["code"] } == ["worker_forbidden"] && status["healthy"] as? Bool == false)
        #expect((status["messages"] as? [String: Int])?["quarantined"] == 2)
        // The way out: a person has them read again.
        let reread = try istimara.program.run("archive", "reread")
        #expect(reread.status == 0, "\(reread.errors)")
        #expect(try istimara.program.run("records", "export", "--format", "jsonl").objects().count == 3)
    }

    @Test("When istimara is killed, the zygote and the worker at its reading die with it")
    func killed() async throws {
        var istimara = try Istimara(settings: Self.settings(wall: 30))
        let attacker = Istimara.products.appending(path: "attacking-worker").path
        let wrapper = try istimara.folder.write(Array("#!/bin/sh\nexec \(attacker) -- \"$@\"\n".utf8), to: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: wrapper)
        istimara.program.environment["ISTIMARA_WORKER"] = wrapper
        let document = try istimara.folder.write(Array("never_end".utf8), to: "document.txt")
        let process = try istimara.program.start(
            ["parse", document], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        /// The processes whose command line tells that they were started by this one.
        func workers() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").count { number in
                let words =
                    (try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8))?
                    .split(separator: "\0") ?? []
                return words.first?.hasSuffix("attacking-worker") == true
                    && words.contains("\(process.processIdentifier)")
            }
        }
        func wait(for count: Int) async throws -> Bool {
            let deadline = ContinuousClock.now + .seconds(15)
            while try workers() != count {
                guard ContinuousClock.now < deadline else { return false }
                try await Task.sleep(for: .milliseconds(5))
            }
            return true
        }
        #expect(try await wait(for: 2))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try await wait(for: 0))
    }

    @Test("A worker that does not come up is no message's fault: nothing is filed, nothing is lost")
    func noWorker() throws {
        let istimara = try program("exit_at_once", times: 1)
        let run = try istimara.program.run("import", Self.first, Self.next, "--json")
        #expect(run.status == 75, "\(run.errors)")
        #expect(run.errors.contains("the worker did not greet"), "\(run.errors)")
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["messages"] as? [String: Int])?.values.reduce(0, +) == 0)
        // The worker is well again: what was recorded is taken up, and the rest follows.
        let second = try istimara.program.run("import", Self.first, Self.next, "--json")
        #expect(second.status == 0, "\(second.errors)")
        let records = try istimara.program.run("records", "export", "--format", "jsonl").objects()
        #expect(records.count == 2)
    }

    @Test("After its attempts a message is parked, and those that need no worker are filed")
    func noWorkerForLong() throws {
        let istimara = try program("exit_at_once", times: 1_000)
        for _ in 0..<3 {
            #expect(try istimara.program.run("import", Self.first, Self.automatic, "--json").status == 75)
        }
        let run = try istimara.program.run("import", Self.first, Self.automatic, "--json")
        #expect(run.status == 1, "\(run.errors)")
        #expect(try outcomes(run).last == "ignored")
        #expect(try istimara.tree("quarantine").keys.contains { $0.contains("-attempts-") })
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["messages"] as? [String: Int])?["quarantined"] == 1)
    }
}
