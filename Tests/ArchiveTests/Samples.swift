import Archive
import Documents
import Forms
import Foundation
import Mail
import Testing

/// A directory of its own for a test, removed when the test ends.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/istimara-archive-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var archive: String { path + "/archive" }

    /// Opens the scratch's archive for writing, with a clock that stands still.
    func open(attempts: Int = 3, host: String = "host-a", now: Int64 = 1_600_000_000_000) throws -> Archive {
        try Archive.open(
            at: archive, mode: .write,
            options: ArchiveOptions(host: host, attempts: attempts, now: { now }))
    }

    func read() throws -> Archive { try Archive.open(at: archive, mode: .read) }
}

/// A reply of a council, as the rooms before the archive would hand it over.
struct Sample: Sendable {
    var name: String
    var respondent = "سعيد العلوي"
    var council: String? = "MA-01511"
    var capacity = "president"
    var form = "consultation"
    var sender = "said@example.org"
    var authenticated: String?
    /// Seconds since 1970.
    var received: Int64 = 1_583_000_000
    var messageID: String?
    var outcome = FormReading.Outcome.accepted
    var reason: String?
    var comment = "تقوية الموارد"

    var bytes: [UInt8] { Array("Message \(name)\r\n\r\nbody \(name)".utf8) }
    var digest: ContentDigest { ContentDigest(of: bytes) }
    var id: SubmissionID { SubmissionID(message: digest, form: form, parts: ["1.2"]) }

    var locator: MessageLocator { .file(path: "/in/\(name)") }

    func sighting(uid: UInt32, epoch: UInt32 = 7) -> Sighting {
        Sighting(
            locator: .imap(MailboxEpoch(account: "box", folder: "INBOX", uidValidity: epoch), uid: uid),
            message: digest, size: bytes.count, received: MailDate(secondsSinceEpoch: received))
    }

    var envelope: Envelope {
        var envelope = Envelope()
        envelope.messageID = messageID ?? "\(name)@example.org"
        envelope.subject = "Réponse \(name)"
        envelope.from = [EmailAddress(name: "Saïd", address: sender)]
        return envelope
    }

    var reading: FormReading {
        func text(_ value: String) -> Answer {
            Answer(
                value: .string(value), text: value, confidence: 0.97, status: .accepted,
                evidence: [Evidence(part: "1.2", location: "table 1, row 1, cell 2", quote: value)])
        }
        var answers = [
            "respondent_name": text(respondent), "respondent_capacity": text(capacity), "comment": text(comment),
            "t2_proposals": Answer(
                value: .rows([["text": .string("اقتراح"), "cost": .number(12)]]), confidence: 1, status: .accepted),
        ]
        answers["council"] = council.map(text) ?? Answer(text: "?", confidence: 0.2, status: .needsReview)
        return FormReading(
            outcome: outcome, reason: reason, form: FormReference(id: form, version: "1.0"), language: .arabic,
            source: ReadingSource(parts: ["1.2"], filename: "ج.docx", format: "docx", method: .tagged),
            council: council, answers: answers,
            proposals: [
                Proposal(
                    question: "t2_proposals", row: 1, text: "اقتراح", theme: "finances", decidedBy: .table,
                    confidence: 1)
            ],
            themes: ["finances"])
    }

    func part(_ path: String, _ content: String) -> PartRecord {
        PartRecord(
            path: path, filename: nil, declaredType: "text/plain", detectedType: "text/plain",
            disposition: .attachment, size: content.utf8.count, digest: ContentDigest(of: Array(content.utf8)),
            role: .form, state: .read)
    }

    func filing(parts: String? = nil) -> Filing {
        Filing(
            message: digest, size: bytes.count, envelope: envelope,
            outcome: outcome == .accepted ? .accepted : .needsReview, reason: reason,
            parts: [part("1.1", parts ?? "body \(name)"), part("1.2", parts ?? "form \(name)")],
            submissions: [Submission(id: id, reading: reading)], findings: [], authenticatedAs: authenticated,
            programVersion: "1.0")
    }

    /// Sees the message and files it.
    @discardableResult func file(in store: some RecordStore, uid: UInt32) throws -> FilingResult {
        let recorded = try store.record(sighting(uid: uid), claiming: true)
        return try store.file(filing(), under: #require(recorded.claim))
    }
}
