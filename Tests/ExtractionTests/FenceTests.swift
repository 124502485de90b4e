import Documents
import Foundation
import Glibc
import Mail
import TestSupport
import Testing

@testable import Extraction

extension WorkerTests {
    /// What an attack from within a worker comes to.
    enum Outcome: Hashable, CustomStringConvertible {
        /// It worked.
        case success
        /// The system refused it with this errno.
        case refused(Int32)
        /// The worker died, and its part is filed with this word.
        case death(WorkerDeath.Code)

        var description: String {
            switch self {
            case .success: "worked"
            case .refused(let error): "errno \(error)"
            case .death(let code): code.rawValue
            }
        }
    }

    /// An attack of `attacking-worker`, and what it comes to.
    struct FencedAttack: CustomTestStringConvertible, Sendable {
        var name: String
        /// Under the whole fence, with Landlock or without.
        var fenced: Outcome
        /// Where nothing but Landlock and the limits stand against it.
        var withoutFilter: Outcome = .success
        /// Where nothing does.
        var unfenced: Outcome = .success
        var testDescription: String { name }
    }

    static let fencedAttacks: [FencedAttack] = [
        FencedAttack(name: "socket", fenced: .death(.forbidden)),
        FencedAttack(name: "unix_socket", fenced: .death(.forbidden)),
        FencedAttack(name: "connect", fenced: .death(.forbidden), withoutFilter: .refused(EACCES)),
        FencedAttack(
            name: "execve", fenced: .death(.forbidden), withoutFilter: .refused(EACCES), unfenced: .death(.crash)),
        FencedAttack(name: "fork", fenced: .death(.forbidden)),
        FencedAttack(name: "pthread_create", fenced: .death(.forbidden)),
        FencedAttack(name: "ptrace", fenced: .death(.forbidden), withoutFilter: .refused(EPERM)),
        FencedAttack(name: "kill", fenced: .death(.forbidden), withoutFilter: .refused(EPERM)),
        FencedAttack(name: "tgkill", fenced: .death(.forbidden), withoutFilter: .refused(EPERM)),
        FencedAttack(name: "mmap_write_execute", fenced: .death(.forbidden), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "mprotect_execute", fenced: .death(.forbidden), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "memfd_create", fenced: .death(.forbidden)),
        FencedAttack(name: "io_uring_setup", fenced: .death(.forbidden)),
        FencedAttack(name: "unshare", fenced: .death(.forbidden)),
        FencedAttack(name: "read_passwd", fenced: .refused(EACCES), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "read_environ", fenced: .refused(EACCES), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "list_folder", fenced: .refused(EACCES), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "make_file", fenced: .refused(EACCES), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "truncate", fenced: .refused(ENOSYS), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "unlink", fenced: .refused(ENOSYS), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "mkdir", fenced: .refused(ENOSYS), withoutFilter: .refused(EACCES)),
        FencedAttack(name: "memory", fenced: .refused(ENOMEM), withoutFilter: .refused(ENOMEM)),
        FencedAttack(name: "processor", fenced: .death(.cpu), withoutFilter: .death(.cpu)),
        FencedAttack(name: "processor_deaf", fenced: .death(.cpu), withoutFilter: .death(.cpu)),
        FencedAttack(name: "abort", fenced: .death(.crash), withoutFilter: .death(.crash), unfenced: .death(.crash)),
        FencedAttack(name: "nothing", fenced: .success),
    ]

    /// Where a worker may find itself before its fence closes.
    struct Surroundings: CustomTestStringConvertible, Sendable {
        var options: [String]
        var testDescription: String { options.isEmpty ? "as started" : options.joined(separator: " ") }

        static let accounts = [[], ["account=65534"], ["user-namespace"], ["account=65534", "user-namespace"]]
        static let kernels = [[], ["no-landlock=38"]]
        static let all = accounts.flatMap { account in kernels.map { Surroundings(options: account + $0) } }
    }

    /// An `attacking-worker` in a folder of its own.
    struct Attacker {
        let folder: TemporaryDirectory
        let program: WorkerProgram

