import Foundation
import TestSupport
import Testing

/// `archive backup` beside whoever writes, and `archive restore` from it.
@Suite(.serialized) struct BackupTests {
    private static let messages = ["01-arabic-tagged", "09-answers-in-the-body", "10-letter"]

    private func restore(_ backup: String) throws -> (istimara: Istimara, run: BuiltProgram.Run) {
        let istimara = try Istimara(settings: CrashTests.settings)
        return (istimara, try istimara.program.run("archive", "restore", backup))
    }

    private func expectWhole(_ istimara: Istimara) throws {
        let verified = try istimara.program.run("archive", "verify")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }

    private func epoch(of istimara: Istimara) throws -> String {
        let query = """
            import sqlite3, sys
            print(*sqlite3.connect(sys.argv[1]).execute("SELECT value FROM instance WHERE name = 'epoch'").fetchone())
            """
        return try BuiltProgram(path: "/usr/bin/python3").run("-c", query, istimara.archive + "/istimara.sqlite").output
    }

    @Test func whatIsRestoredIsWhatWasBackedUp() throws {
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(settings: CrashTests.settings)
        try istimara.program.run("import", try CrashTests.inbox(in: folder, Self.messages))
        let id = try #require(try istimara.program.run("records", "list", "--json").objects().first?["id"] as? String)
        #expect(
            try istimara.program.run("records", "correct", id, "t1_clarity=5", "--by", "Nadia").status == 0)
        let backup = folder.path + "/backup"
        let first = try istimara.program.run("archive", "backup", backup, "--json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try first.objects().first?["new"] as? Int == 3)
        let second = try istimara.program.run("archive", "backup", backup, "--json")
        #expect(try second.objects().first?["new"] as? Int == 0)
        #expect(try second.objects().first?["messages"] as? Int == 3)

        let (restored, run) = try restore(backup)
        #expect(run.status == 0, "\(run.errors)")
        try expectWhole(restored)
        #expect(try CrashTests.export(restored) == CrashTests.export(istimara))
        #expect(try restored.tree("originals", "themes", "review") == istimara.tree("originals", "themes", "review"))
        #expect(try epoch(of: restored) != epoch(of: istimara))
        let attributes = try FileManager.default.attributesOfItem(atPath: backup + "/records/istimara.sqlite")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // What was there is known, and read no second time.
        let again = try restored.program.run("import", folder.path + "/inbox", "--json")
        #expect((try again.objects().last?["summary"] as? [String: Any])?["duplicate"] as? Int == 3)
    }

    @Test func anArchiveIsRestoredToWhereThereIsNone() throws {
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(settings: CrashTests.settings)
        try istimara.program.run("import", try CrashTests.inbox(in: folder, ["10-letter"]))
        let backup = folder.path + "/backup"
        try istimara.program.run("archive", "backup", backup)
        let before = try istimara.tree("originals")
        let refused = try istimara.program.run("archive", "restore", backup)
        #expect(refused.status == 74 && refused.errors.contains("archive_exists"), "\(refused.errors)")
        #expect(try istimara.tree("originals") == before)
        try expectWhole(istimara)
        // An empty folder is none.
        let other = try Istimara(settings: CrashTests.settings)
        try FileManager.default.createDirectory(atPath: other.archive, withIntermediateDirectories: false)
        #expect(try other.program.run("archive", "restore", backup).status == 0)
        try expectWhole(other)
        #expect(try restore(folder.path + "/nowhere").run.status == 66)
    }

