import Mail

/// That a submission keeps the id it first had, though today's reading would derive another: a line of
/// `decisions.jsonl`, so that it is so after the database was rebuilt.
struct KeptIdentity: Hashable, Codable {
    /// Milliseconds since 1970 (UTC).
    var at: Int64
    var keeps: SubmissionID
    /// The id that follows from the parts read today.
    var derived: SubmissionID
}

/// One line of `decisions.jsonl`.
enum DecisionLine: Hashable, Codable {
    case decision(Decision)
    case identity(KeptIdentity)

    var submission: SubmissionID {
        switch self {
        case .decision(let decision): decision.submission
        case .identity(let identity): identity.keeps
        }
    }

    init(from decoder: any Decoder) throws {
        if let identity = try? KeptIdentity(from: decoder) {
            self = .identity(identity)
        } else {
            self = .decision(try Decision(from: decoder))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .decision(let decision): try decision.encode(to: encoder)
        case .identity(let identity): try identity.encode(to: encoder)
        }
    }
}