        init(_ options: [String], fence: FencePolicy = .required) throws {
            folder = try TemporaryDirectory()
            let path = Workers.real.replacing("istimara-worker", with: "attacking-worker")
            let words = (["scratch=\(folder.path)"] + options + ["victim"]).joined(separator: " ")
            let script = try folder.write(Array("#!/bin/sh\nexec \(path) \(words) -- \"$@\"\n".utf8), to: "worker")
            var limits = Limits()
            limits[.workerCPU] = 1
            program = WorkerProgram(path: script, limits: limits, fence: fence)
            try folder.write(Array("a file".utf8), to: "victim")
            for (path, mode) in [(script, 0o755), (folder.path, 0o777), (folder.path + "/victim", 0o666)] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
        }

        /// The fence that its worker says it has.
        var report: FenceReport {
            get throws { try withExtendedLifetime(folder) { try WorkerSource(program).fence() } }
        }

        func outcome(of attack: String) throws -> Outcome? {
            var session = WorkerSession(WorkerSource(program))
            switch try session.read(Array(attack.utf8), mediaType: "text/plain", charset: nil) {
            case .failure(let error):
                return Int32(error.detail).map { $0 == 0 ? .success : .refused($0) }
            case .death(let death): return .death(death.code)
            default: return nil
            }
        }
    }

    @Suite(.serialized, .enabled(if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil))
    struct FenceTests {
        @Test(
            "Every attack ends as it must, whoever runs the worker, with Landlock or without",
            arguments: Surroundings.all)
        func fenced(_ surroundings: Surroundings) throws {
            let attacker = try Attacker(surroundings.options)
            for attack in WorkerTests.fencedAttacks {
                let outcome = try attacker.outcome(of: attack.name)
                #expect(outcome == attack.fenced, "\(attack.name): \(outcome?.description ?? "no answer")")
            }
            #expect(try String(contentsOfFile: attacker.folder.path + "/victim", encoding: .utf8) == "a file")
            #expect(attacker.folder.names == ["victim", "worker"])
        }

        @Test("Without a fence every attack works", arguments: Surroundings.accounts.map { Surroundings(options: $0) })
        func unfenced(_ surroundings: Surroundings) throws {
            let attacker = try Attacker(surroundings.options + ["no-fence"], fence: .bestEffort)
            for attack in WorkerTests.fencedAttacks {
                let outcome = try attacker.outcome(of: attack.name)
                #expect(outcome == attack.unfenced, "\(attack.name): \(outcome?.description ?? "no answer")")
            }
        }

        @Test("Where system calls are not filtered, Landlock and the limits hold what they can")
        func withoutFilter() throws {
            let attacker = try Attacker(["no-seccomp=38"], fence: .bestEffort)
            for attack in WorkerTests.fencedAttacks {
                let outcome = try attacker.outcome(of: attack.name)
                #expect(outcome == attack.withoutFilter, "\(attack.name): \(outcome?.description ?? "no answer")")
            }
        }

        @Test("Calls by another architecture's numbers are attacks")
        func otherArchitecture() throws {
            #expect(try Attacker([]).outcome(of: "i386") == .death(.forbidden))
        }

        @Test("A fence that is required and not to be had: no worker", arguments: [1, 38])
        func refusal(error: Int) throws {
            let attacker = try Attacker(["no-seccomp=\(error)"])
            #expect(throws: ExtractionError(.fenceUnavailable, "")) { try attacker.outcome(of: "nothing") }
        }

        @Test("A second thread would stay outside of the fence: no worker")
        func threads() throws {
            let attacker = try Attacker(["thread"])
            #expect(throws: ExtractionError(.workerUnavailable, "")) { try attacker.outcome(of: "nothing") }
        }

        /// ENOSYS of an old kernel, EOPNOTSUPP of one that was started without it, EPERM of a container.
        @Test("Without Landlock the filter closes the files, whatever the kernel says", arguments: [38, 95, 1])
        func withoutLandlock(error: Int) throws {
            let attacker = try Attacker(["no-landlock=\(error)"])
            for attack in WorkerTests.fencedAttacks where attack.fenced == .refused(EACCES) {
                #expect(try attacker.outcome(of: attack.name) == attack.fenced, "\(attack.name)")
            }
            #expect(try attacker.report.landlock == -error)
        }

        @Test("The greeting says which fence there is")
        func report() throws {
            func report(_ options: [String], _ fence: FencePolicy = .required) throws -> FenceReport {
                try Attacker(options, fence: fence).report
            }
            let whole = try report([])
            #expect(whole.isSufficient && whole.landlock > 0)
            let open = try report(["no-seccomp=1"], .bestEffort)
            #expect(open.systemCalls == -1 && !open.isSufficient)
        }
    }
}
