import Foundation
import TestSupport
import Testing

/// `records accept`, `correct` and `reassign`, and what they leave in every other view of a record.
@Suite struct SettlingTests {
    private func istimara(_ messages: String...) throws -> Istimara {
        let istimara = try Istimara()
        for message in messages {
            #expect(try istimara.program.run("import", "fixtures/messages/\(message).eml").status == 0)
        }
        return istimara
    }

    private func record(_ istimara: Istimara, _ id: String) throws -> [String: Any] {
        try #require(try istimara.program.run("records", "show", id, "--json").objects().first)
    }

    private func onlyId(_ istimara: Istimara) throws -> String {
        let rows = try istimara.program.run("records", "list", "--json").objects()
        #expect(rows.count == 1)
        return try #require(rows.first?["id"] as? String)
    }

    @Test func aCorrectionIsReadAsTheFormWantsItAndShowsEverywhere() throws {
        let istimara = try istimara("01-arabic-tagged")
        let id = try onlyId(istimara)
        let run = try istimara.program.run(
            "records", "correct", id, "t2_revenue=١٣ مليون درهم", "t1_obstacles=no_data, overlap_levels", "phone=",
            "t2_proposals.1.priority=Basse", "t1_clarity=5", "--by", "Nadia", "--why", "telephone")
        #expect(run.status == 0, "\(run.errors)")
        let record = try record(istimara, id)
        let answers = try #require(record["answers"] as? [String: [String: Any]])
        let read = try #require((record["read"] as? [String: Any])?["answers"] as? [String: [String: Any]])
        #expect(answers["t2_revenue"]?["value"] as? Int == 13_000_000)
        #expect(answers["t2_revenue"]?["text"] as? String == read["t2_revenue"]?["text"] as? String)
        #expect(read["t2_revenue"]?["value"] as? Int == 12_500_000)
        #expect(answers["t1_obstacles"]?["value"] as? [String] == ["overlap_levels", "no_data"])
        #expect(answers["phone"]?["status"] as? String == "blank")
        #expect((answers["t2_proposals"]?["value"] as? [[String: Any]])?.first?["priority"] as? String == "low")
        #expect((record["decisions"] as? [[String: Any]])?.count == 5)
        let sheets = try istimara.tree("themes").filter { $0.key.contains("02-finances") && $0.key.hasSuffix(".json") }
        #expect(sheets.values.allSatisfy { String(decoding: $0, as: UTF8.self).contains("\"value\":13000000") })
        #expect(!sheets.isEmpty)
        let csv = try istimara.program.run("records", "export", "--format", "csv").output
        #expect(csv.contains("13000000") && !csv.contains("12500000"))
        let shown = try istimara.program.run("records", "show", id).output
        #expect(shown.contains("t2_revenue corrected to 13000000 (telephone)"))
        #expect(try istimara.program.run("archive", "verify").status == 0)

        let export = try istimara.program.run("records", "export", "--format", "jsonl", "--all").output
        #expect(export.contains("\"by\":\"Nadia\""))
        let folders = try istimara.tree("themes")
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: istimara.archive + "/istimara.sqlite" + suffix)
        }
        #expect(try istimara.program.run("archive", "rebuild", "--database").status == 0)
        #expect(try istimara.program.run("records", "export", "--format", "jsonl", "--all").output == export)
        #expect(try istimara.tree("themes") == folders)
    }

    @Test func whatIsNoValueIsRefusedInWords() throws {
        let istimara = try istimara("01-arabic-tagged")
        let id = try onlyId(istimara)
        for (correction, words) in [
            ("t1_clarity=9", "out of range: 1 to 5"), ("t1_clarity=many", "number of its scale"),
            ("t2_revenue=environ 8 millions", "not exactly one value"), ("filled_on=31/02/2020", "date"),
            ("region=nowhere", "its options are 01, 02"), ("council=12345", "no council of the register"),
            ("nothing=1", "no question nothing"), ("t2_revenue", "QUESTION=VALUE is wanted"),
            ("t2_proposals=x", "t2_proposals.ROW.COLUMN=VALUE"), ("t2_proposals.9.priority=high", "adds one"),
            ("t2_proposals.1.colour=red", "its columns are"), ("t1_clarity.1.x=1", "has no cells"),
        ] {
            let run = try istimara.program.run("records", "correct", id, correction, "--by", "Nadia")
            #expect(run.status == 64)
            #expect(run.errors.contains(words), "\(correction): \(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: istimara.archive + "/decisions.jsonl"))
    }

    @Test func twoPeopleDoNotOverwriteEachOtherUnknowingly() throws {
        let istimara = try istimara("01-arabic-tagged")
        let id = try onlyId(istimara)
        #expect(try istimara.program.run("records", "correct", id, "t1_clarity=1", "--by", "Nadia").status == 0)
        let refused = try istimara.program.run("records", "correct", id, "t1_clarity=2", "--by", "Omar")
        #expect(refused.status == 75)
        #expect(refused.errors.contains("Nadia decided on this"))
        let revision = try #require(try record(istimara, id)["revision"] as? Int)
        let old = try istimara.program.run(
            "records", "correct", id, "t1_clarity=2", "--by", "Omar", "--revision", "\(revision - 1)")
        #expect(old.status == 75 && old.errors.contains("has changed"))
        #expect(
            try istimara.program.run(
                "records", "correct", id, "t1_clarity=2", "--by", "Omar", "--revision", "\(revision)"
            ).status == 0)
        let answers = try #require(try record(istimara, id)["answers"] as? [String: [String: Any]])
        #expect(answers["t1_clarity"]?["value"] as? Int == 2)
    }

    @Test func anAcceptedReplyTakesThePlaceOfTheEarlierOne() throws {
        let istimara = try istimara("05-arabic-typed-python-docx", "06-arabic-typed-saved-by-writer")
        let rows = try istimara.program.run("records", "list", "--json").objects()
        guard let waiting = rows.first(where: { $0["status"] as? String == "waiting" })?["id"] as? String else {
            return #expect(rows.count == 2, "two respondents")
        }
        #expect(try istimara.program.run("records", "accept", waiting, "--by", "Nadia").status == 0)
        let after = try istimara.program.run("records", "list", "--json").objects()
        #expect(after.map { $0["id"] as? String } == [waiting])
        #expect(after.first?["outcome"] as? String == "accepted")
    }

    @Test func aProposalGetsItsThemeAndItsFolder() throws {
        let istimara = try istimara("01-arabic-tagged")
        let id = try onlyId(istimara)
        #expect(
            try istimara.program.run("records", "reassign", id, "--proposal", "1", "--theme", "no", "--by", "N").status
                == 64)
        #expect(
            try istimara.program.run(
                "records", "reassign", id, "--proposal", "99", "--theme", "finances", "--by", "N"
            ).status == 64)
        #expect(
            try istimara.program.run(
                "records", "reassign", id, "--proposal", "1", "--theme", "legal_measures", "--by", "N"
            ).status == 0)
        let proposals = try #require(try record(istimara, id)["proposals"] as? [[String: Any]])
        #expect(proposals[0]["theme"] as? String == "legal_measures")
        #expect(proposals[0]["decided_by"] as? String == "reviewer")
        let text = try #require(proposals[0]["text"] as? String)
        let sheets = try istimara.tree("themes").filter { $0.key.contains("04-legal") && $0.key.hasSuffix(".html") }
        #expect(sheets.values.contains { String(decoding: $0, as: UTF8.self).contains(text) })
    }

    @Test func correctionsTeachTheLexiconInTheOpen() throws {
        let istimara = try istimara("01-arabic-tagged")
        let id = try onlyId(istimara)
        #expect(
            try istimara.program.run(
                "records", "reassign", id, "--proposal", "1", "--theme", "legal_measures", "--by", "N"
            ).status == 0)
        let learned = try istimara.program.run("themes", "learn", "--json")
        #expect(learned.status == 0, "\(learned.errors)")
        let figures = try #require(learned.objects().last)
        #expect(figures["set"] as? String == "corrections")
        #expect(figures["texts"] as? Int == 1)
        #expect(figures["before"] != nil && figures["after"] != nil)
    }

    @Test func errorsHaveTheirStatuses() throws {
        let istimara = try istimara("10-letter")
        #expect(try istimara.program.run("records", "accept", "ffffffff", "--by", "N").status == 66)
        let id = try onlyId(istimara)
        #expect(try istimara.program.run("records", "accept", id).status == 64, "--by is wanted")
        let letter = try istimara.program.run("records", "correct", id, "a=b", "--by", "N")
        #expect(letter.status == 64 && letter.errors.contains("letter"))
        #expect(try Istimara().program.run("records", "accept", id, "--by", "N").status == 66, "no archive")
    }
}

