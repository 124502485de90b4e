import Foundation
import TestSupport
import Testing

/// The importing program killed at any moment: the next run goes on, and in the end everything is there once.
@Suite(.serialized) struct CrashTests {
    private static let messages = ["01-arabic-tagged", "09-answers-in-the-body", "10-letter"]

    /// Settings under which a message is not parked for the deaths of a program that a test kills.
    static let settings = """
        forms: \(BuiltProgram.root.path)/config/forms
        themes: \(BuiltProgram.root.path)/config/themes.yaml
        councils: \(BuiltProgram.root.path)/config/councils.csv
        limits: {attempts: 1000, disk_free: 1KB, message_size: 64KB}
        """

    /// A folder with some of the fixtures.
    static func inbox(in folder: TemporaryDirectory, _ names: [String] = messages) throws -> String {
        let inbox = folder.path + "/inbox"
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        for name in names {
            try FileManager.default.copyItem(
                atPath: BuiltProgram.root.path + "/fixtures/messages/\(name).eml", toPath: "\(inbox)/\(name).eml")
        }
        return inbox
    }

    static func export(_ istimara: Istimara) throws -> String {
        try istimara.program.run("records", "export", "--format", "jsonl", "--all").output
    }

    @Test(.timeLimit(.minutes(15))) func twentyKillsLoseAndDoubleNothing() throws {
        let folder = try TemporaryDirectory()
        let inbox = try Self.inbox(in: folder)
        let whole = try Istimara(settings: Self.settings)
        let started = ContinuousClock.now
        #expect(try whole.program.run("import", inbox).status == 0)
        let elapsed = ContinuousClock.now - started
        let expected = try Self.export(whole)
        #expect(!expected.isEmpty)

        var kills = 0
        while kills < 20 {
            let istimara = try Istimara(settings: Self.settings)
            var delays: [Duration] = []
            while kills < 20 {
                let process = try istimara.program.start(
                    ["import", inbox], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
                let delay = elapsed * Double.random(in: 0.02...1.1)
                let deadline = ContinuousClock.now + delay
                while process.isRunning, ContinuousClock.now < deadline { usleep(2_000) }
                guard process.isRunning else {
                    #expect(process.terminationStatus == 0)
                    break
                }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if process.terminationReason == .uncaughtSignal { kills += 1 }
                delays.append(delay)
            }
            #expect(try istimara.program.run("import", inbox).status == 0, "after \(delays)")
            let verified = try istimara.program.run("archive", "verify")
            #expect(verified.status == 0, "after \(delays): \(verified.output)\(verified.errors)")
            #expect(try Self.export(istimara) == expected, "after \(delays)")
            #expect(try istimara.tree("originals").count == Self.messages.count)
            let sightings = try String(contentsOfFile: istimara.archive + "/sightings.jsonl", encoding: .utf8)
            // A death between a line and its row leaves the line: the next run writes it once more. None is lacking.
            let places = try sightings.split(separator: "\n").map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return "\(object?["message"] ?? "") \(object?["path"] ?? "")"
            }
            #expect(Set(places).count == Self.messages.count)
            #expect(places.count <= Self.messages.count + delays.count)
        }
    }
}
