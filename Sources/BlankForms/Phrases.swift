import Forms

/// The words of a blank form that are not its definition's.
struct Phrases: Sendable {
    /// Between the label of an option and the words beside it.
    let colon: String

    /// Heads of a ranking's columns.
    let rank: String
    let rankedItem: String

    /// Beneath a closed question.
    let oneChoice: String
    let severalChoices: String

    /// At the head of the form.
    let required: String
    let returnTo: String
    let subject: String

    /// In the footer.
    let version: String
    let page: String
    let of: String
}

extension Phrases {
    init(_ language: Language) {
        switch language {
        case .arabic: self = .arabic
        case .french: self = .french
        }
    }

    private static let arabic = Phrases(
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

    private static let french = Phrases(
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