/// `archive reread`: today's program, here with another register, over yesterday's originals.
@Suite struct RereadTests {
    private func settings(councils: String) -> String {
        """
        forms: \(BuiltProgram.root.path)/config/forms
        themes: \(BuiltProgram.root.path)/config/themes.yaml
        councils: \(councils)
        """
    }

    @Test func differencesAreShownThenFiledAndDecisionsStay() throws {
        let folder = try TemporaryDirectory()
        let register = try String(contentsOfFile: BuiltProgram.root.path + "/config/councils.csv", encoding: .utf8)
        let lines = register.split(whereSeparator: \.isNewline)
        let poorer = lines.filter { !$0.contains("MA-04291") }
        #expect(poorer.count == lines.count - 1)
        let councils = try folder.write(Array(poorer.joined(separator: "\n").utf8), to: "councils.csv")
        let istimara = try Istimara(settings: settings(councils: councils))
        #expect(try istimara.program.run("import", "fixtures/messages/01-arabic-tagged.eml").status == 0)
        #expect(try istimara.program.run("import", "fixtures/messages/10-letter.eml").status == 0)
        let row = try #require(
            try istimara.program.run("records", "list", "--json").objects().first { $0["form"] as? String != nil })
        #expect(row["council"] as? String != "MA-04291")
        let id = try #require(row["id"] as? String)
        #expect(try istimara.program.run("records", "correct", id, "t1_clarity=5", "--by", "Nadia").status == 0)
        let before = try istimara.tree("originals", "themes", "review")
        let decisions = try Data(contentsOf: URL(fileURLWithPath: istimara.archive + "/decisions.jsonl"))

