/// What a blank form says by itself: labels, options, titles and instructions, which are never an answer.
struct FormText: Sendable {
    /// One text that a question may go by.
    struct Label: Sendable {
        /// The question's position in the form.
        var question: Int
        var language: Language
        var key: String
        var trigrams: Trigrams

        init(question: Int, language: Language, key: String) {
            self.question = question
            self.language = language
            self.key = key
            trigrams = Trigrams(key)
        }
    }

    /// The likeness of a text to the labels of one question.
    struct Likeness {
        var label: Int
        /// From 0 to 1: the mean of trigram cosine and word F measure, both weighted by rarity.
        var score: Double
    }

    /// For texts that are no label to the letter.
    private struct LikenessIndex {
        let trigrams: TrigramIndex
        let tokens: TokenIndex
        let decoys: TrigramIndex

        init(labels: [Label], decoys: [String]) {
            trigrams = TrigramIndex(labels.map(\.trigrams))
            tokens = TokenIndex(labels.map(\.key)) { SurveyWords.group($0) }
            self.decoys = TrigramIndex(decoys)
        }
    }

    let definition: FormDefinition
    let questions: [Question]
    /// The section of each question.
    let sections: [Int]
    let labels: [Label]
    private let labelsByKey: [FoldedKey: [Int]]
    private let decoys: Set<FoldedKey>
    private let titles: Set<FoldedKey>
    private let sectionTitles: [(section: Int, key: FoldedKey, trigrams: Trigrams)]
    /// The lengths, in bytes, of keys that may be like a section's title.
    private let titleLengths: ClosedRange<Int>
    /// Sentences of instructions, with the keys of longer ones for likeness.
    private let prose: [(key: FoldedKey, trigrams: Trigrams)]
    private let likenessIndex: Deferred<LikenessIndex>
    private let wording: Deferred<FormWording>
    /// By key, what is found out about it by likeness.
    private let knownTitles = TextMemory<Title?>(capacity: 2_000)
    private let knownProse = TextMemory<Bool>(capacity: 2_000)
    let knownAnchors = TextMemory<[Anchor]>(capacity: 2_000)
    let knownColumns = TextMemory<[ColumnFit]>(capacity: 2_000)
    /// By question and text, what follows the form's own words.
    let knownTails = TextMemory<String>(capacity: 2_000)
    /// The names of controls, for documents that lost their tags.
    let controlNames: Deferred<ControlNames>
    /// By position in the form.
    let texts: [QuestionText]
    /// What the foot of a blank's pages begins with: the form's id and version.
    private let foot: String

    init(_ definition: FormDefinition) {
        self.definition = definition
        questions = definition.questions
        sections = definition.sections.indices.flatMap { index in
            definition.sections[index].questions.map { _ in index }
        }
        texts = questions.map { QuestionText($0) }
        var labels: [Label] = []
        var decoys = Self.words
        for (index, question) in questions.enumerated() {
            for language in Language.allCases {
                for text in [question.label[language]].compactMap(\.self) + (question.aliases[language] ?? []) {
                    labels.append(Label(question: index, language: language, key: Normaliser.key(text)))
                }
            }
            for part in [texts[index]] + texts[index].columns { decoys.formUnion(part.options.words) }
            for part in [question] + question.columns {
                decoys.formUnion(Self.keys(part.scale?.minimumLabel) + Self.keys(part.scale?.maximumLabel))
            }
            for column in question.columns { decoys.formUnion(Self.keys(column.label) + Self.keys(column.aliases)) }
            for row in question.rows { decoys.formUnion(Self.keys(row.label)) }
        }
        sectionTitles = definition.sections.enumerated().flatMap { index, section in
            Self.keys(section.title).map { (index, $0, Trigrams($0.text)) }
        }
        let lengths = sectionTitles.map(\.key.text.utf8.count)
        titleLengths = (lengths.min() ?? 1) / 2...max(1, lengths.max() ?? 1) * 2
        let titles = Set(sectionTitles.map(\.key) + Self.keys(definition.title))
        prose = [definition.title, definition.issuer, definition.intro, definition.instructions, definition.privacy]
            .flatMap { Self.keys($0) }.map { ($0, Trigrams($0.text)) }
        foot = Normaliser.key("\(definition.id) —")
        controlNames = Deferred { ControlNames(definition) }
        self.labels = labels
        self.decoys = decoys
        self.titles = titles
        labelsByKey = Dictionary(grouping: labels.indices) { FoldedKey(labels[$0].key) }
        wording = Deferred { [labels, decoys, prose] in
            FormWording(labels.map(\.key) + decoys.map(\.text) + prose.map(\.key.text))
        }
        likenessIndex = Deferred { [labels, decoys] in
            LikenessIndex(labels: labels, decoys: Array(decoys.union(titles).map(\.text)))
        }
    }

