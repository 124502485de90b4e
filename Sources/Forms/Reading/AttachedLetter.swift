/// Words that send the reader elsewhere: `voir lettre jointe`, `انظر الرسالة المرفقة`. They hold no value.
enum AttachedLetter {
    static func isMeant(_ text: String) -> Bool {
        let tokens = Normaliser.tokens(text)
        guard (1...14).contains(tokens.count) else { return false }
        let words = Set(tokens)
        if !words.isDisjoint(with: pointers), !words.isDisjoint(with: places) { return true }
        // `ci-joint`, `رفقته`, `en annexe`: nothing but the way there.
        let isWay = words.isSubset(of: pointers.union(places).union(links))
        return isWay
            && (!words.isDisjoint(with: pointers) || words.contains("en") && !words.isDisjoint(with: places))
    }

    private static let links = keys([
        "en", "dans", "le", "la", "les", "à", "au", "ci", "notre", "nos", "cette", "في", "إلى", "هذه", "ب",
    ])
    private static let pointers = keys([
        "voir", "cf", "conf", "confer", "ci-joint", "ci-jointe", "joint", "jointe", "jointes", "annexé", "annexée",
        "انظر", "أنظر",
        "طيه", "رفقته", "يراجع", "راجع", "المرفقة", "المرفق", "مرفق", "مرفقة", "أنظروا", "انظروا",
    ])
    private static let places = keys([
        "lettre", "lettres", "courrier", "pj", "documents", "notes", "fichiers", "المرفقات", "مرفقات", "التقرير",
        "الملف", "ملف", "annexe", "annexes", "pièce", "pièces", "document", "note", "fichier", "الرسالة", "رسالة",
        "رسالتنا",
        "الملحق", "ملحق", "الوثيقة", "وثيقة", "المرفق", "المذكرة", "مذكرة", "المراسلة", "مراسلتنا", "mail", "email",
    ])

    private static func keys(_ words: [String]) -> Set<String> { Set(words.flatMap { Normaliser.tokens($0) }) }
}
