import Forms
import Mail

extension ViewContext {
    /// The form of the folders and sheets; raised whenever the same records would make other files.
    private static let formatVersion = 2

    /// A digest of everything beside the records that the views follow from: where it differs, all are looked at and those
    /// that are not as they should be written anew.
    ///
    /// The start of the machine is of it: folders are not made durable, and a loss of power takes what the kernel had not
    /// come to write.
    func stamp(for place: ViewPlace) -> String {
        var lines = ["istimara views \(Self.formatVersion)", "\(place.path) \(place.mode) \(place.group ?? 0)"]
        lines.append("boot \(SystemBoot.id)")
        lines.append(themes.joined(separator: " "))
        lines += councils.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.region) \($0.value.council)" }
        for form in forms {
            lines.append("form \(form.id) \(form.version) \(Self.text(form.title))")
            for section in form.sections {
                lines.append("section \(section.id) \(section.theme ?? "") \(Self.text(section.title))")
                lines += section.questions.map(Self.text)
            }
        }
        // The zone, as far as dates in names can show it: its offset once a month from 2010 to 2040.
        lines.append((0..<Int64(360)).map { "\(utcOffset(1_262_304_000 + $0 * 2_629_746))" }.joined(separator: " "))
        return ContentDigest(of: Array(lines.joined(separator: "\n").utf8)).hex
    }

    private static func text(_ question: Question) -> String {
        let own = [question.id, question.code ?? "", question.type.rawValue, text(question.label)]
        let options = question.options.map { "\($0.code) \(text($0.label))" }
        let rows = question.rows.map { "\($0.id) \(text($0.label))" }
        return (own + ["\(question.isClassified)"] + options + rows + question.columns.map(text))
            .joined(separator: "|")
    }

    private static func text(_ text: LocalizedText) -> String {
        Language.allCases.map { text[$0] ?? "" }.joined(separator: "/")
    }
}
