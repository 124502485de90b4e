import Archive
import Forms
import Foundation
import Mail
import Testing

/// What a person settles, laid over what was read, also after it was read anew.
struct DecisionTests {
    /// Decides on a sample as it stands, as a person would.
    @discardableResult
    static func decide(
        _ verdicts: [Decision.Verdict], on sample: Sample, by name: String = "Nadia", at time: Int64 = 1,
        in store: any RecordStore
    ) throws -> DecisionResult {
        let seen = try #require(try store.submission(sample.id))
        return try store.decide(
            verdicts.map { seen.decision($0, by: name, why: nil, at: time) }, expecting: seen.revision)
    }

    private static func correction(_ question: String, _ value: AnswerValue?) -> Decision.Verdict {
        .correct(question: question, value: value)
    }

    @Test func oneActIsWrittenWholeAndOnce() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let sample = Sample(name: "a")
        try ArchiveTests.takeAndFile(sample, uid: 1, in: archive)
        let seen = try #require(try archive.records.submission(sample.id))
        let act = [Self.correction("comment", .string("x")), Self.correction("respondent_name", nil)].map {
            seen.decision($0, by: "Nadia", why: "by telephone", at: 1)
        }
        #expect(try archive.records.decide(act, expecting: seen.revision) != .changedMeanwhile)
        // Whoever saw the record before that is refused, and nothing is written.
        #expect(try archive.records.decide(act, expecting: seen.revision) == .changedMeanwhile)
        let lines = try String(contentsOfFile: scratch.archive + "/decisions.jsonl", encoding: .utf8)
        #expect(lines.split(separator: "\n").count == 2)
        let settled = try #require(try archive.records.submission(sample.id)).settled
        #expect(settled.answers["comment"]?.value == .string("x"))
        #expect(settled.answers["comment"]?.text == sample.comment, "the words as written stay")
        #expect(settled.answers["respondent_name"]?.status == .blank)
        #expect(try archive.verify() == [])
    }

    @Test func decisionsAreWrittenBesideTheWriter() throws {
        let scratch = try Scratch()
        let writer = try scratch.open()
        let sample = Sample(name: "a", council: nil, outcome: .needsReview, reason: "council")
        try ArchiveTests.takeAndFile(sample, uid: 1, in: writer)
        let clerk = try Archive.open(at: scratch.archive, mode: .decide)
        try Self.decide([Self.correction("council", .string("MA-01511"))], on: sample, in: clerk.records)
        #expect(try writer.records.submission(sample.id)?.settled.outcome == .accepted)
        try clerk.refreshViews(at: clerk.defaultViewPlace, with: ViewTests.context(clerk))
        try writer.refreshViews(at: writer.defaultViewPlace, with: ViewTests.context(writer))
        try ArchiveTests.takeAndFile(Sample(name: "b", respondent: "r"), uid: 2, in: writer)
        #expect(try writer.verify() == [])
        #expect(throws: ArchiveError(.noSuchArchive, "")) {
            try Archive.open(at: scratch.path + "/none", mode: .decide)
        }
    }

    @Test func decisionThatOnlyTheJournalHoldsIsTakenUp() throws {
        let scratch = try Scratch()
        let sample = Sample(name: "a", council: nil, outcome: .needsReview, reason: "council")
        do {
            let archive = try scratch.open()
            try ArchiveTests.takeAndFile(sample, uid: 1, in: archive)
            // As a power loss between journal and database leaves it.
            let line = """
                {"at":7,"by":"Nadia","submission":"\(sample.id)",\
                "verdict":{"kind":"correct","question":"council","value":"MA-01511"}}

                """
            try Data(line.utf8).write(to: URL(fileURLWithPath: scratch.archive + "/decisions.jsonl"))
            #expect(try archive.verify().map(\.code) == [.journalDiffers])
        }
        for _ in 0..<2 {
            let archive = try scratch.open()
            #expect(try archive.records.submission(sample.id)?.settled.council == "MA-01511")
            #expect(try archive.records.submission(sample.id)?.decisions.count == 1)
            #expect(try archive.verify() == [])
        }
    }

    /// The same export from the database and from originals and journals.
    @Test func rebuildGivesTheSameExport() throws {
        func export(_ archive: Archive) throws -> [String] {
            var lines: [String] = []
            try archive.records.forEachSubmission(.init(includesSuperseded: true)) {
                lines.append(try CanonicalJSON.encode(ExportRecord($0)).json)
            }
            return lines
        }
        let scratch = try Scratch()
        let samples = [
            Sample(name: "a", received: 1), Sample(name: "b", received: 2),
            Sample(name: "c", council: nil, received: 3, outcome: .needsReview, reason: "council"),
        ]
        var before: [String] = []
        do {
            let archive = try scratch.open()
            for (index, sample) in samples.enumerated() {
                try ArchiveTests.takeAndFile(sample, uid: UInt32(index + 1), in: archive)
            }
            try Self.decide([.accept], on: samples[1], in: archive.records)
            try Self.decide([Self.correction("council", .string("MA-01511"))], on: samples[2], in: archive.records)
            try Self.decide([.reassign(proposal: 1, theme: "competences")], on: samples[0], in: archive.records)
            before = try export(archive)
            #expect(before.contains { $0.contains("\"superseded\"") })
        }
        let rebuilt = try Archive.rebuild(at: scratch.archive)
        for sample in samples.reversed() {
            let claim = try #require(try rebuilt.records.claim(sample.digest))
            _ = try rebuilt.records.file(sample.filing(), under: claim)
        }
        #expect(try export(rebuilt) == before)
        #expect(try rebuilt.verify() == [])
    }

    @Test func acceptanceConfirmsWhatWaitedAndEndsWhereItReadsOtherwise() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        var sample = Sample(name: "a", outcome: .needsReview, reason: "answer")
        var filing = sample.filing()
        filing.submissions[0].reading.answers["comment"]?.status = .needsReview
        let recorded = try store.record(sample.sighting(uid: 1), claiming: true)
        _ = try store.file(filing, under: try #require(recorded.claim))
        try Self.decide([.accept], on: sample, in: store)
        let accepted = try #require(try store.submission(sample.id))
        #expect(accepted.settled.outcome == .accepted)
        #expect(accepted.settled.answers["comment"]?.status == .accepted)
        #expect(accepted.reading.answers["comment"]?.status == .needsReview, "what was read stays what it was")

        // Surer of the same words: nothing is opened again.
        filing.submissions[0].reading.answers["comment"]?.confidence = 0.5
        _ = try store.refile(filing)
        #expect(try store.submission(sample.id)?.settled.outcome == .accepted)

        sample.comment = "شيء آخر"
        filing.submissions[0].reading = sample.reading
        _ = try store.refile(filing)
        let reopened = try #require(try store.submission(sample.id))
        #expect(reopened.settled.outcome == .needsReview && reopened.settled.reason == "answer")
        #expect(reopened.settlement.overtaken == [["comment"]])
        try Self.decide([.accept], on: sample, at: 2, in: store)
        #expect(try store.submission(sample.id)?.settled.outcome == .accepted)
    }

    @Test func correctionStandsOverALaterReadingAndSaysSo() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        var sample = Sample(name: "a")
        try sample.file(in: store, uid: 1)
        try Self.decide([Self.correction("comment", .string("as Nadia read it"))], on: sample, in: store)
        #expect(try store.submission(sample.id)?.settlement.overtaken == [[]])
        sample.comment = "read otherwise"
        _ = try store.refile(sample.filing())
        let found = try #require(try store.submission(sample.id))
        #expect(found.settled.answers["comment"]?.value == .string("as Nadia read it"))
        #expect(found.reading.answers["comment"]?.value == .string("read otherwise"))
        #expect(found.settlement.overtaken == [["comment"]])
        #expect(try store.readings(of: sample.id).map(\.number) == [1, 2])
    }

    @Test func themeGoesWithTheProposalsWords() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        let sample = Sample(name: "a")
        try sample.file(in: store, uid: 1)
        try Self.decide([.reassign(proposal: 1, theme: "competences")], on: sample, in: store)
        var filing = sample.filing()
        let first = filing.submissions[0].reading.proposals[0]
        var other = first
        other.text = "مقترح جديد"
        filing.submissions[0].reading.proposals = [other, first]
        _ = try store.refile(filing)
        let moved = try #require(try store.submission(sample.id)).settled
        #expect(moved.proposals.map(\.theme) == ["finances", "competences"])
        filing.submissions[0].reading.proposals = [other]
        _ = try store.refile(filing)
        let gone = try #require(try store.submission(sample.id))
        #expect(gone.settled.proposals.map(\.theme) == ["finances"], "no other proposal gets the theme")
        #expect(gone.settlement.overtaken == [["t2_proposals/1"]])
    }

    @Test func anothersDecisionIsFoundBeneathOnesOwn() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        let sample = Sample(name: "a")
        try sample.file(in: store, uid: 1)
        try Self.decide([Self.correction("comment", nil)], on: sample, by: "Nadia", in: store)
        let found = try #require(try store.submission(sample.id))
        let verdict = Self.correction("comment", .string("x"))
        #expect(found.decision(ofAnotherThan: "Omar", under: verdict)?.by == "Nadia")
        #expect(found.decision(ofAnotherThan: "Nadia", under: verdict) == nil)
        #expect(found.decision(ofAnotherThan: "Omar", under: Self.correction("council", nil)) == nil)
    }
}
