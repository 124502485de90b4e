import Foundation
import TestSupport
import Testing

/// A disk that is full or fails: the run ends with a clear word, nothing is lost, and the next run completes.
@Suite(.serialized) struct FaultyDiskTests {
    private static let messages = ["01-arabic-tagged", "09-answers-in-the-body", "10-letter"]

    private static let isCI = ProcessInfo.processInfo.environment["CI"] != nil
    private static let strace = "/usr/bin/strace"

    /// Runs a program of the system with the environment of `istimara`.
    private func run(_ path: String, _ arguments: [String], _ istimara: Istimara) throws -> BuiltProgram.Run {
        var program = BuiltProgram(path: path)
        program.environment = istimara.program.environment
        return try program.run(arguments)
    }

    /// Runs `istimara` while the kernel refuses some of its calls (strace(1), `inject`).
    /// - Returns: nil where none was refused: strace counts a thread's calls, and which thread makes how many of them
    ///   differs from run to run.
    private func run(
        _ arguments: [String], injecting fault: String, into calls: String, of path: String? = nil, _ istimara: Istimara
    ) throws -> BuiltProgram.Run? {
        let folder = try TemporaryDirectory()
        let trace = folder.path + "/trace"
        var options = ["-f", "-qq", "-o", trace, "-e", "trace=\(calls)", "-e", "inject=\(calls):\(fault)"]
        if let path { options += ["-P", path] }
        let run = try run(Self.strace, options + [istimara.program.path] + arguments, istimara)
        return try String(contentsOfFile: trace, encoding: .utf8).contains("(INJECTED)") ? run : nil
    }

    /// Imports the messages while the kernel refuses some calls, until it did refuse one.
    private func importing(
        injecting fault: String, into calls: String, of name: String? = nil,
        _ check: (Istimara, BuiltProgram.Run) throws -> Void
    ) throws {
        for _ in 0..<10 {
            let folder = try TemporaryDirectory()
            let inbox = try CrashTests.inbox(in: folder, Self.messages)
            let istimara = try Istimara(settings: CrashTests.settings)
            let path = name.map { istimara.archive + "/" + $0 }
            guard let failed = try run(["import", inbox], injecting: fault, into: calls, of: path, istimara) else {
                continue
            }
            #expect(failed.status == 74, "\(fault): \(failed.errors)")
            try check(istimara, failed)
            try expectCompletion(istimara, inbox, after: "\(fault): \(failed.errors)")
            return
        }
        Issue.record("no call met \(fault)")
    }

    /// The next run completes what the failed one left, and the archive is what it would have been.
    private func expectCompletion(_ istimara: Istimara, _ inbox: String, after what: String) throws {
        let whole = try Istimara(settings: CrashTests.settings)
        try whole.program.run("import", inbox)
        let run = try istimara.program.run("import", inbox)
        #expect(run.status == 0, "\(what): \(run.errors)")
        #expect(try CrashTests.export(istimara) == CrashTests.export(whole), "\(what)")
        let verified = try istimara.program.run("archive", "verify")
        #expect(verified.status == 0, "\(what): \(verified.output)\(verified.errors)")
    }

    /// A file system of a few hundred kilobytes, as root can make one; its free space ends at another step each time.
    ///
    /// CI may not leave it out; elsewhere it needs the right to mount.
    @Test(.enabled(if: isCI || geteuid() == 0 && SmallDisk.isPossible), arguments: [40, 400, 460, 520, 580, 640, 760])
    func aFullDiskIsSaidAndLosesNothing(_ kilobytes: Int) throws {
        let folder = try TemporaryDirectory()
        let inbox = try CrashTests.inbox(in: folder, Self.messages)
        var istimara = try Istimara(settings: CrashTests.settings.replacing("64KB", with: "24KB"))
        let disk = try SmallDisk(kilobytes: kilobytes)
        istimara.program.environment["ISTIMARA_ARCHIVE"] = disk.path + "/archive"
        let failed = try istimara.program.run("import", inbox)
        if failed.status != 0 {
            #expect(failed.status == 74, "\(kilobytes) KB: \(failed.errors)")
            #expect(failed.errors.contains("disk_full"), "\(kilobytes) KB: \(failed.errors)")
        }
        #expect(failed.status != 0 || kilobytes > 500, "the disk was not small enough")
        try disk.grow(to: 64_000)
        try expectCompletion(istimara, inbox, after: "\(kilobytes) KB: \(failed.errors)")
    }

