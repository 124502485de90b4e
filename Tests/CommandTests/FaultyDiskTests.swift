import Foundation
import TestSupport
import Testing

/// A disk that is full or fails: the run ends with a clear word, nothing is lost, and the next run completes.
@Suite(.serialized) struct FaultyDiskTests {
    private static let messages = ["01-arabic-tagged", "09-answers-in-the-body", "10-letter"]

    private static let strace = "/usr/bin/strace"

    /// Runs a program to its end with the environment of `istimara`.
    private func run(_ path: String, _ arguments: [String], _ istimara: Istimara) throws -> (
        status: Int32, text: String
    ) {
        let folder = try TemporaryDirectory()
        let errors = try folder.write([], to: "errors")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = BuiltProgram.root
        process.environment = istimara.program.environment.merging(["PATH": "/usr/bin:/bin:/usr/sbin"]) { own, _ in own
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: errors, encoding: .utf8))
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
    @Test(.enabled(if: geteuid() == 0 && SmallDisk.isPossible), arguments: [40, 400, 460, 520, 580, 640, 760])
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
        #expect(failed.status == 74, "\(failed.text)")
        try expectCompletion(istimara, inbox, after: "\(kilobytes) KB: \(failed.text)")
    }

    /// The kernel refuses the n-th fsync or fdatasync of a thread, as a dying disk does (strace(1), `inject`).
    ///
    /// Which thread makes how many of them differs from run to run: it is tried until one made that many.
    @Test(arguments: [1, 3, 5, 7, 10]) func whatCannotBeMadeDurableEndsTheRun(_ count: Int) throws {
        for _ in 0..<10 {
            let folder = try TemporaryDirectory()
            let inbox = try CrashTests.inbox(in: folder, Self.messages)
            let istimara = try Istimara(settings: CrashTests.settings)
            let failed = try run(
                Self.strace,
                [
                    "-f", "-qq", "-o", folder.path + "/trace", "-e", "trace=fsync,fdatasync", "-e",
                    "inject=fsync,fdatasync:error=EIO:when=\(count)", istimara.program.path, "import", inbox,
                ], istimara)
            let trace = try String(contentsOfFile: folder.path + "/trace", encoding: .utf8)
            guard trace.contains("(INJECTED)") else { continue }
            #expect(failed.status == 74, "\(count): \(failed.text)")
            #expect(failed.text.contains("not_durable") || failed.text.contains("input_output"), "\(failed.text)")
            try expectCompletion(istimara, inbox, after: "fsync \(count): \(failed.text)")
            return
        }
        Issue.record("no thread made \(count) of them")
    }

    /// A file system on which two folders cannot change places: the view is written all the same.
    @Test func viewsAreWrittenWhereFoldersCannotBeExchanged() throws {
        let folder = try TemporaryDirectory()
        let inbox = try CrashTests.inbox(in: folder, ["01-arabic-tagged"])
        let istimara = try Istimara(settings: CrashTests.settings)
        #expect(try istimara.program.run("import", inbox).status == 0)
        let id = try #require(try istimara.program.run("records", "list", "--json").objects().first?["id"] as? String)
        let run = try run(
            Self.strace,
            [
                "-f", "-qq", "-o", folder.path + "/trace", "-e", "trace=renameat2", "-e",
                "inject=renameat2:error=EINVAL", istimara.program.path, "records", "correct", id, "t1_clarity=5",
                "--by", "Nadia",
            ], istimara)
        #expect(run.status == 0, "\(run.text)")
        #expect(try String(contentsOfFile: folder.path + "/trace", encoding: .utf8).contains("(INJECTED)"))
        let verified = try istimara.program.run("archive", "verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    /// A journal whose line is written in part before the disk is full keeps no half line.
    ///
    /// strace counts a thread's calls, and which thread writes differs from run to run: it is tried until one wrote twice.
    @Test(arguments: ["ENOSPC", "EIO"]) func aJournalThatCannotGrowKeepsNoHalfLine(_ error: String) throws {
        for _ in 0..<10 {
            let folder = try TemporaryDirectory()
            let inbox = try CrashTests.inbox(in: folder, Self.messages)
            let istimara = try Istimara(settings: CrashTests.settings)
            let failed = try run(
                Self.strace,
                [
                    "-f", "-qq", "-o", folder.path + "/trace", "-P", istimara.archive + "/sightings.jsonl", "-e",
                    "trace=write", "-e", "inject=write:error=\(error):when=2", istimara.program.path, "import", inbox,
                ], istimara)
            let trace = try String(contentsOfFile: folder.path + "/trace", encoding: .utf8)
            guard trace.contains("(INJECTED)") else { continue }
            #expect(failed.status == 74, "\(failed.text)")
            #expect(failed.text.contains(error == "EIO" ? "Input/output error" : "No space left"), "\(failed.text)")
            let lines = try String(contentsOfFile: istimara.archive + "/sightings.jsonl", encoding: .utf8)
            #expect((1..<Self.messages.count).contains(lines.split(separator: "\n").count), "\(lines)")
            #expect(lines.hasSuffix("\n"))
            try expectCompletion(istimara, inbox, after: error)
            return
        }
        Issue.record("no thread wrote twice")
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
