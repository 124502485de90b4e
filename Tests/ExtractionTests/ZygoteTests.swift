import Documents
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

@testable import Extraction

extension WorkerTests {
    @Suite(.serialized, .enabled(if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil))
    struct ZygoteTests {
        private let source = WorkerSource(WorkerProgram(path: Workers.real, limits: Limits()))

        /// What the descriptors of a process lead to.
        private func ends(of process: pid_t) throws -> [String] {
            let folder = "/proc/\(process)/fd"
            return try FileManager.default.contentsOfDirectory(atPath: folder).map {
                try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
        }

        private func parent(of process: pid_t) throws -> String? {
            try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8).split(separator: "\n")
                .first { $0.hasPrefix("PPid:") }.map { $0.dropFirst(5).trimmingCharacters(in: .whitespaces) }
        }

        private func read(_ text: String, by source: WorkerSource) throws -> Bool {
            var session = WorkerSession(source)
            guard case .value = try session.read(Array(text.utf8), mediaType: "text/plain", charset: nil) else {
                return false
            }
            return true
        }

        @Test("Workers of one zygote are children of ours, and share no descriptor with each other or with it")
        func descriptors() throws {
            let one = try source.worker()
            let other = try source.worker()
            #expect(one.zygote === other.zygote && one.process != other.process)
            #expect(try parent(of: one.process) == "\(getpid())" && parent(of: other.process) == "\(getpid())")
            let held = try [one.process, other.process, one.zygote.process].map { Set(try ends(of: $0)) }
            #expect(held.map(\.count) == [3, 3, 2])
            #expect(held[0].isDisjoint(with: held[1]))
            #expect(held[0].isDisjoint(with: held[2]) && held[1].isDisjoint(with: held[2]))
        }

        @Test("A zygote has a filter, and each of its workers one more")
        func filters() throws {
            func filters(_ process: pid_t) throws -> Int? {
                try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8).split(separator: "\n")
                    .first { $0.hasPrefix("Seccomp_filters:") }
                    .flatMap { Int($0.dropFirst(16).trimmingCharacters(in: .whitespaces)) }
            }
            let worker = try source.worker()
            let ours = try #require(try filters(getpid()))
            #expect(try filters(worker.zygote.process) == ours + 1)
            #expect(try filters(worker.process) == ours + 2)
        }

        @Test("Nothing of one message reaches the next")
        func memory() throws {
            let attacker = try Attacker([])
            let source = WorkerSource(attacker.program)
            for _ in 0..<3 {
                var session = WorkerSession(source)
                for visit in 0..<2 {
                    let answer = try session.read(Array("left_behind".utf8), mediaType: "text/plain", charset: nil)
                    guard case .failure(let error) = answer else {
                        Issue.record("no answer")
                        return
                    }
                    #expect(error.detail == "\(visit)")
                }
            }
        }

        @Test(
            "After a death, and after a thousand workers, another zygote forks; the other workers of the first live on")
        func replacement() throws {
            let first = try source.worker()
            source.retire(first.zygote)
            let second = try source.worker()
            #expect(second.zygote !== first.zygote)
            #expect(kill(first.process, 0) == 0)
            source.retire(first.zygote)
            for _ in 1..<WorkerSource.maximumForks { #expect(try source.worker().zygote === second.zygote) }
            #expect(try source.worker().zygote !== second.zygote)
        }

        @Test("A zygote that the system ended is replaced")
        func ended() throws {
            #expect(try read("one", by: source))
            let zygote = try source.worker().zygote.process
            #expect(kill(zygote, SIGKILL) == 0)
            #expect(try read("two", by: source))
            #expect(try source.worker().zygote.process != zygote)
        }

        @Test("A worker reads on while its zygote is dead")
        func orphan() throws {
            var session = WorkerSession(source)
            _ = try session.read(Array("one".utf8), mediaType: "text/plain", charset: nil)
            #expect(kill(try source.worker().zygote.process, SIGKILL) == 0)
            guard case .value = try session.read(Array("two".utf8), mediaType: "text/plain", charset: nil) else {
                Issue.record("not read")
                return
            }
        }
    }
}