    /// The same for anybody: no file may grow beyond a limit of the process (setrlimit(2), RLIMIT_FSIZE).
    @Test(arguments: [16, 64, 360]) func aFileThatMayNotGrowIsSaidAndLosesNothing(_ kilobytes: Int) throws {
        let folder = try TemporaryDirectory()
        let inbox = try CrashTests.inbox(in: folder, Self.messages)
        let istimara = try Istimara(settings: CrashTests.settings)
        let failed = try run(
            "/bin/bash",
            ["-c", "trap '' XFSZ; ulimit -f \(kilobytes); exec '\(istimara.program.path)' import '\(inbox)'"],
            istimara)
        #expect(failed.status == 74, "\(failed.errors)")
        try expectCompletion(istimara, inbox, after: "\(kilobytes) KB: \(failed.errors)")
    }

    /// The n-th fsync or fdatasync of a thread fails, as on a dying disk.
    @Test(arguments: [1, 3, 5, 7, 10]) func whatCannotBeMadeDurableEndsTheRun(_ count: Int) throws {
        try importing(injecting: "error=EIO:when=\(count)", into: "fsync,fdatasync") { _, failed in
            #expect(failed.errors.contains("not_durable") || failed.errors.contains("input_output"), "\(failed.errors)")
        }
    }

    /// A file system on which two folders cannot change places: the view is written all the same.
    @Test func viewsAreWrittenWhereFoldersCannotBeExchanged() throws {
        let folder = try TemporaryDirectory()
        let inbox = try CrashTests.inbox(in: folder, ["01-arabic-tagged"])
        let istimara = try Istimara(settings: CrashTests.settings)
        #expect(try istimara.program.run("import", inbox).status == 0)
        let id = try #require(try istimara.program.run("records", "list", "--json").objects().first?["id"] as? String)
        let correction = ["records", "correct", id, "t1_clarity=5", "--by", "Nadia"]
        let run = try #require(try run(correction, injecting: "error=EINVAL", into: "renameat2", istimara))
        #expect(run.status == 0, "\(run.errors)")
        let verified = try istimara.program.run("archive", "verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    /// A journal whose line is written in part before the disk is full keeps no half line.
    @Test(arguments: ["ENOSPC", "EIO"]) func aJournalThatCannotGrowKeepsNoHalfLine(_ error: String) throws {
        let name = "sightings.jsonl"
        try importing(injecting: "error=\(error):when=2", into: "write", of: name) { istimara, failed in
            let words = error == "EIO" ? "Input/output error" : "No space left"
            #expect(failed.errors.contains(words), "\(failed.errors)")
            let lines = try String(contentsOfFile: istimara.archive + "/" + name, encoding: .utf8)
            #expect((1..<Self.messages.count).contains(lines.split(separator: "\n").count), "\(lines)")
            #expect(lines.hasSuffix("\n"))
        }
    }
}

/// A file system in memory of a given size, unmounted when its owner is gone.
final class SmallDisk: Sendable {
    private let folder: TemporaryDirectory
    var path: String { folder.path }

    /// Whether this machine lets us mount one.
    static let isPossible = (try? SmallDisk(kilobytes: 64)) != nil

    init(kilobytes: Int) throws {
        folder = try TemporaryDirectory()
        try Self.run("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path])
    }

    deinit { try? Self.run("/usr/bin/umount", ["-l", folder.path]) }

    func grow(to kilobytes: Int) throws {
        try Self.run("/usr/bin/mount", ["-o", "remount,size=\(kilobytes)k", folder.path])
    }

    private static func run(_ path: String, _ arguments: [String]) throws {
        let process = try Process.run(URL(fileURLWithPath: path), arguments: arguments)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
