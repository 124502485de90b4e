import Archive
import Documents
import Forms
import Mail
import Testing

/// What every store behind ``RecordStore`` must do, whatever engine it stands on.
struct RecordStoreConformance {
    /// Lends a fresh store to a test.
    static func withStore(_ body: (any RecordStore) throws -> Void) throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        try body(archive.records)
    }

    static let epoch = MailboxEpoch(account: "box", folder: "INBOX", uidValidity: 7)

    @Test func sightingMakesItsUIDAccountedFor() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            #expect(try store.accounted(in: Self.epoch).isEmpty)
            let recorded = try store.record(sample.sighting(uid: 42), claiming: false)
            #expect(recorded == Recorded(isNewMessage: true, isNewSighting: true, filed: nil, claim: nil))
            #expect(try store.accounted(in: Self.epoch) == [42])
            #expect(
                try store.accounted(in: MailboxEpoch(account: "box", folder: "INBOX", uidValidity: 8)).isEmpty)
            #expect(try store.pendingJobs() == [sample.digest])
        }
    }

    @Test func actionsAreWantedUntilTheyCameToAnEnd() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            _ = try sample.file(in: store, uid: 1)
            _ = try store.record(sample.sighting(uid: 2), claiming: true)
            let keyword = MailboxAction.keyword("Filed")
            func wanted(_ actions: [Outcome: MailboxAction]) throws -> [UInt32: Int] {
                let all = try store.wantedActions(in: Self.epoch, by: actions)
                return Dictionary(uniqueKeysWithValues: all.map { ($0.message.uid, $0.attempts) })
            }
            #expect(try wanted([:]).isEmpty)
            #expect(try wanted([.needsReview: keyword]).isEmpty)
            #expect(try wanted([.accepted: keyword]) == [1: 0])
            // The same bytes in a second place are a duplicate there.
            #expect(try wanted([.duplicate: keyword]) == [2: 0])
            try store.intend(keyword, on: [1], in: Self.epoch)
            #expect(try wanted([.accepted: keyword]) == [1: 1])
            try store.intend(keyword, on: [1], in: Self.epoch)
            #expect(try wanted([.accepted: keyword]) == [1: 2])
            try store.conclude(keyword, on: [1], in: Self.epoch, as: .done)
            #expect(try wanted([.accepted: keyword]).isEmpty)
            // Another action is another matter.
            #expect(try wanted([.accepted: .move(folder: "Done")]) == [1: 0])
            #expect(try store.status().problems.isEmpty)
            try store.conclude(.move(folder: "Done"), on: [1], in: Self.epoch, as: .failed)
            #expect(try store.status().problems.map(\.code) == ["action_failed"])
        }
    }

    @Test func sameBytesAgainSayWhatTheyGave() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            let result = try sample.file(in: store, uid: 1)
            #expect(result.kind == .filed)
            #expect(result.filed == Filed(outcome: .accepted, reason: nil, submissions: [sample.id]))
            let again = try store.record(sample.sighting(uid: 2), claiming: true)
            #expect(!again.isNewMessage && again.isNewSighting)
            #expect(again.filed == result.filed)
            #expect(again.claim == nil)
            let third = try store.record(sample.sighting(uid: 2), claiming: true)
            #expect(!third.isNewSighting)
            #expect(try store.submissions(SubmissionFilter(), after: nil, limit: 10).count == 1)
        }
    }

    @Test func sameLetterThroughOtherBytesIsADuplicate() throws {
        try Self.withStore { store in
            var copy = Sample(name: "copy")
            let first = Sample(name: "a", messageID: "one@example.org")
            copy.messageID = "one@example.org"
            let one = try #require(try store.record(first.sighting(uid: 1), claiming: true).claim)
            _ = try store.file(first.filing(parts: "same"), under: one)
            let two = try #require(try store.record(copy.sighting(uid: 2), claiming: true).claim)
            let result = try store.file(copy.filing(parts: "same"), under: two)
            #expect(result.kind == .duplicate)
            #expect(result.filed == Filed(outcome: .duplicate, reason: nil, submissions: [first.id]))
            #expect(try store.submissions(SubmissionFilter(includesSuperseded: true), after: nil, limit: 9).count == 1)
        }
    }

    @Test func sameMessageIDWithOtherPartsIsAnotherLetter() throws {
        try Self.withStore { store in
            let first = Sample(name: "a", messageID: "one@example.org")
            let second = Sample(name: "b", respondent: "أمينة", messageID: "one@example.org")
            try first.file(in: store, uid: 1)
            let result = try second.file(in: store, uid: 2)
            #expect(result.kind == .filed)
            #expect(try store.submissions(SubmissionFilter(), after: nil, limit: 9).count == 2)
        }
    }

    @Test func messagesInQuarantineAreFoundByTheirReason() throws {
        try Self.withStore { store in
            var authenticated = Sample(name: "b", sender: "B@example.org")
            authenticated.authenticated = "b@example.org"
            for (uid, sample) in [Sample(name: "a", sender: "A@example.org"), authenticated, Sample(name: "c")]
                .enumerated()
            {
                var filing = sample.filing()
                filing.outcome = .quarantined
                filing.reason = uid < 2 ? "worker_forbidden" : "worker_crash"
                filing.incident = uid < 2 ? filing.reason : nil
                let claim = try #require(try store.record(sample.sighting(uid: UInt32(uid + 1)), claiming: true).claim)
                _ = try store.file(filing, under: claim)
            }
            #expect(
                try store.quarantined(for: "worker_forbidden") == [
                    QuarantineNote(sender: "a@example.org", isAuthenticated: false, age: 0),
                    QuarantineNote(sender: "b@example.org", isAuthenticated: true, age: 0),
                ])
            #expect(try store.quarantined(for: "worker_wall").isEmpty)
            #expect(try store.status().problems.map(\.code) == ["worker_forbidden"])
        }
    }

    @Test func lostClaimWritesNothing() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            let first = try #require(try store.record(sample.sighting(uid: 1), claiming: true).claim)
            #expect(try store.claim(sample.digest) == nil)
            try store.release(first)
            let second = try #require(try store.claim(sample.digest))
            #expect(second.fence == first.fence + 1)
            #expect(try store.file(sample.filing(), under: first).kind == .claimLost)
            #expect(try store.submissions(SubmissionFilter(), after: nil, limit: 9).isEmpty)
            #expect(try store.file(sample.filing(), under: second).kind == .filed)
            #expect(try store.file(sample.filing(), under: second).kind == .claimLost)
        }
    }

    @Test func attemptsAreCountedUntilTheMessageIsExhausted() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            _ = try store.record(sample.sighting(uid: 1), claiming: false)
            for attempt in 1...4 {
                let claim = try #require(try store.claim(sample.digest))
                #expect(claim.fence == attempt)
                #expect(claim.isExhausted == (attempt == 4))
                if !claim.isExhausted { try store.release(claim) }
                if claim.isExhausted {
                    let result = try store.dispose(
                        .quarantined, reason: "attempts", envelope: nil, findings: [], under: claim)
                    #expect(result.filed == Filed(outcome: .quarantined, reason: "attempts", submissions: []))
                }
            }
            #expect(try store.messages(.quarantined) == [sample.digest])
            #expect(try store.pendingJobs().isEmpty)
            try store.reopen(sample.digest)
            #expect(try store.pendingJobs() == [sample.digest])
            let claim = try #require(try store.claim(sample.digest))
            #expect(claim.fence == 1)
            #expect(try store.file(sample.filing(), under: claim).kind == .filed)
            #expect(try store.messages(.quarantined).isEmpty)
        }
    }

    @Test func whatWasReadComesBackAsItWas() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            try sample.file(in: store, uid: 1)
            let found = try #require(try store.submission(sample.id))
            #expect(found.reading == sample.reading)
            #expect(found.received == sample.received * 1000)
            #expect(found.header?.subject == "Réponse a")
            #expect(try store.message(sample.digest)?.parts == sample.filing().parts)
            #expect(try store.submission(matching: sample.id.short).id == sample.id)
            #expect(try store.submission(matching: String(sample.id.description.prefix(13))).id == sample.id)
            #expect(throws: ArchiveError(.notFound, "")) { try store.submission(matching: "ffffffffffff") }
        }
    }

    @Test func nullCharacterIsReplacedWithAFinding() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a", comment: "a\0b \\u0000 c")
            try sample.file(in: store, uid: 1)
            let found = try #require(try store.submission(sample.id))
            #expect(found.reading.answers["comment"]?.value == .string("a\u{FFFD}b \\u0000 c"))
            #expect(try store.message(sample.digest)?.findings.map(\.code) == ["null_character"])
        }
    }

    @Test func pagesAreInOrderAndFiltersNarrowThem() throws {
        try Self.withStore { store in
            for index in 0..<7 {
                let sample = Sample(
                    name: "m\(index)", respondent: "r\(index)", council: index < 3 ? "MA-01511" : "MA-01573",
                    received: 1_583_000_000 - Int64(index), comment: "Needle \(index)")
                try sample.file(in: store, uid: UInt32(index + 1))
            }
            var times: [Int64] = []
            try store.forEachSubmission(SubmissionFilter(), pageSize: 3) { times.append($0.received) }
            #expect(times.count == 7)
            #expect(times == times.sorted())
            func count(_ filter: SubmissionFilter) throws -> Int {
                try store.submissions(filter, after: nil, limit: 99).count
            }
            #expect(try count(SubmissionFilter(council: "MA-01511")) == 3)
            #expect(try count(SubmissionFilter(theme: "finances")) == 7)
            #expect(try count(SubmissionFilter(theme: "other")) == 0)
            #expect(try count(SubmissionFilter(text: "NEEDLE 4")) == 1)
            #expect(try count(SubmissionFilter(text: "%")) == 0)
        }
    }

    @Test func statusCountsEachLocatorOnce() throws {
        try Self.withStore { store in
            let a = Sample(name: "a")
            let b = Sample(name: "b", respondent: "أمينة", outcome: .needsReview, reason: "answer")
            try a.file(in: store, uid: 1)
            try b.file(in: store, uid: 2)
            _ = try store.record(a.sighting(uid: 3), claiming: true)
            _ = try store.record(Sample(name: "waits").sighting(uid: 4), claiming: false)
            try store.noteCycle(.success([FolderReport(epoch: Self.epoch, uidsOnServer: [1, 2, 3, 4, 5])]))
            let report = try store.status()
            #expect(report.messages == [.accepted: 1, .needsReview: 1, .duplicate: 1])
            #expect(report.submissions.current == 2)
            #expect(report.submissions.superseded == 0)
            #expect(report.submissions.toReview == 1)
            let box = try #require(report.mailboxes.first)
            #expect([box.onServer, box.accounted, box.missing, box.backlog] == [5, 4, 1, 1])
            #expect(report.problems.map(\.code) == ["missing"])
        }
    }

    @Test func newUIDValidityMakesOldSightingsHistory() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a")
            try sample.file(in: store, uid: 1)
            _ = try store.record(sample.sighting(uid: 9, epoch: 8), claiming: true)
            let epoch = MailboxEpoch(account: "box", folder: "INBOX", uidValidity: 8)
            try store.noteCycle(.success([FolderReport(epoch: epoch, uidsOnServer: [9])]))
            let report = try store.status()
            #expect(report.messages == [.accepted: 1])
            #expect(report.isHealthy)
        }
    }

    @Test func failureIsAProblemUntilTheNextSuccess() throws {
        try Self.withStore { store in
            try store.noteCycle(.failure(account: "box", folders: ["INBOX"], code: "down", message: "no route"))
            #expect(try store.status().problems.map(\.code) == ["down"])
        }
    }

    @Test func decisionSettlesAndNamesTheRevisionItSaw() throws {
        try Self.withStore { store in
            let sample = Sample(name: "a", council: nil, outcome: .needsReview, reason: "council")
            let result = try sample.file(in: store, uid: 1)
            #expect(result.filed.outcome == .needsReview)
            let seen = try #require(try store.submission(sample.id))
            let decision = Decision(
                submission: sample.id, verdict: .correct(question: "council", value: .string("MA-01511")),
                by: "Nadia", at: 1)
            #expect(try store.decide(decision, expecting: seen.revision + 1) == .changedMeanwhile)
            guard case .done(let revision) = try store.decide(decision, expecting: seen.revision) else {
                Issue.record("not done")
                return
            }
            let settled = try #require(try store.submission(sample.id))
            #expect(settled.revision == revision)
            #expect(settled.settled.outcome == .accepted)
            #expect(settled.settled.council == "MA-01511")
            #expect(settled.reading == sample.reading)
            #expect(try store.message(sample.digest)?.outcome == .accepted)
            #expect(try store.submissions(SubmissionFilter(council: "MA-01511"), after: nil, limit: 9).count == 1)
        }
    }

    @Test func recordsThatNobodyTouchedHaveNoProblem() throws {
        try Self.withStore { store in
            for (index, name) in ["a", "b", "c"].enumerated() {
                try Sample(name: name, authenticated: "said@example.org", received: Int64(index))
                    .file(in: store, uid: UInt32(index + 1))
            }
            #expect(try store.verify() == [])
        }
    }
}
