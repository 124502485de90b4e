/// Words that send the reader elsewhere: `voir lettre jointe`, `انظر الرسالة المرفقة`. They hold no value.
enum AttachedLetter {
    static func isMeant(_ text: String) -> Bool {
        let tokens = Normaliser.tokens(text)
        guard (2...14).contains(tokens.count) else { return false }
        let words = Set(tokens)
        return !words.isDisjoint(with: pointers) && !words.isDisjoint(with: places)
    }

    private static let pointers = keys([
        "voir", "cf", "conf", "confer", "ci-joint", "ci-jointe", "joint", "jointe", "jointes", "annexé", "annexée",
        "انظر", "أنظر",
        "طيه", "رفقته", "يراجع", "راجع", "المرفقة", "المرفق", "مرفق", "مرفقة", "أنظروا", "انظروا",
    ])
    private static let places = keys([
        "lettre", "courrier", "annexe", "annexes", "pièce", "pièces", "document", "note", "fichier", "الرسالة", "رسالة",
        "رسالتنا",
        "الملحق", "ملحق", "الوثيقة", "وثيقة", "المرفق", "المذكرة", "مذكرة", "المراسلة", "مراسلتنا", "mail", "email",
    ])

    private static func keys(_ words: [String]) -> Set<String> { Set(words.flatMap { Normaliser.tokens($0) }) }
}
