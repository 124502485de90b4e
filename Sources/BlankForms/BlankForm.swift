package import Forms
import ZipPackage

/// The blank form of a definition in one language, for respondents to fill in and send back.
///
/// Every answer has a content control of its own, named by its ``ControlTag``; the form's id, version and language
/// stand in the document's properties and in its footer. The same definition gives the same bytes.
package struct BlankForm: Sendable {
    package let definition: FormDefinition
    package let language: Language

    package init(definition: FormDefinition, language: Language) {
        self.definition = definition
        self.language = language
    }

    /// The form as a Word document (ECMA-376, transitional, with the check boxes of Word 2010).
    ///
    /// - Throws: ``BlankFormError`` `language` where the definition is not in this language.
    package func docx() throws(BlankFormError) -> [UInt8] {
        guard definition.languages.contains(language) else {
            throw BlankFormError(
                .language, detail: "the form `\(definition.id)` is not in the language `\(language.rawValue)`")
        }
        var zip = ZipWriter()
        for part in WordPackage(definition: definition, language: language).parts {
            zip.add(part.name, part.root.document)
        }
        do {
            return try zip.finish()
        } catch {
            throw BlankFormError(.package, detail: "\(error)")
        }
    }
}
