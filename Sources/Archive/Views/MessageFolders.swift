import Documents
import Mail

/// The folder of a message that waits for a person as a whole: quarantined, or to be reviewed without a submission.
struct MessageFolders {
    let message: ArchivedMessage
    let original: [UInt8]?
    let context: ViewContext

    /// What `message.json` holds.
    private struct Card: Encodable {
        var digest: ContentDigest
        var outcome: Outcome
        var reason: String?
        var received: MailDate
        var header: MessageHeader?
        var parts: [PartRecord]
        var findings: [Finding]
        var sources: [String]
        var submissions: [SubmissionID]
    }

    func folders() throws -> [ViewFolder] {
        guard let outcome = message.outcome, let root = root(of: outcome) else { return [] }
        let card = Card(
            digest: message.digest, outcome: outcome, reason: message.reason,
            received: MailDate(milliseconds: message.received), header: message.header, parts: message.parts,
            findings: message.findings, sources: message.sources, submissions: message.submissions)
        var files = [
            ViewFolder.File(name: "message.html", content: Array(html.utf8)),
            ViewFolder.File(name: "message.json", content: Array((try CanonicalJSON.encode(card).json + "\n").utf8)),
        ]
        if let original { files.append(ViewFolder.File(name: "message.eml", content: original, isCopy: true)) }
        let date = context.date(message.received)
        let reason = ViewName.slug(message.reason ?? "")
        return [ViewFolder(path: "\(root)/\(date)-\(reason)-\(message.digest.hex.prefix(8))", files: files)]
    }

    static func isShown(_ message: ArchivedMessage) -> Bool {
        message.outcome == .quarantined || message.outcome == .needsReview && message.submissions.isEmpty
    }

    private func root(of outcome: Outcome) -> String? {
        guard Self.isShown(message) else { return nil }
        return outcome == .quarantined ? "quarantine" : "review"
    }

    private var html: String {
        var page = Markup()
        page.open(title: message.reason ?? message.digest.hex, language: "fr", isRightToLeft: false)
        page.row("outcome", message.outcome?.rawValue ?? "")
        page.row("reason", message.reason ?? "")
        page.row("from", message.header?.from.map(\.address).joined(separator: ", ") ?? "")
        page.row("subject", message.header?.subject ?? "")
        page.row("date", message.header?.date?.description ?? "")
        page.row("received", MailDate(milliseconds: message.received).description)
        for part in message.parts {
            let reason = part.reason.map { " (\($0))" } ?? ""
            page.row(part.path, "\(part.filename ?? "") \(part.detectedType), \(part.state.rawValue)\(reason)")
        }
        for finding in message.findings { page.row(finding.code, finding.message) }
        return page.closed()
    }
}
