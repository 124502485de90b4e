/// Which council of the register a written name means.
package struct CouncilResolution: Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        /// One council is meant without doubt.
        case automatic
        /// A person must choose.
        case needsReview = "needs_review"
        /// No council is meant, or none of the register.
        case none
    }

    package struct Candidate: Hashable, Sendable {
        package var council: String
        /// From 0 to 1.
        package var score: Double

        package init(council: String, score: Double) {
            self.council = council
            self.score = score
        }
    }

    /// The text as it was given.
    package var text: String
    /// The best candidate, also where a person must choose; nil where there is none, or several are equally good.
    package var council: String?
    package var status: Status
    /// At most five, the best first.
    package var candidates: [Candidate]

    package init(text: String, council: String?, status: Status, candidates: [Candidate] = []) {
        self.text = text
        self.council = council
        self.status = status
        self.candidates = candidates
    }
}

extension CouncilResolution.Candidate: Codable {
    private enum CodingKeys: String, CodingKey { case council, score }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(council, forKey: .council)
        try container.encode((score * 1000).rounded() / 1000, forKey: .score)
    }
}

extension CouncilResolution: Codable {
    private enum CodingKeys: String, CodingKey { case text, council, status, candidates }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(council, forKey: .council)
        try container.encode(status, forKey: .status)
        try container.encode(candidates, forKey: .candidates)
    }
}
