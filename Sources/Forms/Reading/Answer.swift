/// A typed value, in the shape that `answers` has in JSON.
package indirect enum AnswerValue: Hashable, Sendable {
    /// text, longtext, email, phone (E.164), council id, option code, date (ISO 8601, as precise as written).
    case string(String)
    /// scale, number, amount, percent.
    case number(Double)
    /// multi (form order), ranking (best first).
    case list([String])
    /// table rows: cells by column id; a fixed row carries `row`.
    case rows([[String: AnswerValue]])
    /// grid: value by row id.
    case object([String: AnswerValue])
}

extension AnswerValue: Codable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .number(let number):
            if number == number.rounded(), abs(number) < 1e15 {
                try container.encode(Int64(number))
            } else {
                try container.encode(number)
            }
        case .list(let codes): try container.encode(codes)
        case .rows(let rows): try container.encode(rows)
        case .object(let cells): try container.encode(cells)
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let codes = try? container.decode([String].self) {
            self = .list(codes)
        } else if let rows = try? container.decode([[String: AnswerValue]].self) {
            self = .rows(rows)
        } else {
            self = .object(try container.decode([String: AnswerValue].self))
        }
    }
}

/// What may be said of an answer.
package enum AnswerStatus: String, Codable, Sendable {
    case accepted
    case needsReview = "needs_review"
    /// Nothing was written.
    case blank
    /// A field was there and could not be read.
    case unread
}

/// The words on the page that an answer comes from.
package struct Evidence: Hashable, Codable, Sendable {
    /// The part's path in the message.
    package var part: String
    /// `table 3, row 2, cell 2`.
    package var location: String
    package var quote: String
    /// The name of the control, where there was one.
    package var tag: String?
    package var page: Int?
    /// x, y, width, height in points from the page's top left corner.
    package var box: [Double]?

    package init(
        part: String, location: String, quote: String, tag: String? = nil, page: Int? = nil, box: [Double]? = nil
    ) {
        self.part = part
        self.location = location
        self.quote = quote
        self.tag = tag
        self.page = page
        self.box = box
    }
}

/// One of several readings of an answer, for a person to choose from.
package struct Candidate: Hashable, Codable, Sendable {
    package var value: AnswerValue
    package var text: String
    package var evidence: [Evidence]

    package init(value: AnswerValue, text: String, evidence: [Evidence]) {
        self.value = value
        self.text = text
        self.evidence = evidence
    }
}

/// What was read for one question.
package struct Answer: Hashable, Sendable {
    package var value: AnswerValue?
    /// The text as written; nil where nothing was.
    package var text: String?
    /// The words beside an "other" option.
    package var otherText: String?
    /// 0 to 1.
    package var confidence: Double
    package var status: AnswerStatus
    package var evidence: [Evidence]
    package var candidates: [Candidate]

    package init(
        value: AnswerValue? = nil, text: String? = nil, otherText: String? = nil, confidence: Double = 0,
        status: AnswerStatus, evidence: [Evidence] = [], candidates: [Candidate] = []
    ) {
        self.value = value
        self.text = text
        self.otherText = otherText
        self.confidence = confidence
        self.status = status
        self.evidence = evidence
        self.candidates = candidates
    }

    package static let blank = Answer(confidence: 1, status: .blank)
}

extension Answer: Codable {
    private enum CodingKeys: String, CodingKey {
        case value, text, confidence, status, evidence, candidates
        case otherText = "other_text"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        try container.encode(text, forKey: .text)
        try container.encodeIfPresent(otherText, forKey: .otherText)
        try container.encode((confidence * 100).rounded() / 100, forKey: .confidence)
        try container.encode(status, forKey: .status)
        try container.encode(evidence, forKey: .evidence)
        if !candidates.isEmpty { try container.encode(candidates, forKey: .candidates) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            value: try container.decodeIfPresent(AnswerValue.self, forKey: .value),
            text: try container.decodeIfPresent(String.self, forKey: .text),
            otherText: try container.decodeIfPresent(String.self, forKey: .otherText),
            confidence: try container.decode(Double.self, forKey: .confidence),
            status: try container.decode(AnswerStatus.self, forKey: .status),
            evidence: try container.decode([Evidence].self, forKey: .evidence),
            candidates: try container.decodeIfPresent([Candidate].self, forKey: .candidates) ?? [])
    }
}
