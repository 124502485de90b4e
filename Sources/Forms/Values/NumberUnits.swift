/// The words that stand beside a number and say of what it is one.
enum NumberUnits {
    /// Dirhams, and what else may be counted: `درهما`, `membres`.
    static let names = keys([
        "درهم", "دراهم", "درهما", "dh", "dhs", "mad", "dirham", "dirhams", "de", "في", "المائة", "بالمائة", "pour",
        "agents", "موظف", "موظفا", "موظفين", "موظفون", "fonctionnaires",
    ])

    /// Dirhams alone.
    static let money = keys(["درهم", "دراهم", "درهما", "dh", "dhs", "mad", "dirham", "dirhams"]).union(centimes)

    /// What an amount of money is not counted in, beside the measures.
    static let quantities = keys(["kg", "tonnes", "tonne", "litres", "كلغ", "طن", "لتر", "كلم"])

    /// Words of questions that ask for a share.
    static let shares = keys(["taux", "part", "pourcentage", "proportion", "نسبة", "النسبة", "بالمائة", "المئوية"])

    static let minutes = keys(["min", "mn", "minutes", "minute", "دقيقة", "دقائق"])

    /// The hundredth of a dirham.
    static let centimes = keys(["سنتيم", "سنتيما", "سنتيمات", "centime", "centimes", "cts"])

    /// Duals of what is counted or paid: two of them. Others end alike and are none (`عشرين`, `موظفين`).
    static let duals = keys([
        "درهمان", "درهمين", "عضوان", "عضوين", "عضوتان", "عضوتين", "امرأتان", "امرأتين", "سيدتان", "سيدتين", "رجلان",
        "رجلين", "شخصان", "شخصين", "موظفتان", "موظفتين", "ساعتان", "ساعتين", "يومان", "يومين", "أسبوعان", "أسبوعين",
        "شهران", "شهرين", "سنتان", "سنتين", "عامان", "عامين", "مرتان", "مرتين", "متران", "مترين", "كيلومتران",
        "كيلومترين", "طنان", "طنين", "جماعتان", "جماعتين", "دائرتان", "دائرتين", "مدرستان", "مدرستين", "حافلتان",
        "حافلتين", "سيارتان", "سيارتين", "مشروعان", "مشروعين", "اتفاقيتان", "اتفاقيتين", "دورتان", "دورتين", "لجنتان",
        "لجنتين", "مصلحتان", "مصلحتين", "قسمان", "قسمين", "مهندسان", "تقنيان", "أسرتان", "أسرتين",
    ])

    /// A square or cubic measure may carry its power as a digit: `m3`, `م2`.
    static let measures = keys(["m", "km", "hm", "dm", "cm", "mm", "م", "متر", "كلم", "mètre", "mètres"])

    /// The parts of a day or a week: `24h/24`, `7j/7`.
    static let hours = keys(["h", "hr", "hrs", "heure", "heures", "ساعة", "ساعات", "سا"])
    static let days = keys(["j", "jr", "jrs", "jour", "jours", "يوم", "أيام"])

    /// Whether a lone word ends like a dual, `عضوان`.
    static func looksDual(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        return scalars.count >= 5 && scalars[scalars.count - 2] == "ا" && scalars[scalars.count - 1] == "ن"
    }

    private static func keys(_ words: [String]) -> Set<String> { Set(words.map { Normaliser.key($0) }) }
}
