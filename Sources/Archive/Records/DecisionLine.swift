import Mail

/// One line of `decisions.jsonl`.
enum DecisionLine: Hashable, Codable {
    case decision(Decision)
    case identity(KeptIdentity)
    case drop(MessageDrop)

    /// The submission or message it is about.
    var subject: String {
        switch self {
        case .decision(let decision): decision.submission.description
        case .identity(let identity): identity.keeps.description
        case .drop(let drop): drop.drops.hex
        }
    }

    init(from decoder: any Decoder) throws {
        if let identity = try? KeptIdentity(from: decoder) {
            self = .identity(identity)
        } else if let drop = try? MessageDrop(from: decoder) {
            self = .drop(drop)
        } else {
            self = .decision(try Decision(from: decoder))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .decision(let decision): try decision.encode(to: encoder)
        case .identity(let identity): try identity.encode(to: encoder)
        case .drop(let drop): try drop.encode(to: encoder)
        }
    }
}
