import Forms
import Mail

/// The folders of a submission: one for each theme it is filed under, or one in `review/` while it waits.
struct SubmissionFolders {
    let submission: ArchivedSubmission
    let context: ViewContext

    func folders() throws -> [ViewFolder] {
        let settled = submission.settled
        let copies = copies(of: settled)
        return try places(of: settled).map { try folder($0.path, settled, theme: $0.theme, copies: copies) }
    }

    /// Where the folders stand, relative to the views' root.
    func paths() -> [String] { places(of: submission.settled).map(\.path) }

    /// Each folder with the theme that it shows; nil for all of the submission.
    private func places(of settled: FormReading) -> [(path: String, theme: String?)] {
        guard submission.status != .superseded else { return [] }
        if settled.outcome == .needsReview {
            return [("review/\(date)-\(ViewName.slug(settled.reason ?? ""))-\(submission.id.short)", nil)]
        }
        let themes = settled.themes.isEmpty ? [nil] : settled.themes.map(Optional.some)
        return themes.map { theme in
            ("themes/\(themeFolder(theme))/\(place)/\(date)-\(capacity)-\(submission.id.short)", theme)
        }
    }

    private var date: String { context.date(submission.received) }

    private var capacity: String {
        guard case .string(let code) = submission.settled.answers[ReplyKey.capacityQuestion]?.value else {
            return "unknown"
        }
        return ViewName.slug(code)
    }

    private var place: String {
        guard let id = submission.settled.council else { return "unknown/unknown" }
        guard let folders = context.councils[id] else { return "unknown/\(ViewName.slug(id))" }
        return "\(ViewName.slug(folders.region))/\(ViewName.slug(folders.council))"
    }

    private func themeFolder(_ theme: String?) -> String {
        guard let theme else { return "00-none" }
        let number = (context.themes.firstIndex(of: theme) ?? -1) + 1
        return "\(number < 10 ? "0" : "")\(number)-\(ViewName.slug(theme))"
    }

    private func folder(
        _ path: String, _ settled: FormReading, theme: String?, copies: [ViewFolder.File]
    ) throws -> ViewFolder {
        let form = context.form(settled.form)
        var record = ExportRecord(submission)
        record.reading = theme.map { ThemeExtract.of(settled, theme: $0, form: form) } ?? settled
        let sheet = AnswerSheet(
            submission: submission, reading: record.reading, form: form, date: date,
            copies: copies.map(\.name))
        return ViewFolder(
            path: path,
            files: [
                ViewFolder.File(name: "answers.html", content: Array(sheet.html.utf8)),
                ViewFolder.File(
                    name: "answers.json", content: Array((try CanonicalJSON.encode(record).json + "\n").utf8)),
            ] + copies)
    }

    private func copies(of reading: FormReading) -> [ViewFolder.File] {
        reading.source.parts.enumerated().compactMap { index, part in
            context.partBytes(submission.message, part).map {
                ViewFolder.File(
                    name: "form-\(index + 1).\(ViewName.ending(reading.source.format))", content: $0, isCopy: true)
            }
        }
    }
}

/// What of a submission belongs to one theme.
enum ThemeExtract {
    /// The answers of the theme's sections and of those that say who answers, and the theme's proposals.
    ///
    /// Without the form's definition every answer stays.
    static func of(_ reading: FormReading, theme: String, form: FormDefinition?) -> FormReading {
        var extract = reading
        extract.proposals = reading.proposals.filter { $0.theme == theme || $0.secondaryTheme == theme }
        guard let form else { return extract }
        let questions = form.sections.filter { $0.theme == nil || $0.theme == theme }.flatMap(\.questions)
        let kept = Set(questions.filter { !$0.isClassified }.map(\.id))
        extract.answers = reading.answers.filter { kept.contains($0.key) }
        return extract
    }
}
