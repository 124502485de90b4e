/// The words of a blank form that are not its definition's: what makes a blank prints, and what reads a return knows
/// for no answer.
package struct FormPhrases: Sendable {
    /// Between the label of an option and the words beside it.
    package let colon: String

    /// Heads of a ranking's columns.
    package let rank: String
    package let rankedItem: String

    /// Beneath a closed question.
    package let oneChoice: String
    package let severalChoices: String

    /// At the head of the form.
    package let required: String
    package let returnTo: String
    package let subject: String

    /// In the footer.
    package let version: String
    package let page: String
    package let of: String
}

extension FormPhrases {
    package init(_ language: Language) {
        switch language {
        case .arabic: self = .arabic
        case .french: self = .french
        }
    }

    /// Whole lines of a blank form.
    package var lines: [String] { [oneChoice, severalChoices, required, rank, rankedItem] }

    /// What lines begin with that go on with the definition's own words.
    package var openings: [String] { [returnTo, subject] }

    private static let arabic = FormPhrases(
        colon: ": ",
        rank: "الرتبة",
        rankedItem: "الاختيار",
        oneChoice: "جواب واحد",
        severalChoices: "يمكن اختيار أكثر من جواب",
        required: "الأسئلة المشار إليها بعلامة * ضرورية.",
        returnTo: "ترسل الاستمارة بعد تعبئتها إلى:",
        subject: "موضوع الرسالة:",
        version: "النسخة",
        page: "الصفحة",
        of: "من")

    private static let french = FormPhrases(
        colon: " : ",
        rank: "Rang",
        rankedItem: "Choix",
        oneChoice: "Une seule réponse",
        severalChoices: "Plusieurs réponses possibles",
        required: "Les questions marquées d'un * sont obligatoires.",
        returnTo: "Formulaire à retourner à :",
        subject: "Objet du message :",
        version: "version",
        page: "page",
        of: "sur")
}
