import Archive
import Foundation
import Mail
import Testing

struct ArchiveTests {
    /// Spools a sample and hands it to the archive.
    static func take(_ sample: Sample, uid: UInt32, in archive: Archive, claiming: Bool = true) throws -> Recorded {
        let path = archive.spoolDirectory + "/\(sample.name)"
        try Data(sample.bytes).write(to: URL(fileURLWithPath: path))
        let sighting = sample.sighting(uid: uid)
        return try archive.take(
            SourcedMessage(
                locator: sighting.locator, received: sighting.received, path: path, digest: sample.digest,
                size: sample.bytes.count, isSpooled: true), claiming: claiming)
    }

    static func takeAndFile(_ sample: Sample, uid: UInt32, in archive: Archive) throws {
        let claim = try #require(try take(sample, uid: uid, in: archive).claim)
        _ = try archive.records.file(sample.filing(), under: claim)
    }

    @Test func oneWriterAtATime() async throws {
        let scratch = try Scratch()
        let directory = scratch.archive
        var held: [Archive] = []
        var refusals: [ArchiveError.Code] = []
        await withTaskGroup(of: Result<Archive, any Error>.self) { group in
            for _ in 0..<20 {
                group.addTask { Result { try Archive.open(at: directory, mode: .write) } }
            }
            for await result in group {
                switch result {
                case .success(let archive): held.append(archive)
                case .failure(let error): refusals += ((error as? ArchiveError)?.code).map { [$0] } ?? []
                }
            }
        }
        #expect(held.count == 1)
        #expect(refusals == Array(repeating: .locked, count: 19))
        held.removeAll()
        // The tasks' own references go a moment later.
        var reopened: Archive?
        for _ in 0..<100 {
            reopened = try? Archive.open(at: directory, mode: .write)
            if reopened != nil { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(reopened != nil)
    }

    @Test func readerWorksBesideAWriter() throws {
        let scratch = try Scratch()
        #expect(throws: ArchiveError(.noSuchArchive, "")) { try scratch.read() }
        let writer = try scratch.open()
        let reader = try scratch.read()
        let sample = Sample(name: "a")
        try Self.takeAndFile(sample, uid: 1, in: writer)
        #expect(try reader.records.submission(sample.id)?.reading == sample.reading)
        #expect(throws: ArchiveError(.readOnly, "")) { try reader.records.reopen(sample.digest) }
    }

    @Test func readerWorksAlone() throws {
        let scratch = try Scratch()
        let sample = Sample(name: "a")
        do {
            let writer = try scratch.open()
            try Self.takeAndFile(sample, uid: 1, in: writer)
        }
        #expect(try scratch.read().records.status().messages == [.accepted: 1])
    }

    @Test func everythingIsForItsOwnerAlone() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.archive, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let archive = try scratch.open()
        try Self.takeAndFile(Sample(name: "a"), uid: 1, in: archive)
        try archive.refreshViews(at: archive.defaultViewPlace, with: ViewTests.context(archive))
        var seen = 0
        let paths = try FileManager.default.subpathsOfDirectory(atPath: scratch.archive).map {
            scratch.archive + "/" + $0
        }
        for path in paths + [scratch.archive] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            let isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
            let allowed = isDirectory ? [0o700] : [0o600, 0o400]
            #expect(allowed.contains(mode), "\(path) has mode \(String(mode, radix: 8))")
            seen += 1
        }
        #expect(seen > 15)
    }

    @Test func newerSchemaIsRefused() throws {
        let scratch = try Scratch()
        do { _ = try scratch.open() }
        // `user_version` stands at offset 60 of the file's header (SQLite file format §1.3).
        let url = URL(fileURLWithPath: scratch.archive + "/istimara.sqlite")
        var data = try Data(contentsOf: url)
        data.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try data.write(to: url)
        #expect(throws: ArchiveError(.schemaNewer, "")) { try scratch.open() }
        #expect(throws: ArchiveError(.schemaNewer, "")) { try scratch.read() }
    }

