import Foundation
import TestSupport
import Testing

/// `import`, and what the archive then says.
@Suite struct ImportTests {
    private func summary(_ run: BuiltProgram.Run) throws -> [String: Int] {
        let object = try #require(try run.objects().last?["summary"] as? [String: Any])
        return object.compactMapValues { ($0 as? NSNumber)?.intValue }.filter {
            $0.key != "seconds" && $0.key != "bytes"
        }
    }

    /// Three of the ten forms that are read whole are later replies of a respondent: without authentication they wait.
    private static let expected = [
        "messages": 19, "accepted": 7, "needs_review": 7, "duplicate": 0, "ignored": 5, "quarantined": 0,
    ]

    @Test(arguments: ["fixtures/messages", "fixtures/maildir", "fixtures/mailbox.mbox"])
    func everyKindOfFolderGivesTheSame(_ path: String) throws {
        let istimara = try Istimara()
        let first = try istimara.program.run("import", path, "--json")
        #expect(first.status == 0)
        #expect(try first.objects().count == 20)
        #expect(try summary(first) == Self.expected)

        let before = try istimara.tree("originals", "themes", "review", "quarantine")
        let second = try istimara.program.run("import", path, "--json")
        #expect(try summary(second)["duplicate"] == 19)
        #expect(try istimara.tree("originals", "themes", "review", "quarantine") == before)
    }

    @Test func aDryRunWritesNothing() throws {
        let istimara = try Istimara()
        let run = try istimara.program.run("import", "fixtures/messages", "--dry-run", "--json")
        #expect(run.status == 0)
        let first = try #require(try run.objects().first)
        let would = try #require(first["would"] as? [[String: String]])
        #expect(would.contains { $0["target"]?.hasPrefix("themes/01-competences/04-") == true })
        #expect(!FileManager.default.fileExists(atPath: istimara.archive))
    }

    @Test func viewsAreBuiltAnewByteForByte() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages")
        let before = try istimara.tree("themes", "review", "quarantine")
        #expect(before.keys.contains { $0.hasPrefix("themes/02-finances/") })
        for name in ["themes", "review", "quarantine"] {
            try FileManager.default.removeItem(atPath: istimara.archive + "/" + name)
        }
        #expect(try istimara.program.run("archive", "rebuild").status == 0)
        #expect(try istimara.tree("themes", "review", "quarantine") == before)
    }

    @Test func theDatabaseIsBuiltAnewFromOriginalsAndJournals() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages")
        let records = try istimara.program.run("records", "export", "--format", "jsonl").output
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: istimara.archive + "/istimara.sqlite" + suffix)
        }
        #expect(try istimara.program.run("import", "fixtures/messages").status == 74)
        #expect(try istimara.program.run("archive", "rebuild", "--database").status == 0)
        #expect(try istimara.program.run("records", "export", "--format", "jsonl").output == records)
        #expect(try istimara.program.run("archive", "verify").status == 0)
    }

    @Test func aFlippedByteIsFound() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages/01-arabic-tagged.eml")
        #expect(try istimara.program.run("archive", "verify").status == 0)
        let name = try #require(try istimara.tree("originals").keys.first)
        let file = istimara.archive + "/" + name
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes[1_000] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file))
        let run = try istimara.program.run("archive", "verify")
        #expect(run.status == 1)
        #expect(run.output.contains("damaged_original"))
    }

    @Test func recordsAreListedShownAndExported() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages")
        let rows = try istimara.program.run("records", "list", "--json").objects()
        #expect(rows.count == 13)
        let id = try #require(rows.first { $0["council"] as? String == "MA-04291" }?["id"] as? String)
        let shown = try istimara.program.run("records", "show", String(id.suffix(8)), "--json").objects()
        let answers = try #require(shown.first?["answers"] as? [String: [String: Any]])
        #expect(answers["t2_revenue"]?["value"] as? Int == 12_500_000)
        #expect(answers["t2_revenue"]?["text"] as? String == "١٢٬٥٠٠٬٠٠٠ درهم")
        #expect(try istimara.program.run("records", "show", "ffffffff").status == 66)
        let csv = try istimara.program.run("records", "export", "--format", "csv").output
        #expect(csv.hasPrefix("\u{FEFF}id,received,outcome"))
        #expect(csv.split(separator: "\r\n").count == 14)
        let finances = try istimara.program.run("records", "export", "--format", "jsonl", "--theme", "finances")
            .objects()
        #expect(!finances.isEmpty && finances.allSatisfy { ($0["themes"] as? [String])?.contains("finances") == true })
    }

    @Test func theViewsBelongToTheGroupThatAShareServesThemTo() throws {
        let share = try TemporaryDirectory()
        let config = BuiltProgram.root.path + "/config"
        // A group that this account may give files to, and that is not its own where there is such a one.
        var groups = [gid_t](repeating: 0, count: 256)
        let count = unsafe getgroups(256, &groups)
        let group = geteuid() == 0 ? 100 : groups.prefix(Int(max(0, count))).last { $0 != getegid() } ?? getegid()
        let istimara = try Istimara(
            settings: """
                forms: \(config)/forms
                themes: \(config)/themes.yaml
                councils: \(config)/councils.csv
                view: {path: \(share.path)/served, group: "\(group)"}
                """)
        let run = try istimara.program.run("import", "fixtures/messages/01-arabic-tagged.eml")
        #expect(run.status == 0, "\(run.errors)")
        let root = share.path + "/served"
        var kinds: Set<FileAttributeType> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
            let facts = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
            #expect(facts[.groupOwnerAccountID] as? UInt32 == group, "\(path)")
            let mode = facts[.posixPermissions] as? Int ?? 0
            #expect(mode & 0o007 == 0 && mode & 0o040 != 0, "\(path) \(String(mode, radix: 8))")
            kinds.insert(try #require(facts[.type] as? FileAttributeType))
        }
        #expect(kinds == [.typeDirectory, .typeRegular])
    }
}