    /// The labels whose very words `key` is.
    func exactLabels(_ key: String) -> [Int] { labelsByKey[FoldedKey(key)] ?? [] }

    /// Whether `key` is an option, a column or an end of a scale.
    func isDecoy(_ key: String) -> Bool { decoys.contains(FoldedKey(key)) }

    /// The questions whose labels `key` is like, the likest first; of each question its likest label.
    func likenesses(_ key: String) -> [Likeness] {
        let index = likenessIndex.value
        let cosines = index.trigrams.cosines(key)
        // Other words of the same meaning have few letters in common.
        let isSurvey = TextSimilarity.words(key).count { SurveyWords.group($0) != nil } > 1
        guard let likest = cosines.max(), likest >= (isSurvey ? Self.related : Self.alike) else { return [] }
        // What is far behind the likest cannot overtake it by its words.
        let floor = isSurvey ? Self.related / 2 : max(Self.related, likest * 0.4)
        let words = index.tokens.fScores(key) { cosines[$0] >= floor }
        var best: [Int: Likeness] = [:]
        for label in cosines.indices where cosines[label] >= floor {
            let score = (cosines[label] + words[label]) / 2
            if score > best[labels[label].question]?.score ?? 0 {
                best[labels[label].question] = Likeness(label: label, score: score)
            }
        }
        return best.values.sorted { ($1.score, $0.label) < ($0.score, $1.label) }
    }

    /// The label of the only question of its type, where `key` has that type's words alone: `الهاتف`, `Mail`.
    func onlyQuestion(_ key: String) -> Int? {
        guard key.utf8.count <= 80 else { return nil }
        if let type = SurveyWords.onlyType(key) {
            let own = questions.indices.filter { questions[$0].type == type }
            guard own.count == 1 else { return nil }
            return labels.firstIndex { $0.question == own[0] }
        }
        return nil
    }

    /// How like an option, a title or an instruction `key` is, from 0 to 1.
    func likenessToDecoys(_ key: String) -> Double { likenessIndex.value.decoys.cosines(key).max() ?? 0 }

    /// The likeness to a section's title that makes a line this title.
    private static let titleLikeness = 0.72
    /// The trigram cosine that a text has with the likest label if it is one.
    private static let alike = 0.25
    /// The trigram cosine below which a label has nothing to do with a text.
    private static let related = 0.12

    /// How like the question's own labels `key` is, from 0 to 1.
    func likeness(_ key: String, toQuestion question: Int) -> Double {
        let own = Trigrams(key)
        return labels.lazy.filter { $0.question == question }.map { own.dice($0.trigrams) }.max() ?? 0
    }

    /// A title that the form has: a section's, or its own.
    struct Title: Hashable {
        /// The section's position; nil for the form's title.
        var section: Int?
    }

    /// The title that a text of these readings is, in one language or both.
    func title(_ readings: [String]) -> Title? {
        let key = readings.count == 1 ? readings[0] : readings.joined(separator: "\n")
        return knownTitles.value(for: key) { titleAnew(readings) }
    }

    private func titleAnew(_ readings: [String]) -> Title? {
        let keys = readings.map { FoldedKey(TitleKey.unnumbered($0)) }
        if let section = section(keys) { return Title(section: section) }
        return keys.contains { titles.contains($0) } ? Title(section: nil) : nil
    }

    /// The section whose title one of these keys is, with a letter amiss.
    private func section(_ keys: [FoldedKey]) -> Int? {
        keys.lazy.filter { titleLengths.contains($0.text.utf8.count) }.compactMap { section($0) }.first
    }

