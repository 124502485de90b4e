import Foundation
import MIME
import Mail

/// What four independent parsers make of one message of the public corpus, where three of them agree.
struct Consensus {
    /// One fact that three of four parsers agree on.
    struct Value: Hashable, Comparable, CustomStringConvertible {
        /// `subject`, `from`, `message_id`, `date`, `att_hash` or `att_name`.
        var field: String
        /// The message's path in the corpus.
        var path: String
        /// What is wanted, shortened, where a message has several facts of a kind.
        var wanted: String

        var description: String { [field, path, wanted].joined(separator: "\t") }
        static func < (left: Self, right: Self) -> Bool { left.description < right.description }
    }

    private struct Peers: Decodable {
        struct Facts: Decodable {
            struct Attachment: Decodable {
                var filename: String?
                var sha256: String?
                var nsha256: String?
            }
            var subject: String?
            var from: [[String?]]?
            var message_id: String?
            var date: Int64?
            var attachments: [Attachment]?
        }
        var kind: String?
        var consensus: Facts?
        var agree: [String: String]?

        func isAgreed(_ field: String) -> Bool {
            (agree?[field]?.split(separator: "/").first.flatMap { Int($0) } ?? 0) >= 3
        }
    }

    private(set) var values = 0
    private(set) var deviations: [Value] = []

    /// Compares the message `bytes`, at `path` in the corpus, with what the peers' file `json` says of it.
    mutating func compare(_ bytes: [UInt8], path: String, peers json: Data) throws {
        let peers = try JSONDecoder().decode(Peers.self, from: json)
        guard let wanted = peers.consensus, !["mbox", "tnef", "msg"].contains(peers.kind ?? "") else { return }
        let seen = Seen(bytes)
        func check(_ field: String, _ isEqual: Bool, _ value: String = "") {
            values += 1
            if !isEqual { deviations.append(Value(field: field, path: path, wanted: value)) }
        }
        if peers.isAgreed("subject") {
            check("subject", Self.plain(wanted.subject) == Self.plain(seen.envelope?.subject))
        }
        if peers.isAgreed("from") {
            let senders = (wanted.from ?? []).map { ($0.last ?? nil)?.lowercased() ?? "" }.sorted()
            check("from", senders == (seen.envelope?.from ?? []).map { $0.address.lowercased() }.sorted())
        }
        if peers.isAgreed("message_id") {
            check("message_id", Self.identifier(wanted.message_id) == Self.identifier(seen.envelope?.messageID))
        }
        if peers.isAgreed("date") { check("date", wanted.date == seen.envelope?.date?.secondsSinceEpoch) }
        for attachment in wanted.attachments ?? [] {
            if peers.isAgreed("att_hash"), let hash = attachment.sha256 {
                check(
                    "att_hash", seen.digests.contains(hash) || seen.digests.contains(attachment.nsha256 ?? ""),
                    String(hash.prefix(12)))
            }
            if peers.isAgreed("att_names"), let name = attachment.filename, !name.isEmpty {
                let last = name.split(separator: "/").last.map { String($0) }
                check(
                    "att_name", seen.names.contains(Self.plain(name)) || seen.names.contains(Self.plain(last)),
                    Self.plain(name))
            }
        }
    }

    /// In NFC, runs of blanks as one.
    fileprivate static func plain(_ text: String?) -> String {
        (text ?? "").precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func identifier(_ text: String?) -> String {
        (text ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "<> "))
    }
}

/// What our parser sees: the envelope, and the names and digests of all leaves, those of messages within included.
private struct Seen {
    var envelope: Envelope?
    var digests: Set<String> = []
    var names: Set<String> = []

    init(_ bytes: [UInt8]) { envelope = open(bytes, depth: 0) }

    private mutating func open(_ bytes: [UInt8], depth: Int) -> Envelope? {
        let raw = MessageParser.readable(bytes).bytes
        guard depth < 40, let message = try? MessageParser().parse(raw) else { return nil }
        for part in leaves(message.root) {
            let content = PartDecoder().decode(part, in: raw)
            digests.insert(ContentDigest(of: content).hex)
            if let name = part.filename { names.insert(Consensus.plain(name)) }
            if part.mediaType.description == "message/rfc822" || ContentSignature.detect(content) == "message/rfc822" {
                _ = open(content, depth: depth + 1)
            }
        }
        return message.envelope
    }
}
