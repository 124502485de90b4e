internal import Archive
internal import Documents
internal import Mail

/// A message in quarantine, or one that was: what it is, why it is there, and what people decided.
struct QuarantineReport: Encodable {
    let message: ArchivedMessage
    let drops: [MessageDrop]

    private enum CodingKeys: String, CodingKey {
        case digest, size, received, outcome, reason, subject, from, sources, parts, findings, submissions, drops
        case messageID = "message_id"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(message.digest, forKey: .digest)
        try container.encode(message.size, forKey: .size)
        try container.encode(MailDate(milliseconds: message.received), forKey: .received)
        try container.encode(message.outcome, forKey: .outcome)
        try container.encode(message.reason, forKey: .reason)
        try container.encode(message.header?.messageID, forKey: .messageID)
        try container.encode(message.header?.subject, forKey: .subject)
        try container.encode(message.header?.from ?? [], forKey: .from)
        try container.encode(message.sources, forKey: .sources)
        try container.encode(message.parts, forKey: .parts)
        try container.encode(message.findings, forKey: .findings)
        try container.encode(message.submissions, forKey: .submissions)
        try container.encode(drops, forKey: .drops)
    }

    /// Where the trouble is: the parts that could not be read with their reasons, or the message's own.
    var trouble: String {
        let parts = message.parts.filter { $0.state == .limited || $0.state == .unreadable }
        guard !parts.isEmpty else { return message.reason ?? "" }
        return parts.map { "\($0.path): \($0.reason ?? $0.state.rawValue)" }.joined(separator: ", ")
    }

    func print(on terminal: Terminal) {
        terminal.say(terminal.styled(message.digest.hex, .bold))
        let outcome = message.outcome.map { OutcomeText(terminal: terminal).text($0, message.reason) }
        terminal.say(outcome ?? "waits to be read")
        let lines = [
            ("received", MailDate(milliseconds: message.received).description),
            ("from", message.header?.from.map(\.address).joined(separator: ", ") ?? ""),
            ("subject", message.header?.subject ?? ""), ("size", Quantities.describe(bytes: message.size)),
            ("seen", message.sources.joined(separator: ", ")),
            ("gave", message.submissions.map(\.short).joined(separator: ", ")),
        ]
        for (name, value) in lines where !value.isEmpty {
            let label = name + String(repeating: " ", count: 10 - name.utf8.count)
            terminal.say("\(terminal.styled(label, .dim)) \(TerminalText.display(value))")
        }
        let list = PartList(terminal: terminal)
        list.print(message.parts)
        list.print(message.findings, indent: "  ")
        for drop in drops {
            let why = drop.why.map { ": \(TerminalText.display($0))" } ?? ""
            terminal.say("dropped \(MailDate(milliseconds: drop.at)) by \(TerminalText.display(drop.by))\(why)")
        }
    }
}