    private func section(_ key: FoldedKey) -> Int? {
        if let exact = sectionTitles.first(where: { $0.key == key }) { return exact.section }
        let trigrams = Trigrams(key.text)
        var best: (section: Int, likeness: Double)?
        for title in sectionTitles {
            guard trigrams.greatestDice(title.trigrams) >= Self.titleLikeness else { continue }
            let likeness = trigrams.dice(title.trigrams)
            if likeness >= Self.titleLikeness, likeness > best?.likeness ?? 0 { best = (title.section, likeness) }
        }
        return best?.section
    }

    /// Whether a text of these readings is the form's introduction, instructions, issuer or notice.
    func isProse(_ readings: [String]) -> Bool {
        readings.contains { key in
            if prose.contains(where: { $0.key == FoldedKey(key) }) { return true }
            guard key.utf8.count > 40 else { return false }
            return knownProse.value(for: key) {
                let own = Trigrams(key)
                return prose.contains { own.greatestDice($0.trigrams) >= 0.8 && own.dice($0.trigrams) >= 0.8 }
            }
        }
    }

    /// Whether the key is some words out of one of the form's texts: what a line break in it leaves.
    func isFragment(_ key: String) -> Bool { wording.value.contains(key) }

    /// Whether a text of this key is one that every blank of this form prints beside its definition's words: a hint
    /// beneath a question, the line at its foot.
    func isBlankFormLine(_ key: String) -> Bool {
        Self.blankLines.contains(FoldedKey(key)) || key.utf8.starts(with: foot.utf8)
            || Self.blankOpenings.contains { key.utf8.starts(with: $0.utf8) }
    }

    /// Whether a text of these readings is to the letter one that the form prints and that asks nothing.
    func isPrinted(_ readings: [String]) -> Bool {
        isBlankFormLine(readings[0]) || readings.contains { key in prose.contains { $0.key == FoldedKey(key) } }
    }

    /// Whether the text is a placeholder that lost its mark.
    /// - Parameter key: the text's key, where it is known.
    static func isPlaceholder(_ text: String, key: String? = nil) -> Bool {
        Placeholder.isPlaceholder(text) || placeholders.contains(FoldedKey(key ?? Normaliser.key(text)))
    }

    /// A text as keys: whole, and each side of a stroke between two languages.
    static func readings(_ text: String) -> [String] { knownReadings.value(for: text) { readingsAnew(text) } }

    private static let knownReadings = TextMemory<[String]>(capacity: 4_000)

    private static func readingsAnew(_ text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: "/")) else { return [Normaliser.key(text)] }
        let parts = text.unicodeScalars.split(separator: "/")
        guard parts.count == 2 else { return [Normaliser.key(text)] }
        return [Normaliser.key(text)] + parts.map { Normaliser.key(String($0)) }
    }

    private static func keys(_ text: LocalizedText?) -> [FoldedKey] {
        text?.texts.values.map { FoldedKey(Normaliser.key($0)) } ?? []
    }

    private static func keys(_ aliases: [Language: [String]]) -> [FoldedKey] {
        aliases.values.joined().map { FoldedKey(Normaliser.key($0)) }
    }

    private static let blankLines = Set(
        Language.allCases.flatMap { FormPhrases($0).lines }.map { FoldedKey(Normaliser.key($0)) })
    private static let blankOpenings = Language.allCases.flatMap { FormPhrases($0).openings }.map { Normaliser.key($0) }

    private static let words = Set(
        [
            "نعم", "لا", "Oui", "Non", "أخرى", "Autre", "تحدد", "à préciser", "الجواب", "Réponse", "N°", "رقم",
            "الرتبة", "Rang",
        ]
        .map { FoldedKey(Normaliser.key($0)) })

    private static let placeholders = Set(
        [
            "انقر هنا لإدخال نص", "انقر أو اضغط هنا لإدخال نص", "انقر هنا لإدخال تاريخ", "اختر عنصرا", "اختر عنصرًا",
            "Cliquez ici pour entrer du texte", "Cliquez ou appuyez ici pour entrer du texte", "Choisissez un élément",
            "Cliquez ici pour entrer une date", "Cliquez ou appuyez ici pour entrer une date",
            "Click here to enter text",
            "Click or tap here to enter text", "Choose an item", "Click or tap to enter a date",
        ].map { FoldedKey(Normaliser.key($0)) })
}
