import Forms

/// The words of a blank form that are not its definition's.
struct Phrases: Sendable {
    /// Placeholders: of an answer, and shorter of a cell.
    let answerHere: String
    let answerInCell: String
    let choose: String
    let chooseInCell: String
    let date: String
    let amount: String
    let number: String
    /// The least and the greatest number allowed.
    let numberBetween: @Sendable (String, String) -> String
    /// Beside an option with free text.
    let specify: String
    /// Between such an option's label and the words beside it.
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
        answerHere: "انقر هنا لكتابة الجواب",
        answerInCell: "اكتب هنا",
        choose: "اختر من اللائحة",
        chooseInCell: "اختر",
        date: "يوم/شهر/سنة",
        amount: "اكتب المبلغ",
        number: "اكتب العدد",
        numberBetween: { "عدد بين \($0) و\($1)" },
        specify: "يرجى التوضيح",
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
        answerHere: "Cliquez ici pour répondre",
        answerInCell: "Écrire ici",
        choose: "Choisir dans la liste",
        chooseInCell: "Choisir",
        date: "jj/mm/aaaa",
        amount: "Indiquer le montant",
        number: "Indiquer le nombre",
        numberBetween: { "Nombre de \($0) à \($1)" },
        specify: "à préciser",
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
