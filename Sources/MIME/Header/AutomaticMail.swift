import Mail

/// Judges whether a program and not a person sent a message, conservatively: an answer taken for a machine's would be lost.
///
/// A null return path alone proves nothing, neither does "auto-generated" where a file is attached: office scanners send the
/// forms they scan that way.
struct AutomaticMail {
    let header: HeaderBlock
    let bytes: MessageBytes
    let envelope: Envelope
    let root: BodyPart

    /// The kind, the most certain first; nil for a message of a person.
    var kind: AutomaticKind? {
        if let report { return report }
        if isBounce { return .bounce }
        if isAutoReply { return .autoReply }
        if header.has(.listID) || header.has(.listPost) || ["bulk", "list", "junk"].contains(word(.precedence)) {
            return .list
        }
        return nil
    }

    /// multipart/report (RFC 6522): a delivery that failed is a bounce, any other report and a receipt are a status.
    private var report: AutomaticKind? {
        let type = root.mediaType.parameters["report-type"]?.lowercased()
        let status = root.children.first { $0.mediaType.description == "message/delivery-status" }
        if type == "delivery-status" || status != nil {
            guard let status else { return .bounce }
            return actions(of: status).allSatisfy { $0 == "failed" } ? .bounce : .deliveryStatus
        }
        let isReceipt = root.children.contains { $0.mediaType.description == "message/disposition-notification" }
        return type == "disposition-notification" || isReceipt ? .deliveryStatus : nil
    }

    /// The `Action` fields of a delivery status (RFC 3464 §2.3.3).
    private func actions(of status: BodyPart) -> [String] {
        let content = PartDecoder().decode(status, in: bytes).prefix(65_536)
        return content.split(whereSeparator: \.isLineBreak).compactMap { line in
            guard line.count > 7, line.prefix(7).equalsIgnoringCase("action:") else { return nil }
            return line.dropFirst(7).trimmed.prefix { $0.isLetter }.lowercasedText
        }
    }

    private var isBounce: Bool {
        let sender = envelope.from.first?.address.lowercased() ?? ""
        let isPostOffice = sender.hasPrefix("mailer-daemon") || sender.hasPrefix("postmaster@")
        let hasNullPath = header.value(of: .returnPath, in: bytes)?.filter { !$0.isBlank } == Array("<>".utf8)
        if header.has(.failedRecipients) { return isPostOffice || hasNullPath }
        return sender.hasPrefix("mailer-daemon") || (isPostOffice && hasNullPath)
    }

    private var isAutoReply: Bool {
        let submitted = word(.autoSubmitted)
        if submitted == "auto-replied" || header.has(.autoReply) || header.has(.autoRespond) { return true }
        if word(.precedence) == "auto_reply" { return true }
        guard !hasAttachment else { return false }
        if submitted.hasPrefix("auto-") { return true }
        let subject = (envelope.subject ?? "").lowercased()
        return Self.subjects.contains { subject.hasPrefix($0) }
    }

    private static let subjects = [
        "automatic reply:", "automatic reply :", "auto-reply:", "autoreply:", "out of office:", "out of office re",
        "réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau", "رد تلقائي",
        "الرد التلقائي",
    ]

    private var hasAttachment: Bool {
        var waiting = [root]
        while let part = waiting.popLast() {
            if part.filename != nil || part.disposition == .attachment { return true }
            waiting += part.children
        }
        return false
    }

    private func word(_ name: FieldName) -> String {
        (header.value(of: name, in: bytes) ?? []).prefix { $0 != Octet.semicolon && !$0.isBlank }.lowercasedText
    }
}