        try folder.write(Array(register.utf8), to: "councils.csv")
        let dry = try istimara.program.run("archive", "reread", "--diff", "--json")
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(try dry.objects().count == 2)
        let submission = try #require((try dry.objects().first?["submissions"] as? [[String: Any]])?.first)
        #expect(submission["id"] as? String == id)
        #expect((submission["council"] as? [String: Any])?["after"] as? String == "MA-04291")
        #expect(try istimara.tree("originals", "themes", "review") == before, "--diff writes nothing")

        let text = try istimara.program.run("archive", "reread", id).output
        #expect(text.contains("MA-04291") && text.contains("1 messages read again: 1 differ"))
        let record = try #require(try istimara.program.run("records", "show", id, "--json").objects().first)
        #expect(record["council"] as? String == "MA-04291")
        let answers = try #require(record["answers"] as? [String: [String: Any]])
        #expect(answers["t1_clarity"]?["value"] as? Int == 5)
        #expect((record["readings"] as? [Any])?.count == 2)
        #expect(try Data(contentsOf: URL(fileURLWithPath: istimara.archive + "/decisions.jsonl")) == decisions)

        let tree = try istimara.tree("originals", "themes", "review")
        #expect(tree.keys.contains { $0.contains("ma-04291") })
        let again = try istimara.program.run("archive", "reread", "--json").objects()
        let summary = try #require(again.last?["summary"] as? [String: Int])
        #expect(again.count == 1 && summary["messages"] == 2 && summary["different"] == 0)
        #expect(try istimara.tree("originals", "themes", "review") == tree)
        #expect(try istimara.program.run("archive", "verify").status == 0)
    }

    @Test func aDamagedOriginalIsNamed() throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages/10-letter.eml")
        let name = try #require(try istimara.tree("originals").keys.first)
        try Data("x".utf8).write(to: URL(fileURLWithPath: istimara.archive + "/" + name))
        let run = try istimara.program.run("archive", "reread", "--json")
        #expect(run.status == 1)
        #expect((try run.objects().first?["error"] as? [String: Any])?["code"] as? String == "damaged")
        #expect(try istimara.program.run("archive", "reread", "ffffffff").status == 66)
    }
}
