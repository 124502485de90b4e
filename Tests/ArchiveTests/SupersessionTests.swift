import Archive
import Forms
import Mail
import Testing

struct SupersessionTests {
    /// Five replies of one respondent: (seconds, DMARC).
    private static let samples = [
        Sample(name: "p1", authenticated: "said@example.org", received: 100),
        Sample(name: "p2", authenticated: "said@example.org", received: 200),
        Sample(name: "p3", received: 300),
        Sample(name: "p4", authenticated: "other@example.org", received: 400),
        Sample(name: "p5", authenticated: "said@example.org", received: 500),
    ]

    private static func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0...shorter.count).map { place in
                var longer = shorter
                longer.insert(count - 1, at: place)
                return longer
            }
        }
    }

    private static func reply(_ sample: Sample) -> Reply {
        Reply(
            id: sample.id, received: sample.received, message: sample.digest, authenticatedAs: sample.authenticated)
    }

    @Test func orderGivenDoesNotMatter() {
        let expected: [SubmissionStatus] = [.superseded, .superseded, .waiting, .waiting, .current]
        for order in Self.permutations(5) {
            let standings = Supersession.settle(order.map { Self.reply(Self.samples[$0]) })
            #expect(Self.samples.map { standings[$0.id]?.status } == expected)
        }
    }

    /// 120 archives would take long: every tenth order, each through a store of its own.
    @Test(arguments: (0..<12).map { $0 * 10 })
    func orderOfFilingDoesNotMatter(index: Int) throws {
        try RecordStoreConformance.withStore { store in
            for place in Self.permutations(5)[index] { try Self.samples[place].file(in: store, uid: UInt32(place + 1)) }
            let statuses = try Self.samples.map { try store.submission($0.id)?.status }
            #expect(statuses == [.superseded, .superseded, .waiting, .waiting, .current])
            #expect(try store.submission(Self.samples[4].id)?.supersedes == Self.samples[1].id)
            #expect(try store.submission(Self.samples[1].id)?.supersededBy == Self.samples[4].id)
            let outcomes = try Self.samples.map { try store.message($0.digest)?.outcome }
            #expect(outcomes == [.accepted, .accepted, .needsReview, .needsReview, .accepted])
            #expect(try store.submission(Self.samples[2].id)?.settled.reason == "supersede")
        }
    }

    @Test func resultSaysWhereAReplyWent() throws {
        try RecordStoreConformance.withStore { store in
            var kinds: [FilingResult.Kind] = []
            for place in [1, 0, 2, 4] { kinds.append(try Self.samples[place].file(in: store, uid: UInt32(place)).kind) }
            #expect(kinds == [.filed, .belowCurrent, .toDecide, .superseding])
        }
    }

    @Test func nobodyIsAuthenticatedByDefault() throws {
        try RecordStoreConformance.withStore { store in
            let later = Sample(name: "later", received: 1_583_000_001)
            try Sample(name: "first").file(in: store, uid: 1)
            let result = try later.file(in: store, uid: 2)
            #expect(result.kind == .toDecide)
            #expect(result.filed.outcome == .needsReview && result.filed.reason == "supersede")
        }
    }

    @Test func personLetsAReplySupersede() throws {
        try RecordStoreConformance.withStore { store in
            let first = Sample(name: "first")
            let later = Sample(name: "later", received: 1_583_000_001)
            try first.file(in: store, uid: 1)
            try later.file(in: store, uid: 2)
            let seen = try #require(try store.submission(later.id))
            #expect(seen.status == .waiting)
            _ = try store.decide(
                Decision(submission: later.id, verdict: .accept, by: "Nadia", at: 1), expecting: seen.revision)
            #expect(try store.submission(later.id)?.status == .current)
            #expect(try store.submission(first.id)?.supersededBy == later.id)
            #expect(try store.message(later.digest)?.outcome == .accepted)
        }
    }

    @Test(arguments: [
        Sample(name: "b", respondent: "أمينة"), Sample(name: "b", council: "MA-01573"),
        Sample(name: "b", capacity: "dgs"), Sample(name: "b", form: "other"),
    ])
    func anotherKeyIsAnotherReply(other: Sample) throws {
        try RecordStoreConformance.withStore { store in
            try Sample(name: "a", received: 1).file(in: store, uid: 1)
            let result = try other.file(in: store, uid: 2)
            #expect(result.kind == .filed)
        }
    }

    @Test func earlierSightingChangesWhichStands() throws {
        try RecordStoreConformance.withStore { store in
            var early = Sample(name: "p2", authenticated: "said@example.org", received: 200)
            let other = Sample(name: "p1", authenticated: "said@example.org", received: 100)
            try other.file(in: store, uid: 1)
            try early.file(in: store, uid: 2)
            #expect(try store.submission(early.id)?.status == .current)
            early.received = 50
            _ = try store.record(early.sighting(uid: 3), claiming: false)
            #expect(try store.submission(early.id)?.status == .superseded)
            #expect(try store.submission(other.id)?.status == .current)
            #expect(try store.verify() == [])
        }
    }
}
