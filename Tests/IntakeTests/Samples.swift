import Archive
import Forms
import Foundation
import Intake
import Mail
import Testing

extension Judgement {
    /// One theme, one council, no form.
    static func sample() throws -> Judgement {
        let (lexicon, _) = ThemeLexicon.load(
            yaml: """
                version: "1"
                themes:
                  - {id: finances, order: 1, code: T1, title: {fr: Finances}, keywords: {fr: [{t: "part de tva", w: 5}]}}
                """, file: "themes.yaml")
        let (register, _) = CouncilRegister.load(councilsCSV: "id,name_fr\nA-1,Alpha\n", file: "councils.csv")
        return Judgement(
            reader: FormReader(definitions: [], councils: try #require(register), themes: try #require(lexicon)),
            ownAddresses: ["forms@example.org"], programVersion: "test")
    }
}

/// Messages handed over as a source does, out of the memory of a test.
struct SampleSource: MessageSource {
    /// A message: where it is, what it is made of, and the size that the server announces where it is too large.
    struct Sample {
        var locator: MessageLocator
        var text: String
        var announced: Int?
    }

    var samples: [Sample]
    /// An existing folder.
    var spool: String

    static func mail(_ uid: UInt32, _ text: String = "", announced: Int? = nil) -> Sample {
        let epoch = MailboxEpoch(account: "one", folder: "INBOX", uidValidity: 1)
        return Sample(
            locator: .imap(epoch, uid: uid), text: "From: a@example.org\r\nSubject: \(uid)\r\n\r\n\(text)",
            announced: announced)
    }

    func sourced(_ sample: Sample) throws -> SourcedMessage {
        let path = "\(spool)/\(UUID().uuidString)"
        let bytes = Array(sample.text.utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return SourcedMessage(
            locator: sample.locator, received: nil, path: path, digest: ContentDigest(of: bytes),
            size: sample.announced ?? bytes.count, isTooLarge: sample.announced != nil, isSpooled: true)
    }

    func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport] {
        var seen: [MailboxEpoch: Set<UInt32>] = [:]
        for sample in samples {
            guard case .imap(let epoch, let uid) = sample.locator else { continue }
            seen[epoch, default: []].insert(uid)
            if try await !accounted(epoch).contains(uid) { try await body(try sourced(sample)) }
        }
        return seen.map { FolderReport(epoch: $0.key, uidsOnServer: $0.value) }
    }
}
