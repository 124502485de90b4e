import Foundation
import TestSupport
import Testing

/// A poll of a real mailbox that dies, loses power or meets an error at a call that changes the archive: the next poll
/// completes it, nothing is lost, nothing doubled, nothing stuck.
///
/// The calls are counted over the whole process by a library of the tests (`Tests/CFaults`). Some of them are tried;
/// with `ISTIMARA_FAULT_POINTS=all` every one, and 500 moments.
@Suite(.serialized) struct FaultPointTests {
    private static let isWhole = ProcessInfo.processInfo.environment["ISTIMARA_FAULT_POINTS"] == "all"
    private static let library = Istimara.products.appending(path: "libistimara-faults.so").path

    /// What a call meets.
    enum Fault: String, CaseIterable {
        case kill, power
        case noSpace = "ENOSPC"
        case inputOutput = "EIO"
        case readOnly = "EROFS"
        case noDescriptor = "EMFILE"

        var isDeath: Bool { self == .kill || self == .power }

        /// How many calls are tried where not all are.
        var samples: Int { self == .power ? 18 : self == .kill ? 12 : 6 }
    }

    /// A mailbox of two messages, and what an archive is that nothing befell.
    private final class Mailbox: Sendable {
        let server: DovecotServer
        let settings: String
        let expected: String
        /// The calls that change the archive in one poll.
        let calls: Int
        let duration: Duration
        private let folder: TemporaryDirectory

        init() throws {
            folder = try TemporaryDirectory()
            server = try DovecotServer()
            try server.fill(with: ["01-arabic-tagged", "10-letter"].map(BuiltProgram.fixture))
            let secret = try folder.writeSecret()
            // One keyword: a lexicon of thousands of terms would be read hundreds of times.
            let themes = """
                version: "1"
                themes: [{id: finances, order: 1, code: T1, title: {fr: F}, keywords: {ar: [{t: "الضريبة", w: 5}]}}]
                """
            let lexicon = try folder.write(Array(themes.utf8), to: "themes.yaml")
            settings =
                Istimara.settings(of: server, secretFile: secret)
                .replacing("\(BuiltProgram.root.path)/config/themes.yaml", with: lexicon)
                + "\nlimits: {attempts: 1000, disk_free: 1KB, message_size: 64KB}\n"
            let whole = try Istimara(settings: settings)
            var program = whole.program
            let count = folder.path + "/count"
            program.environment.merge(
                ["LD_PRELOAD": library, "ISTIMARA_FAULTS_ROOT": whole.archive, "ISTIMARA_FAULTS_COUNT": count]
            ) { $1 }
            let started = ContinuousClock.now
            let run = try program.run("poll")
            duration = ContinuousClock.now - started
            guard run.status == 0, let calls = Int(try String(contentsOfFile: count, encoding: .utf8).dropLast()) else {
                throw BuiltProgram.Failure(description: "nothing was to befall this poll: \(run.errors)")
            }
            self.calls = calls
            expected = try CrashTests.export(whole)
        }
    }

    /// Polls while a fault is met, then polls again and looks at what the archive has become.
    /// - Parameter deaf: files whose path holds this are never made durable: a mistake that must be found.
    /// - Returns: what is wrong; nil where all is as if nothing had happened.
    private static func problem(
        _ fault: Fault, at call: Int, deaf: String = "", in mailbox: Mailbox
    ) throws -> String? {
        let istimara = try Istimara(settings: mailbox.settings)
        var program = istimara.program
        program.environment.merge([
            "LD_PRELOAD": library, "ISTIMARA_FAULTS_ROOT": istimara.archive, "ISTIMARA_FAULTS_WHAT": fault.rawValue,
            "ISTIMARA_FAULTS_AT": String(call), "ISTIMARA_FAULTS_DEAF": deaf,
        ]) { $1 }
        let first = try program.run("poll")
        let place = "\(fault.rawValue) at call \(call)"
        if fault.isDeath {
            guard first.status == SIGKILL || first.status == 0 else {
                return "\(place): did not die but ended with \(first.status): \(first.errors)"
            }
        } else if first.status != 0 {
            // A code and the words of the system, or another poll that helps.
            guard [74, 75].contains(first.status), first.errors.contains(": ") else {
                return "\(place): ended with \(first.status): \(first.errors)"
            }
        }
        var next = istimara
        if fault == .power {
            next.program.environment.merge(["LD_PRELOAD": library, "ISTIMARA_FAULTS_BOOT": "another start"]) { $1 }
        }
        return try problem(in: next, mailbox).map { "\(place): \($0); first: \(first.errors)" }
    }

    /// Polls again; says what is not as if nothing had happened.
    private static func problem(in istimara: Istimara, _ mailbox: Mailbox) throws -> String? {
        let again = try istimara.program.run("poll")
        if again.status != 0 { return "the next poll ended with \(again.status): \(again.errors)" }
        let verified = try istimara.program.run("archive", "verify")
        if verified.status != 0 { return "\(verified.output)\(verified.errors)" }
        if try CrashTests.export(istimara) != mailbox.expected { return "the records differ" }
        let originals = try istimara.tree("originals").count
        return originals == 2 ? nil : "\(originals) originals"
    }

    /// Tries the fault at several calls, two at a time.
    private static func problems(
        _ fault: Fault, at calls: [Int], deaf: String = "", in mailbox: Mailbox
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for lane in 0..<2 {
                group.addTask {
                    try calls.enumerated().filter { $0.offset % 2 == lane }.compactMap {
                        try problem(fault, at: $0.element, deaf: deaf, in: mailbox)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    @Test(.timeLimit(.minutes(isWhole ? 240 : 15)), arguments: Fault.allCases)
    func theNextPollCompletesWhatAFaultLeft(_ fault: Fault) async throws {
        let mailbox = try Mailbox()
        // Calls of a run differ by a few from one time to the next, and begin anywhere.
        let step = Self.isWhole ? 1 : max(1, mailbox.calls / fault.samples)
        let calls = Array(stride(from: Int.random(in: 1...step), through: mailbox.calls + 5, by: step))
        #expect(mailbox.calls > 200)
        let problems = try await Self.problems(fault, at: calls, in: mailbox)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    /// A program that forgets to make something durable must not pass: where the bytes of originals are not, or their
    /// names, a loss of power takes messages that count as kept.
    @Test(.timeLimit(.minutes(5)), arguments: ["/archive/tmp/", "/archive/originals"])
    func whatIsNotMadeDurableIsFound(_ deaf: String) async throws {
        let mailbox = try Mailbox()
        let calls = stride(from: mailbox.calls / 2, to: mailbox.calls, by: max(1, mailbox.calls / 12))
        #expect(try await !Self.problems(.power, at: Array(calls), deaf: deaf, in: mailbox).isEmpty)
    }

    @Test(.timeLimit(.minutes(isWhole ? 240 : 15))) func aDeathAtAnyMomentLosesNothing() throws {
        let mailbox = try Mailbox()
        var problems: [String] = []
        for _ in 0..<(Self.isWhole ? 500 : 12) {
            let istimara = try Istimara(settings: mailbox.settings)
            let process = try istimara.program.start(
                ["poll"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
            let delay = mailbox.duration * Double.random(in: 0.1...1)
            let deadline = ContinuousClock.now + delay
            while process.isRunning, ContinuousClock.now < deadline { usleep(1_000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if let problem = try Self.problem(in: istimara, mailbox) { problems.append("after \(delay): \(problem)") }
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}
