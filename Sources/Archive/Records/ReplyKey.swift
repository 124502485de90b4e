package import Forms
package import Mail

/// What makes two submissions replies of the same respondent: council × respondent × capacity × form.
package struct ReplyKey: Hashable, Sendable {
    /// The question that holds the respondent's name.
    package static let nameQuestion = "respondent_name"
    /// The question that holds the capacity the respondent answers in.
    package static let capacityQuestion = "respondent_capacity"
    /// The question that names the council.
    package static let councilQuestion = "council"

    /// Empty where the form asks for none.
    package var council: String
    /// The folded name, else the sender's address.
    package var respondent: String
    package var capacity: String
    package var form: String

    /// Derives the key; nil for a letter, while the council is unresolved, and where nobody signed or sent.
    package init?(of reading: FormReading, sender: EmailAddress?, fold: (String) -> String) {
        guard let form = reading.form?.id else { return nil }
        guard reading.council != nil || reading.answers[Self.councilQuestion] == nil else { return nil }
        let name = Self.text(of: reading.answers[Self.nameQuestion]).map(fold) ?? ""
        let respondent = name.isEmpty ? sender.map { "<\($0.address.lowercased())>" } ?? "" : name
        guard !respondent.isEmpty else { return nil }
        self.council = reading.council ?? ""
        self.respondent = respondent
        self.capacity = Self.text(of: reading.answers[Self.capacityQuestion]) ?? ""
        self.form = form
    }

    /// One digest for the key: what the records compare.
    package var digest: ContentDigest {
        ContentDigest(of: Array("istimara reply 1\n\(council)\n\(respondent)\n\(capacity)\n\(form)".utf8))
    }

    private static func text(of answer: Answer?) -> String? {
        guard case .string(let text) = answer?.value else { return nil }
        return text
    }
}
