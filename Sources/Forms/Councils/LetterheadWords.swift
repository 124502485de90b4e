/// Words that stand around a council's name in letterheads, stamps, signatures and senders' names, and name no body of
/// their own.
enum LetterheadWords {
    /// The words without those phrases; what remains is to be a name with its kind.
    static func removed(from words: [String]) -> [String] {
        var rest: [String] = []
        var place = 0
        while place < words.count {
            let length = (1...longest).reversed().first { length in
                place + length <= words.count && isPhrase(words[place..<place + length])
            }
            if let length {
                place += length
            } else {
                rest.append(words[place])
                place += 1
            }
        }
        return rest
    }

    private static func isPhrase(_ words: ArraySlice<String>) -> Bool {
        if phrases.contains(FoldedKey(words.joined(separator: " "))) { return true }
        // `لرئيس`, `ورئيس`, `بالكتابة العامة`: what Arabic writes on to the first word.
        guard let first = words.first, CouncilName.isArabic(first), first.unicodeScalars.count > 4,
            ["و", "ب", "ل", "ف"].contains(first.unicodeScalars.first)
        else { return false }
        let bare = String(first.unicodeScalars.dropFirst())
        return phrases.contains(FoldedKey(([bare] + words.dropFirst()).joined(separator: " ")))
    }

    private static let phrases = Set(
        (arabic + french).flatMap { $0.split(separator: "|") }.map { FoldedKey(Normaliser.key(String($0))) })

    private static let longest = phrases.map { $0.text.utf8.count(where: { $0 == 0x20 }) + 1 }.max() ?? 1

    private static let arabic = [
        "المملكة المغربية|وزارة الداخلية|الكتابة العامة|كتابة المجلس|كتابة الرئيس|كتابة الرئاسة|كتابة خاصة|المديرية العامة للمصالح",
        "المدير العام للمصالح|مديرية المصالح|مدير المصالح|المدير العام|مكتب الضبط|مكتب الرئيس|مصلحة المراسلات|مصلحة|قسم|رئيس|الرئيس|رئيسة|رئاسة",
        "السيد|السيدة|السادة|نائب|النائب الأول|نائب الرئيس|عضو|أعضاء|عن|إلى السيد|من السيد|إمضاء|الإمضاء|توقيع|التوقيع|خاتم|الخاتم|ختم|طابع",
        "وبتفويض منه|بتفويض منه|بتفويض|منه|مرسل من|المرسل|من طرف|ديوان|الديوان|إدارة|الموقع أسفله|نحن|حرر ب|الهاتف|الفاكس|البريد الإلكتروني|البريد",
        "المديرية العامة للجماعات الترابية|المديرية العامة للجماعات المحلية|الموضوع|المرجع|بتاريخ|التاريخ|في|عدد|رقم|إرسالية|كونساي|بروفانسيال|بروفنسيال",
    ]

    private static let french = [
        "royaume du maroc|ministère de l'intérieur|ministère de l intérieur|ministère intérieur|secrétariat général|secrétariat du président|secrétariat|secrétaire général|secrétaire générale",
        "direction générale des services|directeur général des services|directrice générale des services|directeur général|direction des services",
        "dgs|direction|service courrier|service|bureau d'ordre|bureau du président|bureau|cabinet du président|cabinet|division|courrier|le président",
        "la présidente|président|présidente|présidence|vice-président|vice président|premier vice président|le vice-président|monsieur|madame|m|mr|mme|sg",
        "cachet|cachet du|tampon|signature|signé|signe|le|pour le président|p o|po|par délégation|par intérim|pi|expéditeur|de la part du|de la part de",
        "direction générale des collectivités territoriales|direction générale des collectivités locales|objet|réf|référence|date|n|no|num",
        "majlis|majliss|al majlis|iqlim|iqlimi|al iqlimi|amalat|amala|gmail|yahoo|hotmail|outlook|com|ma|gov|www|http|https",
        "contact|info|infos|mail|email|admin|officiel|official|webmail|tél|tel|fax|bp|au nom du|au nom de|nom du conseil|nom de la collectivité|l'administration",
    ]
}
