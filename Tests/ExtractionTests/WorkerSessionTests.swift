import Documents
import Mail
import Testing

@testable import Extraction

extension WorkerTests {
    /// An attack of `hostile-worker.py`, and the word that it must end in.
    struct Attack: CustomTestStringConvertible, Sendable {
        var name: String
        var code: WorkerDeath.Code
        var testDescription: String { name }
    }

    static let attacks: [Attack] = [
        Attack(name: "crash", code: .crash), Attack(name: "exit", code: .crash), Attack(name: "cpu", code: .cpu),
        Attack(name: "memory", code: .memory), Attack(name: "forbidden", code: .forbidden),
        Attack(name: "hang", code: .wall),
        Attack(name: "hang_with_child", code: .wall), Attack(name: "ignore_signals", code: .wall),
        Attack(name: "close_output", code: .reply), Attack(name: "half_a_frame", code: .crash),
        Attack(name: "drip", code: .wall), Attack(name: "rubbish", code: .reply),
        Attack(name: "claim_1_gb", code: .reply), Attack(name: "endless", code: .reply),
        Attack(name: "endless_errors", code: .wall), Attack(name: "another_nonce", code: .reply),
        Attack(name: "twice", code: .reply), Attack(name: "field_out_of_range", code: .reply),
        Attack(name: "unknown_mark", code: .reply), Attack(name: "not_utf8", code: .reply),
        Attack(name: "deep", code: .reply), Attack(name: "many", code: .reply),
        Attack(name: "empty_frame", code: .reply), Attack(name: "parents_reason", code: .reply),
        Attack(name: "entries", code: .reply),
    ]

    @Suite(.serialized) struct WorkerSessionTests {
        private static func text(of answer: WorkerSession.Answer<Document>) -> String? {
            guard case .value(let document) = answer, case .paragraph(let paragraph)? = document.blocks.first
            else { return nil }
            return paragraph.text
        }

        private static func death<Value>(of answer: WorkerSession.Answer<Value>) -> WorkerDeath? {
            if case .death(let death) = answer { death } else { nil }
        }

        @Test("An attack costs its own part, in bounded time and memory", arguments: WorkerTests.attacks)
        func attack(_ attack: Attack) throws {
            let before = try ProcessCensus.take()
            let memory = try ProcessCensus.residentMemory()
            let start = SuspendingClock.now
            do {
                var session = WorkerSession(
                    WorkerSource(WorkerProgram(path: Workers.hostile, limits: Workers.impatient)))
                let file = Array("ATTACK:\(attack.name) ".utf8)
                let answer = try session.read(file, mediaType: "text/plain", charset: nil)
                #expect(Self.death(of: answer)?.code == attack.code)
                let next = try session.read(Array("a form".utf8), mediaType: "text/plain", charset: nil)
                #expect(Self.text(of: next) == "honest")
            }
            #expect(SuspendingClock.now - start < .seconds(5))
            #expect(try ProcessCensus.residentMemory() - memory < 64 << 20)
            #expect(try ProcessCensus.take(after: before) == before)
        }

        @Test("An attack after an honest part leaves what was read before and what comes after")
        func laterAttack() throws {
            var session = WorkerSession(WorkerSource(WorkerProgram(path: Workers.hostile, limits: Workers.impatient)))
            let files = ["one", "ATTACK:crash ", "two", "ATTACK:twice ", "three"]
            var answers: [String] = []
            for file in files {
                let answer = try session.read(Array(file.utf8), mediaType: "text/plain", charset: nil)
                answers.append(Self.text(of: answer) ?? Self.death(of: answer)?.code.rawValue ?? "")
            }
            #expect(answers == ["honest", "worker_crash", "honest", "worker_reply", "honest"])
        }

        @Test("An answer to one part is never taken for another's")
        func endlessAnswers() throws {
            for _ in 0..<5 {
                var session = WorkerSession(
                    WorkerSource(WorkerProgram(path: Workers.hostile, limits: Workers.impatient)))
                _ = try session.read(Array("ATTACK:endless_frames ".utf8), mediaType: "text/plain", charset: nil)
                let next = try session.read(Array("a form".utf8), mediaType: "text/plain", charset: nil)
                #expect(Self.text(of: next) == "honest")
            }
        }

        @Test("After eight deaths the message's other parts stay closed")
        func deaths() throws {
            var session = WorkerSession(WorkerSource(WorkerProgram(path: Workers.hostile, limits: Workers.impatient)))
            for _ in 0..<WorkerSession.maximumDeaths {
                let answer = try session.read(Array("ATTACK:exit ".utf8), mediaType: "text/plain", charset: nil)
                #expect(Self.death(of: answer)?.code == .crash)
            }
            guard case .refused = try session.read(Array("a form".utf8), mediaType: "text/plain", charset: nil) else {
                Issue.record("a ninth worker was started")
                return
            }
        }

        @Test("An attack that was stopped is not tried again, and a message has two of them")
        func forbidden() throws {
            var session = WorkerSession(
                WorkerSource(WorkerProgram(path: Workers.hostile, limits: Workers.impatient)))
            func read(_ text: String) throws -> WorkerSession.Answer<Document> {
                try session.read(Array(text.utf8), mediaType: "text/plain", charset: nil)
            }
            #expect(Self.text(of: try read("one")) == "honest")
            #expect(Self.death(of: try read("ATTACK:forbidden "))?.code == .forbidden)
            #expect(Self.text(of: try read("two")) == "honest")
            #expect(Self.death(of: try read("ATTACK:forbidden "))?.code == .forbidden)
            guard case .refused = try read("three") else {
                Issue.record("a third try")
                return
            }
        }

        @Test("A worker that does not come up is this machine's fault", arguments: [Workers.mute, "/bin/true"])
        func mute(path: String) throws {
            let before = try ProcessCensus.take()
            #expect(throws: ExtractionError(.workerUnavailable, "")) {
                var session = WorkerSession(WorkerSource(WorkerProgram(path: path, limits: Limits())))
                _ = try session.read([], mediaType: "text/plain", charset: nil)
            }
            #expect(try ProcessCensus.take(after: before) == before)
        }

        @Test("A worker that is not there", arguments: ["/nowhere/istimara-worker", "/etc/passwd"])
        func missing(path: String) throws {
            let before = try ProcessCensus.take()
            #expect(throws: ExtractionError(.workerMissing, "")) {
                var session = WorkerSession(WorkerSource(WorkerProgram(path: path, limits: Limits())))
                _ = try session.read([], mediaType: "text/plain", charset: nil)
            }
            #expect(try ProcessCensus.take(after: before) == before)
        }
    }
}
