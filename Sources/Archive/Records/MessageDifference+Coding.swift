import Mail

extension MessageDifference.Change: Encodable where Value: Encodable {
    private enum CodingKeys: String, CodingKey { case before, after }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
    }
}

extension MessageDifference: Encodable {
    private enum CodingKeys: String, CodingKey {
        case message, outcome, submissions
        case changesParts = "parts_differ"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(outcome, forKey: .outcome)
        try container.encode(changesParts, forKey: .changesParts)
        try container.encode(submissions, forKey: .submissions)
    }
}

extension SubmissionDifference: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, answers, council, proposals, themes, findings, outcome, source, form
        case kind = "change"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(answers, forKey: .answers)
        try container.encodeIfPresent(council, forKey: .council)
        try container.encodeIfPresent(proposals, forKey: .proposals)
        try container.encodeIfPresent(themes, forKey: .themes)
        try container.encodeIfPresent(findings, forKey: .findings)
        try container.encodeIfPresent(outcome, forKey: .outcome)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encodeIfPresent(form, forKey: .form)
    }
}
