import Documents

extension FormReader {
    /// Reads a mail without a form as a letter to the consultation; nil where no theme is recognised in it.
    ///
    /// A letter always waits for a person. The caller leaves out mail that a program wrote.
    package func readLetter(body: ReturnedDocument) -> FormReading? {
        let lines = DocumentOutline(body.document).lines.filter { $0.origin != .quoted && $0.origin != .comment }
        let end = lines.firstIndex { ClosingFormula.isOne($0.text, key: Normaliser.key($0.text)) } ?? lines.endIndex
        let text = lines[..<end].map { $0.text.trimmed }.filter { !$0.isEmpty }.joined(separator: "\n")
        let found = themes.classify(text)
        guard !text.isEmpty, let theme = found.theme else { return nil }
        let others = found.secondaryTheme.map { [$0] } ?? []
        let isArabic =
            text.unicodeScalars.lazy.filter { (0x0600...0x06FF).contains($0.value) }.count * 2
            > text.unicodeScalars.count
        return FormReading(
            outcome: .needsReview, reason: "letter", form: nil, language: isArabic ? .arabic : .french,
            source: ReadingSource(
                parts: [body.part], filename: body.filename, format: body.document.format.rawValue, method: .letter),
            themes: themes.themes.map(\.id).filter { ([theme] + others).contains($0) },
            findings: [
                Finding(
                    .note, code: "letter_theme", location: lines.first?.location ?? "",
                    message: found.because.joined(separator: ", "))
            ])
    }
}
