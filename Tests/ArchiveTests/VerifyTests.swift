import Foundation
import Mail
import Testing

@testable import Archive

/// Damage that somebody or something else did, and what `verify` says of it.
struct VerifyTests {
    private func filled(_ scratch: Scratch) throws -> Archive {
        let archive = try scratch.open()
        try ArchiveTests.takeAndFile(Sample(name: "a"), uid: 1, in: archive)
        return archive
    }

    @Test(arguments: [
        "UPDATE answers SET value = '\"x\"' WHERE question = 'comment'", "UPDATE answers SET confidence = 0.5",
        "DELETE FROM answers WHERE question = 'comment'", "UPDATE proposals SET theme = 'competences'",
        "INSERT INTO submission_themes SELECT id, 'competences' FROM submissions",
        "UPDATE parts SET content = replace(content, 'form', 'other') WHERE ordinal = 0",
        "DELETE FROM parts WHERE ordinal = 1", "UPDATE readings SET content = replace(content, 'a', 'b')",
        "UPDATE submissions SET council = 'MA-01573'", "UPDATE messages SET outcome = 'ignored'",
    ])
    func changedRowIsFound(_ statement: String) throws {
        let scratch = try Scratch()
        let archive = try filled(scratch)
        let store = try #require(archive.records as? SQLiteStore)
        #expect(try archive.verify() == [])
        try store.writing { try $0.run(statement) }
        #expect(try archive.verify().map(\.code) == [.damagedRow])
    }

    @Test func decisionThatOneSideLacksIsFound() throws {
        let scratch = try Scratch()
        let archive = try filled(scratch)
        try DecisionTests.decide([.accept], on: Sample(name: "a"), in: archive.records)
        #expect(try archive.verify() == [])
        try Data().write(to: URL(fileURLWithPath: scratch.archive + "/decisions.jsonl"))
        try Data().write(to: URL(fileURLWithPath: scratch.archive + "/sightings.jsonl"))
        #expect(try archive.verify().map(\.code) == [.journalDiffers, .journalDiffers])
    }

    @Test(arguments: ["edited", "removed", "added", "writable"]) func changedViewIsFound(_ change: String) throws {
        let scratch = try Scratch()
        let archive = try filled(scratch)
        let place = archive.defaultViewPlace
        let context = ViewTests.context(archive)
        try archive.refreshViews(at: place, with: context)
        #expect(try archive.verifyViews(at: place, with: context) == [])
        let files = FileManager.default
        let names = try files.subpathsOfDirectory(atPath: scratch.archive + "/themes")
        let sheet = scratch.archive + "/themes/" + (try #require(names.first { $0.hasSuffix("answers.html") }))
        switch change {
        case "edited":
            var text = try Data(contentsOf: URL(fileURLWithPath: sheet))
            text[text.count / 2] ^= 1
            try text.write(to: URL(fileURLWithPath: sheet))
        case "removed": try files.removeItem(atPath: sheet)
        case "added": try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.archive + "/review/note.txt"))
        default:
            let copy = sheet.replacingOccurrences(of: "answers.html", with: "form-1.docx")
            try files.setAttributes([.posixPermissions: 0o666], ofItemAtPath: copy)
        }
        #expect(try archive.verifyViews(at: place, with: context).map(\.code) == [.viewDiffers])
        try archive.rebuildViews(at: place, with: context)
        #expect(try archive.verifyViews(at: place, with: context) == [])
    }

    @Test func originalWithoutASightingIsTakenInByARebuild() throws {
        let scratch = try Scratch()
        let samples = [Sample(name: "a"), Sample(name: "b", respondent: "r")]
        do {
            let archive = try scratch.open()
            for (index, sample) in samples.enumerated() {
                try ArchiveTests.takeAndFile(sample, uid: UInt32(index + 1), in: archive)
            }
        }
        let journal = URL(fileURLWithPath: scratch.archive + "/sightings.jsonl")
        let lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")
        try Data("\(lines[1])\n".utf8).write(to: journal)
        let rebuilt = try Archive.rebuild(at: scratch.archive)
        #expect(try rebuilt.records.pendingJobs() == [samples[1].digest, samples[0].digest])
        for sample in samples {
            let claim = try #require(try rebuilt.records.claim(sample.digest))
            _ = try rebuilt.records.file(sample.filing(), under: claim)
        }
        #expect(try rebuilt.verify() == [])
    }

    /// A database of the first schema, as it stood on disk: its seals still hold afterwards, and new ones are added.
    @Test func firstSchemaIsBroughtUpToDate() throws {
        let scratch = try Scratch()
        do {
            let store = try #require(try filled(scratch).records as? SQLiteStore)
            let first = try #require(
                Schema.migrations[0].split(separator: "CREATE TABLE readings ").last?.split(separator: ";").first)
            try store.writing { database in
                try database.run("ALTER TABLE readings RENAME TO later")
                try database.run("CREATE TABLE readings \(first)")
                try database.run(
                    """
                    INSERT INTO readings SELECT submission, program_version, form_version, read_at, is_current, content,
                        row_digest FROM later
                    """)
                for statement in [
                    "DROP TABLE later", "DROP TABLE kept_ids", "DROP TABLE drops", "DROP TABLE actions",
                    "ALTER TABLE messages DROP COLUMN parts_digest",
                    "ALTER TABLE submissions DROP COLUMN answers_digest",
                    "ALTER TABLE submissions DROP COLUMN withdrawn_at",
                ] { try database.run(statement) }
                try RowDigest.sealMessage(Sample(name: "a").digest, in: database)
                try RowDigest.sealSubmission(Sample(name: "a").id, in: database)
                try database.run("PRAGMA user_version = 1")
            }
        }
        #expect(throws: ArchiveError(.schemaOlder, "")) { try scratch.read() }
        let archive = try scratch.open()
        #expect(try archive.records.submission(Sample(name: "a").id)?.reading == Sample(name: "a").reading)
        #expect(try archive.records.readings(of: Sample(name: "a").id).map(\.number) == [1])
        #expect(try archive.verify() == [])
        let store = try #require(archive.records as? SQLiteStore)
        try store.writing { try $0.run("DELETE FROM parts") }
        #expect(try archive.verify().map(\.code) == [.damagedRow])
    }
}
