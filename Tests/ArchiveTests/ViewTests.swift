import Archive
import Forms
import Foundation
import Mail
import Testing

struct ViewTests {
    static func context(_ archive: Archive) -> ViewContext {
        ViewContext(
            themes: ["competences", "finances"],
            councils: [
                "MA-01511": CouncilFolders(region: "01-tanger", council: "MA-01511 Tanger/Assilah"),
                "MA-01573": CouncilFolders(region: "01-tanger", council: "../../mdiq"),
            ],
            forms: [form], partBytes: { _, part in Array("part \(part)".utf8) })
    }

    private static let form = FormDefinition(
        id: "consultation", version: "1.0", languages: [.arabic, .french], defaultLanguage: .arabic,
        title: LocalizedText([.arabic: "استمارة", .french: "Formulaire"]),
        sections: [
            FormSection(
                id: "identity", title: LocalizedText([.arabic: "التعريف"]),
                questions: [
                    Question(
                        id: "respondent_capacity", code: "0.5", type: .single, label: LocalizedText([.arabic: "الصفة"]),
                        options: [FormOption(code: "president", label: LocalizedText([.arabic: "رئيس المجلس"]))])
                ]),
            FormSection(
                id: "other", theme: "competences", title: LocalizedText([.arabic: "آخر"]),
                questions: [Question(id: "comment", type: .longtext, label: LocalizedText([.arabic: "تعليق"]))]),
        ])

    /// Path → content of every file below the three trees.
    static func tree(_ root: String) throws -> [String: Data] {
        var tree: [String: Data] = [:]
        for top in ["themes", "review", "quarantine"] {
            for path in try FileManager.default.subpathsOfDirectory(atPath: root + "/" + top) {
                tree[top + "/" + path] = FileManager.default.contents(atPath: root + "/\(top)/\(path)") ?? Data()
            }
        }
        return tree
    }

    private static func fill(_ archive: Archive) throws {
        try ArchiveTests.takeAndFile(Sample(name: "a"), uid: 1, in: archive)
        try ArchiveTests.takeAndFile(Sample(name: "b", council: "MA-01573"), uid: 2, in: archive)
        try ArchiveTests.takeAndFile(
            Sample(name: "c", council: nil, outcome: .needsReview, reason: "council"), uid: 3, in: archive)
        let claim = try #require(try ArchiveTests.take(Sample(name: "d"), uid: 4, in: archive).claim)
        _ = try archive.records.dispose(.quarantined, reason: "broken", envelope: nil, findings: [], under: claim)
    }