    @Test(arguments: ["records/istimara.sqlite", "records/sightings.jsonl", "originals"])
    func aBackupThatWasChangedIsRefused(_ name: String) throws {
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(settings: CrashTests.settings)
        try istimara.program.run("import", try CrashTests.inbox(in: folder, ["10-letter"]))
        let backup = folder.path + "/backup"
        try istimara.program.run("archive", "backup", backup)
        var path = backup + "/" + name
        if name == "originals" {
            let file = try #require(FileManager.default.subpaths(atPath: path)?.first { $0.contains("/") })
            path += "/" + file
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let (restored, run) = try restore(backup)
        #expect(run.status == 74 && run.errors.contains("damaged"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: restored.archive))
    }

    @Test(.timeLimit(.minutes(10))) func aBackupBesideAWriterIsWhole() throws {
        let folder = try TemporaryDirectory()
        let inbox = try CrashTests.inbox(in: folder, [])
        // Letters of their own, so that the import takes a while.
        for number in 0..<60 {
            let text = try String(
                contentsOfFile: BuiltProgram.root.path + "/fixtures/messages/10-letter.eml", encoding: .utf8)
            let own = text.replacing("Message-ID: <", with: "Message-ID: <\(number).")
            try Data(own.utf8).write(to: URL(fileURLWithPath: "\(inbox)/\(number).eml"))
        }
        let istimara = try Istimara(settings: CrashTests.settings)
        let process = try istimara.program.start(
            ["import", inbox], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        var backups: [String] = []
        while process.isRunning, backups.count < 6 {
            usleep(400_000)
            let backup = "\(folder.path)/backup-\(backups.count)"
            let run = try istimara.program.run("archive", "backup", backup)
            // Before the writer made the archive there is none.
            if run.status == 66 { continue }
            #expect(run.status == 0, "\(run.errors)")
            backups.append(backup)
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(!backups.isEmpty)
        let expected = try CrashTests.export(istimara)
        for backup in backups {
            let (restored, run) = try restore(backup)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            try expectWhole(restored)
            // The rest is taken, nothing twice.
            #expect(try restored.program.run("import", inbox).status == 0)
            #expect(try CrashTests.export(restored) == expected)
            #expect(try restored.tree("originals").count == 60)
            try expectWhole(restored)
        }
    }

    @Test func aBackupThatIsKilledLeavesTheOneBefore() throws {
        let folder = try TemporaryDirectory()
        let istimara = try Istimara(settings: CrashTests.settings)
        let inbox = try CrashTests.inbox(in: folder, ["10-letter"])
        try istimara.program.run("import", inbox)
        let before = try CrashTests.export(istimara)
        let backup = folder.path + "/backup"
        #expect(try istimara.program.run("archive", "backup", backup).status == 0)
        try FileManager.default.copyItem(
            atPath: BuiltProgram.root.path + "/fixtures/messages/01-arabic-tagged.eml", toPath: inbox + "/01.eml")
        try istimara.program.run("import", inbox)
        let after = try CrashTests.export(istimara)
        var program = istimara.program
        program.environment.merge([
            "LD_PRELOAD": Istimara.products.appending(path: "libistimara-faults.so").path,
            "ISTIMARA_FAULTS_ROOT": backup, "ISTIMARA_FAULTS_WHAT": "kill",
        ]) { $1 }
        var deaths = 0
        for call in stride(from: 1, to: 400, by: 7) {
            program.environment["ISTIMARA_FAULTS_AT"] = String(call)
            let run = try program.run("archive", "backup", backup)
            if run.status == 0 { break }
            deaths += 1
            let (restored, restoring) = try restore(backup)
            #expect(restoring.status == 0, "after call \(call): \(restoring.errors)")
            let held = try CrashTests.export(restored)
            #expect(held == before || held == after, "after call \(call)")
        }
        #expect(deaths > 3)
        #expect(try istimara.program.run("archive", "backup", backup).status == 0)
        #expect(try CrashTests.export(restore(backup).istimara) == after)
    }

    @Test func aPollAfterARestoreAddsWhatIsMissing() throws {
        let server = try DovecotServer()
        func message(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(fileURLWithPath: BuiltProgram.root.path + "/fixtures/messages/\(name).eml")))
        }
        try server.fill(with: [try message("01-arabic-tagged")])
        let folder = try TemporaryDirectory()
        let secret = try folder.writeSecret()
        let settings = Istimara.settings(of: server, secretFile: secret)
        let istimara = try Istimara(settings: settings)
        #expect(try istimara.program.run("poll").status == 0)
        let backup = folder.path + "/backup"
        #expect(try istimara.program.run("archive", "backup", backup).status == 0)
        try server.fill(with: [try message("10-letter")])
        #expect(try istimara.program.run("poll").status == 0)

        let restored = try Istimara(settings: settings)
        #expect(try restored.program.run("archive", "restore", backup).status == 0)
        let poll = try restored.program.run("poll", "--json")
        #expect(poll.status == 0, "\(poll.errors)")
        #expect((try poll.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 1)
        #expect(try CrashTests.export(restored) == CrashTests.export(istimara))
    }
}
