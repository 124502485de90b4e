/// The words of a letter around a form: letterhead, greeting, what is enclosed, thanks, signature.
///
/// They are no answers. Where the form's own question stays open, the council on the letterhead and the date beside the
/// signature may be one.
struct LetterText {
    /// Where a line stands.
    enum Place {
        /// Before the first question.
        case before
        case within
        /// After the last question.
        case after
        /// In a page's header or footer.
        case margin
    }

    /// The types of the questions without an answer.
    let open: Set<QuestionType>
    /// Whether the letter has come to its end: names and addresses follow.
    var isClosed = false

    init(open: Set<QuestionType>) { self.open = open }

    /// Takes note of a line, in the order of the document.
    mutating func follow(_ line: Line, _ key: String) {
        if ClosingFormula.isOne(line.text, key: key) { isClosed = true }
    }

    /// Whether the text is of the letter.
    func isPart(_ text: String, _ key: String, at place: Place) -> Bool {
        let words = key.unicodeScalars.split(separator: " ").count
        if Self.councils.begins(key), open.contains(.council) { return false }
        if isDated(key), open.contains(.date) { return false }
        if ClosingFormula.isOne(text, key: key) || words <= 12 && Self.thanks.begins(key) { return true }
        if Self.afterthoughts.begins(key) { return false }
        switch place {
        case .margin: return words <= 12
        case .before:
            if text.unicodeScalars.last == ":" { return true }
            if words <= 12, Self.greetings.begins(key) || Self.subjects.begins(key) { return true }
            if words <= 30, Self.transmittals.begins(key) { return true }
            return words <= 10 && isLetterhead(text, key)
        case .within, .after:
            if isClosed { return words <= 8 || Self.notices.begins(key) }
            return place == .after && words <= 8 && (Self.signatures.begins(key) || isLetterhead(text, key))
        }
    }

    /// Names and dates end without a stop.
    private func isLetterhead(_ text: String, _ key: String) -> Bool {
        guard let last = text.unicodeScalars.last, ![".", "!", "?", "؟"].contains(last) else { return false }
        return Self.bodies.begins(key) || Self.councils.begins(key) || isDated(key)
    }

    private func isDated(_ key: String) -> Bool {
        Self.dated.begins(key) && key.utf8.contains { (0x30...0x39).contains($0) }
    }

    private static let greetings = PhraseList([
        "السلام عليكم", "سلام تام", "سلام", "تحية", "تحية طيبة", "صباح الخير", "مساء الخير", "السيد", "السيدة", "إلى",
        "سيدي", "سيدتي", "حضرة", "السادة", "بعد التحية", "Bonjour", "Bonsoir", "Salam", "Salut", "Madame", "Monsieur",
        "Mesdames", "Messieurs", "Cher", "Chère", "Chers", "À Monsieur", "À Madame",
    ])
    private static let subjects = PhraseList([
        "الموضوع", "موضوع", "المرجع", "مرجع", "المرفقات", "رقم", "عدد", "Objet", "Réf", "Référence", "P.J", "PJ", "N°",
    ])
    private static let transmittals = PhraseList([
        "وبعد", "أما بعد", "جوابا", "وجوابا", "ردا", "وردا", "تبعا", "وتبعا", "عطفا", "علاقة", "يشرفني", "يشرفنا",
        "نوافيكم", "أوافيكم", "تجدون", "طيه", "رفقته", "المرفق", "إليكم", "هذه أجوبتنا", "هذه أجوبة", "Suite à",
        "Comme suite", "En réponse", "Veuillez trouver", "J'ai l'honneur", "Nous avons l'honneur", "Voici",
        "Ci-joint", "Ci-jointe", "Ci-dessous", "Vous trouverez",
    ])
    /// Who writes: a country, a ministry, an office.
    private static let bodies = PhraseList([
        "المملكة المغربية", "وزارة", "ولاية", "جهة", "الجماعة", "جماعة", "المديرية", "مديرية", "الكتابة", "كتابة",
        "قسم",
        "القسم", "مصلحة", "المصلحة", "ديوان", "الجمعية", "جمعية", "Royaume du Maroc", "Ministère", "Wilaya", "Région",
        "Commune", "Direction", "Secrétariat", "Division", "Service", "Cabinet", "Association",
    ])
    private static let councils = PhraseList([
        "مجلس", "المجلس", "عمالة", "إقليم", "Conseil", "Préfecture", "Province",
    ])
    /// Place and date, as they stand at the head or beside the signature.
    private static let dated = PhraseList([
        "حرر", "حررت", "في", "بتاريخ", "التاريخ", "Fait", "Le", "Date",
    ])
    private static let thanks = PhraseList([
        "شكرا", "وشكرا", "مع الشكر", "نشكركم", "ولكم جزيل الشكر", "جزيل الشكر", "Merci", "Avec nos remerciements",
        "Avec mes remerciements", "Nous vous remercions", "Je vous remercie",
    ])
    private static let signatures = PhraseList([
        "التوقيع", "توقيع", "الإمضاء", "إمضاء", "الخاتم", "خاتم", "ختم", "الرئيس", "رئيس", "رئيسة", "عن الرئيس",
        "الكاتب",
        "Signature", "Signé", "Cachet", "Visa", "Lu et approuvé", "Le président", "La présidente", "Pour le président",
        "Le directeur", "La directrice", "P/le président",
    ])
    /// What is added after the end of a letter by hand.
    private static let afterthoughts = PhraseList(["PS", "P.S", "NB", "N.B", "ملاحظة", "ملحوظة", "تنبيه", "استدراك"])
    /// What programs put under a mail.
    private static let notices = PhraseList([
        "Ce message", "Ce courriel", "Cet email", "Ce mail", "This message", "This email", "Envoyé", "Sent from",
        "تم الإرسال", "أرسلت من", "هذه الرسالة", "Avant d'imprimer", "Pensez à l'environnement",
    ])
}