    @Test func foldersAreNamedByUsAndHoldSheetJSONAndCopies() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        try Self.fill(archive)
        try archive.refreshViews(at: archive.defaultViewPlace, with: Self.context(archive))
        let tree = try Self.tree(scratch.archive)
        let folder =
            "themes/02-finances/01-tanger/ma-01511-tanger-assilah/2020-02-29-president-\(Sample(name: "a").id.short)"
        #expect(tree[folder + "/form-1.docx"] == Data("part 1.2".utf8))
        let json = String(decoding: try #require(tree[folder + "/answers.json"]), as: UTF8.self)
        #expect(json.contains("\"status\":\"current\""))
        #expect(!json.contains("\"comment\""), "an answer of another theme")
        let sheet = String(decoding: try #require(tree[folder + "/answers.html"]), as: UTF8.self)
        #expect(sheet.contains("dir=\"rtl\""))
        #expect(sheet.contains("رئيس المجلس"))
        #expect(tree.keys.contains { $0.hasPrefix("themes/02-finances/01-tanger/mdiq/") })
        #expect(tree.keys.contains { $0.hasPrefix("review/2020-02-29-council-") && $0.hasSuffix("answers.html") })
        let original = tree.first { $0.key.hasPrefix("quarantine/") && $0.key.hasSuffix("message.eml") }
        #expect(original?.value == Data(Sample(name: "d").bytes))
    }

    @Test func rebuildIsByteIdenticalAndRemovesWhatIsNotOurs() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let place = archive.defaultViewPlace
        try Self.fill(archive)
        try archive.refreshViews(at: place, with: Self.context(archive))
        let before = try Self.tree(scratch.archive)
        #expect(before.count >= 20)
        let looked = try archive.refreshViews(at: place, with: Self.context(archive))
        #expect(looked == 0)
        for top in ["themes", "review"] { try FileManager.default.removeItem(atPath: scratch.archive + "/" + top) }
        let stray = scratch.archive + "/quarantine/stray"
        try FileManager.default.createDirectory(atPath: stray, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: stray + "/file"))
        try archive.rebuildViews(at: place, with: Self.context(archive))
        #expect(try Self.tree(scratch.archive) == before)
    }

    /// Other settings, other folders: they are written anew without anybody asking, and until then are no damage.
    @Test func otherSettingsRenewTheFolders() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let place = archive.defaultViewPlace
        try Self.fill(archive)
        try archive.refreshViews(at: place, with: Self.context(archive))
        let before = try Self.tree(scratch.archive)
        var other = Self.context(archive)
        other.councils["MA-01511"]?.council = "renamed"
        #expect(try archive.verifyViews(at: place, with: other) == [])
        try archive.refreshViews(at: place, with: other)
        let after = try Self.tree(scratch.archive)
        #expect(after.count == before.count)
        #expect(after.keys.contains { $0.contains("/renamed/") })
        #expect(!after.keys.contains { $0.contains("/ma-01511-tanger-assilah/") })
        #expect(try archive.verifyViews(at: place, with: other) == [])
        let elsewhere = ViewPlace(path: scratch.path + "/share")
        try archive.refreshViews(at: elsewhere, with: other)
        #expect(try Self.tree(elsewhere.path) == after)
    }

    @Test func supersededReplyLeavesTheFoldersAndDecisionMovesOne() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let place = archive.defaultViewPlace
        let first = Sample(name: "a", authenticated: "said@example.org", received: 1)
        let second = Sample(name: "b", authenticated: "said@example.org", received: 2)
        try ArchiveTests.takeAndFile(first, uid: 1, in: archive)
        try archive.refreshViews(at: place, with: Self.context(archive))
        #expect(try Self.tree(scratch.archive).keys.contains { $0.contains(first.id.short) })
        try ArchiveTests.takeAndFile(second, uid: 2, in: archive)
        try archive.refreshViews(at: place, with: Self.context(archive))
        #expect(try !Self.tree(scratch.archive).keys.contains { $0.contains(first.id.short) })
        #expect(try Self.tree(scratch.archive).keys.contains { $0.contains(second.id.short) })
    }

    @Test func senderTextIsEscapedOnTheSheet() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let sample = Sample(name: "a", respondent: "<script>alert('x')</script>\u{202E}gpj", form: "unknown-form")
        try ArchiveTests.takeAndFile(sample, uid: 1, in: archive)
        try archive.refreshViews(at: archive.defaultViewPlace, with: Self.context(archive))
        let tree = try Self.tree(scratch.archive)
        let sheet = try #require(tree.first { $0.key.hasSuffix("answers.html") })
        let text = String(decoding: sheet.value, as: UTF8.self)
        #expect(!text.contains("<script"))
        #expect(text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;[U+202E]gpj"))
    }

    @Test func viewElsewhereHasTheModeAsked() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        try Self.fill(archive)
        let place = ViewPlace(path: scratch.path + "/share", mode: 0o750)
        try archive.refreshViews(at: place, with: Self.context(archive))
        for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path + "/" + path)
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
            #expect([0o750, 0o640, 0o440].contains(mode), "\(path)")
        }
    }
}

/// What staff who have a folder open may see while it is written anew.
struct ViewExchangeTests {
    @Test func folderIsNeverGoneNorHalfThere() async throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let sample = Sample(name: "a")
        try ArchiveTests.takeAndFile(sample, uid: 1, in: archive)
        let place = archive.defaultViewPlace
        let context = ViewTests.context(archive)
        try archive.refreshViews(at: place, with: context)
        let folders = try archive.records.viewFolders()
        let sheet = scratch.archive + "/" + (try #require(folders.first)) + "/answers.html"
        let watcher = Task.detached {
            var (looks, misses) = (0, 0)
            while !Task.isCancelled {
                looks += 1
                if !FileManager.default.fileExists(atPath: sheet) { misses += 1 }
            }
            return (looks, misses)
        }
        for number in 1...100 {
            try DecisionTests.decide(
                [.correct(question: "respondent_capacity", value: .string("president"), otherText: "\(number)")],
                on: sample, at: Int64(number), in: archive.records)
            try archive.refreshViews(at: place, with: context)
        }
        watcher.cancel()
        let (looks, misses) = await watcher.value
        #expect(looks > 1000)
        #expect(misses == 0, "in \(looks) looks")
        #expect(try !FileManager.default.contentsOfDirectory(atPath: scratch.archive).contains(".new"))
    }

    @Test func htmlStaysHTML() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let sample = Sample(name: "a")
        var filing = sample.filing()
        filing.submissions[0].reading.source.format = "html"
        let claim = try #require(try ArchiveTests.take(sample, uid: 1, in: archive).claim)
        _ = try archive.records.file(filing, under: claim)
        try archive.refreshViews(at: archive.defaultViewPlace, with: ViewTests.context(archive))
        #expect(try ViewTests.tree(scratch.archive).keys.contains { $0.hasSuffix("/form-1.html") })
    }
}
