/// The words that forms use for one another, in Arabic and French, whatever they ask about.
enum SurveyWords {
    /// The group of words with one meaning that a word belongs to; nil where it belongs to none.
    static func group(_ word: String) -> Int? { groups[FoldedKey(stem(word))] }

    /// The type whose words, and nothing else, the words of a key are: `رقم الهاتف`, `Tél`.
    static func onlyType(_ key: String) -> QuestionType? {
        let words = TextSimilarity.words(key)
        let stems = words.map { FoldedKey(stem($0)) }
        return [QuestionType.phone, .email, .date].first { type in
            guard let known = typeWords[type], stems.contains(where: known.contains) else { return false }
            return zip(words, stems).allSatisfy { word, stem in
                known.contains(stem) || fillers.contains(stem) || FunctionWords.contains(word)
            }
        }
    }

    /// Whether a key has a word that asks for a value of the type; true for a type without such words.
    static func hasWord(of type: QuestionType, _ key: String) -> Bool {
        guard let known = typeWords[type] else { return true }
        return TextSimilarity.words(key).contains { known.contains(FoldedKey(stem($0))) }
    }

    private static func stem(_ word: String) -> String { String(Stemming.stem(Array(word.unicodeScalars)[...])) }

    private static func stems(_ text: String) -> [FoldedKey] {
        TokenisedText.words(text).map { FoldedKey($0.stem) }
    }

    private static let groups: [FoldedKey: Int] = {
        var groups: [FoldedKey: Int] = [:]
        let lists = [
            "عوائق العوائق معيقات إكراهات الإكراهات صعوبات الصعوبات مشاكل المشاكل عراقيل",
            "obstacles contraintes difficultés freins problèmes entraves",
            "مقترحات اقتراحات المقترحات الاقتراحات توصيات", "propositions suggestions recommandations",
            "ملاحظات الملاحظات تعليقات تعقيب", "observations remarques commentaires",
            "توظيف التوظيف تشغيل التشغيل", "recrutement embauche emploi",
            "عقود العقود عقدة العقدة تعاقد التعاقد", "contrat contractuel contractuels contractualisation",
            "رأي رأيكم الرأي", "avis opinion pensez",
            "مداخيل المداخيل موارد الموارد عائدات", "recettes revenus ressources produits",
            "موظفين موظفو الموظفين مستخدمين المستخدمين أطر", "personnel agents employés fonctionnaires",
            "نسبة حصة النسبة الحصة", "part pourcentage taux proportion",
            "مبلغ المبلغ قيمة", "montant somme total",
            "تقييم تقيمون تقدير", "évaluez évaluation appréciation appréciez",
            "اسم الاسم", "nom identité",
            "مجيب المجيب معبئ المعبئ", "répondant rempli remplissant",
            "صفة الصفة مهمة المهمة وظيفة الوظيفة", "qualité fonction titre",
            "تأسيس تأسست إحداث أحدثت", "création créée fondée fondation constitution",
        ]
        for (group, list) in lists.enumerated() {
            for stem in stems(list) where groups[stem] == nil { groups[stem] = group }
        }
        return groups
    }()

    private static let typeWords: [QuestionType: Set<FoldedKey>] = [
        .phone: Set(stems("هاتف الهاتف هاتفي نقال النقال محمول المحمول téléphone tel tél phone gsm portable mobile")),
        .email: Set(stems("بريد البريد بريدكم إيميل الإيميل mail email e-mail courriel mél messagerie")),
        .date: Set(stems("تاريخ التاريخ بتاريخ date daté")),
    ]
    private static let fillers = Set(
        stems("رقم الرقم إلكتروني الإلكتروني عنوان العنوان numéro n° adresse électronique"))
}
