import BlankForms
import Forms
import FuzzSupport

/// The files that the people of an association write: a form's definition, themes, the register of councils.
///
/// The first byte of an input says which.
enum FuzzDefinition {
    static func run(_ input: [UInt8]) {
        let text = String(decoding: input.dropFirst(), as: UTF8.self)
        switch (input.first ?? 0) % 3 {
        case 0: readForm(text)
        case 1:
            let (lexicon, problems) = ThemeLexicon.load(yaml: text, file: "f")
            promise((lexicon == nil) == !problems.isEmpty, "themes with problems, or neither")
            _ = lexicon?.classify("la fiscalité locale et les ressources propres")
        default:
            let (register, problems) = CouncilRegister.load(councilsCSV: text, file: "f")
            promise((register == nil) == !problems.isEmpty, "a register with problems, or neither")
            _ = register?.resolve("conseil provincial de a")
        }
    }

    private static func readForm(_ text: String) {
        let (definition, problems) = FormDefinition.load(yaml: text, file: "f")
        promise((definition == nil) == !problems.isEmpty, "a definition with problems, or neither")
        guard let definition else { return }
        for language in definition.languages {
            let blank = try? BlankForm(definition: definition, language: language).docx()
            promise(blank != nil, "a form of which there is no blank one")
        }
        _ = FormReader(definitions: [definition], councils: Resources.councils, themes: Resources.themes).read([])
    }
}
