/// Builds a form definition from its YAML tree.
///
/// It reads on after a mistake and fills the gap with something harmless: whether the result may be used is decided
/// by the log alone.
final class DefinitionReader {
    let log: ProblemLog
    /// The languages every text must be in; empty where the list itself is broken.
    private(set) var languages: [Language] = []
    private(set) var vocabularies: [String: [FormOption]] = [:]
    /// The paths at which ids and codes of each kind were first seen.
    private var sectionIDs = UniqueWords()
    private var sectionCodes = UniqueWords()
    var questionIDs = UniqueWords()
    var questionCodes = UniqueWords()

    init(log: ProblemLog) { self.log = log }

    func read(_ root: YAMLValue) -> FormDefinition? {
        guard let top = root.mapping() else { return nil }
        top.checkKeys(["form", "vocabularies", "sections"])
        let form = top.required("form")?.mapping()
        languages = form.map(readLanguages) ?? []
        readVocabularies(top.optional("vocabularies"))
        let head = form.map(readHead)
        let sections = top.required("sections")?.someItems()?.compactMap(readSection) ?? []
        guard var definition = head else { return nil }
        definition.sections = sections
        return definition
    }

    // MARK: The form itself

    private func readLanguages(_ form: YAMLMapping) -> [Language] {
        var found: [Language] = []
        for item in form.required("languages")?.someItems() ?? [] {
            guard let language = readLanguage(item) else { continue }
            if found.contains(language) {
                item.report("`\(language.rawValue)` stands twice")
            } else {
                found.append(language)
            }
        }
        return found
    }

    private func readLanguage(_ value: YAMLValue) -> Language? {
        guard let code = value.string() else { return nil }
        guard let language = Language(rawValue: code) else {
            value.report(
                "`\(code)` is not a language of forms; there are \(Self.languageCodes.joined(separator: ", "))")
            return nil
        }
        return language
    }

    static let languageCodes = Language.allCases.map(\.rawValue)

    private func readHead(_ form: YAMLMapping) -> FormDefinition {
        form.checkKeys([
            "id", "version", "edition", "languages", "default_language", "direction", "return_to", "subject_hint",
            "title", "issuer", "intro", "instructions", "privacy",
        ])
        checkDirection(form.optional("direction"))
        let standard = form.optional("default_language").flatMap { value in
            readLanguage(value).flatMap { language in
                if languages.isEmpty || languages.contains(language) { return language }
                value.report("`\(language.rawValue)` is not among the form's languages")
                return nil
            }
        }
        return FormDefinition(
            id: form.required("id")?.word() ?? "",
            version: form.required("version")?.word(allowing: ".") ?? "",
            edition: form.optional("edition")?.string(),
            languages: languages,
            defaultLanguage: standard ?? languages.first ?? .arabic,
            title: form.required("title").map(readText) ?? LocalizedText([:]),
            issuer: form.optional("issuer").map(readText),
            intro: form.optional("intro").map(readText),
            instructions: form.optional("instructions").map(readText),
            privacy: form.optional("privacy").map(readText),
            returnTo: form.optional("return_to").flatMap(readAddress),
            subjectHint: form.optional("subject_hint").map(readText),
            sections: [])
    }

    /// `direction` says nothing that the language does not say; a wrong one is a mistake all the same.
    private func checkDirection(_ value: YAMLValue?) {
        guard let direction = value?.mapping() else { return }
        direction.checkKeys(Self.languageCodes)
        for language in Language.allCases {
            let expected = language.isRightToLeft ? "rtl" : "ltr"
            guard let value = direction[language.rawValue], let word = value.string(), word != expected else {
                continue
            }
            value.report("expects `\(expected)`, and has `\(word)`")
        }
    }

    private func readAddress(_ value: YAMLValue) -> String? {
        guard let address = value.string() else { return nil }
        let sides = address.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }), !address.contains(where: \.isWhitespace) else {
            value.report("`\(address)` is not a mail address")
            return nil
        }
        return address
    }

    // MARK: Texts

    /// A text in all languages of the form.
    func readText(_ value: YAMLValue) -> LocalizedText {
        guard let mapping = value.mapping() else { return LocalizedText([:]) }
        mapping.checkKeys(Self.languageCodes)
        return readTexts(in: mapping)
    }

    /// The texts that stand in a mapping by language code; a language of the form without one is reported.
    func readTexts(in mapping: YAMLMapping) -> LocalizedText {
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            if let value = mapping[language.rawValue] {
                texts[language] = value.string()
            } else if languages.contains(language) {
                mapping.reportKey(language.rawValue, message: "is missing: the form is in \(languageList)")
            }
        }
        return LocalizedText(texts)
    }

    private var languageList: String { languages.map { "`\($0.rawValue)`" }.joined(separator: " and ") }

    // MARK: Vocabularies and sections

    private func readVocabularies(_ value: YAMLValue?) {
        for entry in value?.mapping()?.entries ?? [] {
            if !ControlTag.isWord(entry.key) { entry.value.report("`\(entry.key)` is not an ASCII word") }
            vocabularies[entry.key] = readOptions(entry.value)
        }
    }

    private func readSection(_ value: YAMLValue) -> FormSection? {
        guard let section = value.mapping() else { return nil }
        section.checkKeys(["id", "code", "theme", "title", "questions"])
        return FormSection(
            id: section.required("id").flatMap { sectionIDs.readWord($0) } ?? "",
            code: section.optional("code").flatMap { sectionCodes.readWord($0, allowing: ".") },
            theme: section.optional("theme")?.word(),
            title: section.required("title").map(readText) ?? LocalizedText([:]),
            questions: section.required("questions")?.someItems()?.compactMap(readQuestion) ?? [])
    }
}

/// Words that must differ, with the place each was first seen at.
struct UniqueWords {
    private var places: [String: String] = [:]

    /// The word of `value`; one that stands elsewhere already is reported.
    mutating func readWord(_ value: YAMLValue, allowing more: String = "") -> String? {
        guard let word = value.word(allowing: more) else { return nil }
        if let place = places[word] {
            value.report("`\(word)` stands already at \(place)")
        } else {
            places[word] = value.path
        }
        return word
    }
}