    @Test func spoolIsEmptiedWhenAWriterOpens() throws {
        let scratch = try Scratch()
        let spool: String
        do {
            let archive = try scratch.open()
            spool = archive.spoolDirectory
            try Data("half".utf8).write(to: URL(fileURLWithPath: spool + "/left"))
        }
        _ = try scratch.open()
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool).isEmpty)
    }

    /// What a kill leaves behind: nothing is closed, the next writer starts from the files.
    @Test(arguments: 0...4)
    func crashBetweenStepsLosesAndDoublesNothing(steps: Int) throws {
        let scratch = try Scratch()
        let sample = Sample(name: "a")
        do {
            let archive = try scratch.open()
            if steps >= 1 {
                let path = archive.spoolDirectory + "/a"
                try Data(sample.bytes).write(to: URL(fileURLWithPath: path))
                if steps >= 2 {
                    let message = SourcedMessage(
                        locator: sample.locator, received: nil, path: path, digest: sample.digest,
                        size: sample.bytes.count, isSpooled: true)
                    _ = try archive.originals.put(message)
                }
            }
            if steps >= 3 { _ = try archive.records.record(sample.sighting(uid: 1), claiming: false) }
            if steps >= 4 { _ = try archive.records.claim(sample.digest) }
        }
        let archive = try scratch.open()
        let pending = try archive.records.pendingJobs()
        #expect(pending == (steps >= 3 ? [sample.digest] : []))
        let recorded = try Self.take(sample, uid: 1, in: archive)
        let claim = try #require(recorded.claim)
        #expect(claim.fence == (steps >= 4 ? 2 : 1))
        #expect(try archive.records.file(sample.filing(), under: claim).kind == .filed)
        #expect(try archive.records.submissions(.init(), after: nil, limit: 9).count == 1)
        #expect(try archive.verify() == [])
    }

    /// What a kill or a full disk leaves at a journal's end goes; a whole line that lacks its end alone stays.
    @Test(arguments: [("{\"at\":1,\"mess", 1), ("{\"at\":1,\"kind\":\"later\"}", 2)])
    func journalLineThatACrashCutShortIsTakenAway(_ rest: String, kept: Int) throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        try Self.takeAndFile(Sample(name: "a"), uid: 1, in: archive)
        let path = scratch.archive + "/sightings.jsonl"
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(rest.utf8))
        try handle.close()
        try Self.takeAndFile(Sample(name: "b"), uid: 2, in: archive)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == kept + 1)
        #expect(lines[0].contains("\"uid\":1"))
        #expect(lines[kept].contains("\"uid\":2"))
    }

    @Test func databaseThatIsGoneIsNotBegunAnew() throws {
        let scratch = try Scratch()
        do { _ = try Self.take(Sample(name: "a"), uid: 1, in: try scratch.open()) }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: scratch.archive + "/istimara.sqlite" + suffix)
        }
        #expect(throws: ArchiveError(.databaseMissing, "")) { try scratch.open() }
    }

    @Test func databaseIsRebuiltFromOriginalsAndJournals() throws {
        let scratch = try Scratch()
        let samples = ["a", "b", "c"].enumerated().map { index, name in
            Sample(name: name, authenticated: "said@example.org", received: Int64(1000 - index))
        }
        var before: [ArchivedSubmission] = []
        do {
            let archive = try scratch.open()
            for (index, sample) in samples.enumerated() {
                try Self.takeAndFile(sample, uid: UInt32(index + 1), in: archive)
            }
            let seen = try #require(try archive.records.submission(samples[0].id))
            _ = try archive.records.decide(
                .init(submission: seen.id, verdict: .accept, by: "Nadia", at: 5), expecting: seen.revision)
            before = try archive.records.submissions(.init(includesSuperseded: true), after: nil, limit: 9)
        }
        let rebuilt = try Archive.rebuild(at: scratch.archive)
        #expect(try rebuilt.records.pendingJobs() == samples.map(\.digest))
        for sample in samples {
            let claim = try #require(try rebuilt.records.claim(sample.digest))
            _ = try rebuilt.records.file(sample.filing(), under: claim)
        }
        var after = try rebuilt.records.submissions(.init(includesSuperseded: true), after: nil, limit: 9)
        for index in after.indices { after[index].revision = before[index].revision }
        #expect(after == before)
        #expect(try rebuilt.records.accounted(in: RecordStoreConformance.epoch) == [1, 2, 3])
        #expect(try rebuilt.verify() == [])
    }

    @Test func spoolFileThatIsGoneIsSaidAndLeavesTheArchiveWhole() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let sample = Sample(name: "a")
        #expect(throws: ArchiveError(.notFound, "")) {
            try archive.originals.put(
                SourcedMessage(
                    locator: sample.locator, received: nil, path: archive.spoolDirectory + "/gone",
                    digest: sample.digest, size: 1, isSpooled: true))
        }
        #expect(try archive.verify() == [])
        #expect(try archive.freeBytes() > 0)
    }
}
