/// The words of Arabic (Moroccan ones too) and French that carry grammar and no subject, as folded keys.
///
/// They may stand between the words of a phrase, and teach nothing.
enum FunctionWords {
    static func contains(_ key: String) -> Bool { key.utf8.count <= longest && words.contains(FoldedKey(key)) }

    static func contains(_ word: WordHash) -> Bool { hashes[word] != nil }

    private static let words = Set(
        (arabic + moroccan + french).flatMap { Normaliser.tokens($0).map { FoldedKey($0) } })

    private static let hashes: HashTable = {
        var hashes = HashTable(capacity: words.count)
        for word in words { _ = hashes.insert(WordHash(word.text), new: 0) }
        return hashes
    }()

    /// The length of the longest, in bytes: most words of a text are told by their length alone.
    private static let longest = words.map(\.text.utf8.count).max() ?? 0

    private static let arabic = [
        "من في على إلى عن مع أو أم ثم بل لا لم لن ما هو هي هم هن نحن أنا أن إن لأن كي حتى إذا إذ لو قد لقد كان كانت",
        "يكون تكون هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين اللواتي كما كل بعض أي غير بين عند بعد قبل خلال حول",
        "ضد بدون دون منذ حيث أما إما و يا به بها له لها فيه فيها منه منها عليه عليها إليه إليها ذات ولا وفي ومن وعن",
        "أيضا كذلك لكن ليس ليست سوى إلا",
    ]

    private static let moroccan = ["ديال ديالنا ديالو اللي لي هاد باش بزاف راه حيت فين كيفاش واش ماشي غير شي ف"]

    private static let french = [
        "le la les l un une des de du d au aux a et ou ni mais donc or car que qui quoi dont où ce cet cette ces ça",
        "son sa ses leur leurs notre nos votre vos mon ma mes se s y en dans par pour sur sous avec sans entre vers chez",
        "ne pas plus très est sont être été a ont avoir avait il elle ils elles on nous vous je tu si comme lors",
        "c j m n t qu",
    ]
}
