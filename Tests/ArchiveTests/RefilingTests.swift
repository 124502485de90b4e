import Archive
import Documents
import Forms
import Mail
import Testing

/// Reading a message again: added, compared, withdrawn, and under the same id.
struct RefilingTests {
    @Test func sameReadingIsNoDifferenceAndNoReading() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        // What the records repair and round is no difference either.
        let sample = Sample(name: "a", comment: "a\0b")
        try sample.file(in: store, uid: 1)
        var filing = sample.filing()
        filing.submissions[0].reading.answers["comment"]?.confidence = 0.970001
        #expect(try store.difference(to: filing) == nil)
        _ = try store.refile(filing)
        #expect(try store.readings(of: sample.id).count == 1)
    }

    @Test func differenceIsToldBeforeItIsFiledAndGoneAfterwards() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let store = archive.records
        var sample = Sample(name: "a")
        try sample.file(in: store, uid: 1)
        sample.comment = "read better"
        sample.council = nil
        sample.outcome = .needsReview
        sample.reason = "council"
        let filing = sample.filing()
        let difference = try #require(try store.difference(to: filing))
        let submission = try #require(difference.submissions.first)
        #expect(submission.kind == .changed && submission.id == sample.id)
        #expect(Set(submission.answers.keys) == ["comment", "council"])
        #expect(submission.answers["comment"]?.after?.value == .string("read better"))
        #expect(submission.council?.before == "MA-01511")
        #expect(submission.outcome?.after == "needs_review (council)")
        #expect(try store.submission(sample.id)?.reading.council == "MA-01511", "a comparison writes nothing")
        _ = try store.refile(filing)
        #expect(try store.difference(to: filing) == nil)
        #expect(try store.message(sample.digest)?.outcome == .needsReview)
        #expect(try store.readings(of: sample.id).count == 2)
        #expect(try archive.verify().filter { $0.code != .missingOriginal } == [])
    }

    @Test func submissionThatIsReadNoLongerIsWithdrawnUnlessDecided() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let samples = [Sample(name: "a"), Sample(name: "b", respondent: "r")]
        for (index, sample) in samples.enumerated() {
            try ArchiveTests.takeAndFile(sample, uid: UInt32(index + 1), in: archive)
        }
        try DecisionTests.decide([.accept], on: samples[1], in: archive.records)
        let place = archive.defaultViewPlace
        try archive.refreshViews(at: place, with: ViewTests.context(archive))
        for sample in samples {
            var filing = sample.filing()
            filing.submissions = []
            filing.outcome = .ignored
            let kinds = try archive.records.difference(to: filing)?.submissions.map(\.kind)
            #expect(kinds == (sample.name == "a" ? [.withdrawn] : []))
            _ = try archive.records.refile(filing)
            #expect(try archive.records.difference(to: filing) == nil)
        }
        try archive.refreshViews(at: place, with: ViewTests.context(archive))
        #expect(try archive.records.submission(samples[0].id) == nil)
        #expect(try archive.records.submission(samples[1].id) != nil)
        #expect(try archive.records.status().submissions.current == 1)
        #expect(try archive.records.message(samples[0].digest)?.submissions == [])
        #expect(try archive.verify() + archive.verifyViews(at: place, with: ViewTests.context(archive)) == [])
        // Read again after all: it is back, under its id.
        _ = try archive.records.refile(samples[0].filing())
        #expect(try archive.records.submission(samples[0].id)?.reading == samples[0].reading)
    }

    @Test func formThatSharesAPartKeepsItsIdAlsoAfterARebuild() throws {
        let scratch = try Scratch()
        let sample = Sample(name: "a")
        var filing = sample.filing()
        filing.submissions[0].reading.source.parts = ["1.1", "1.2"]
        filing.submissions[0].id = SubmissionID(message: sample.digest, form: sample.form, parts: ["1.1", "1.2"])
        #expect(filing.submissions[0].id != sample.id)
        do {
            let archive = try scratch.open()
            try ArchiveTests.takeAndFile(sample, uid: 1, in: archive)
            #expect(try archive.records.difference(to: filing)?.submissions.map(\.id) == [sample.id])
            _ = try archive.records.refile(filing)
            #expect(try archive.records.difference(to: filing) == nil)
            #expect(try archive.records.submission(sample.id)?.reading.source.parts == ["1.1", "1.2"])
            #expect(try archive.records.message(sample.digest)?.submissions == [sample.id])
            #expect(try archive.verify() == [])
        }
        let rebuilt = try Archive.rebuild(at: scratch.archive)
        let claim = try #require(try rebuilt.records.claim(sample.digest))
        #expect(try rebuilt.records.file(filing, under: claim).filed.submissions == [sample.id])
        #expect(try rebuilt.verify() == [])
    }

    @Test func onlyWhatWasReadCanBeReadAgain() throws {
        let scratch = try Scratch()
        let store = try scratch.open().records
        let read = Sample(name: "a")
        try read.file(in: store, uid: 1)
        let parked = try #require(try store.record(Sample(name: "b").sighting(uid: 2), claiming: true).claim)
        _ = try store.dispose(.quarantined, reason: "too_large", envelope: nil, findings: [], under: parked)
        _ = try store.record(Sample(name: "waits").sighting(uid: 3), claiming: false)
        #expect(try store.filedMessages() == [read.digest])
        #expect(try store.refile(Sample(name: "waits").filing()) == nil)
    }
}
