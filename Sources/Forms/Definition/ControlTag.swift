/// The name of one content control of a blank form: which part of which answer it holds.
///
/// A blank form writes it as the control's tag (`w:tag`, ECMA-376-1 §17.5.2.42) and again at the head of its title
/// (`w:alias`, §17.5.2.1) and in a ``bookmark`` around it, because some programs drop tags, and titles, when they save.
/// It is question id, row, column and code with dots between; none of these holds a dot itself.
///
/// | tag | control |
/// |---|---|
/// | `phone` | the whole answer: a text, a date, a number, a drop-down of options |
/// | `t1_obstacles.no_data` | the check box of an option (`single`, `multi`) or the rank given to it (`ranking`) |
/// | `t1_clarity.4` | the check box of a number (`scale`) |
/// | `t1_obstacles.other_text` | the words beside an option with free text |
/// | `t1_proposals.2.priority` | a table's cell; open rows count from 1, a fixed row goes by its id |
/// | `services.health.3`, `services.health.weak` | the check box of a grid: row, then number or option code |
/// | `t1_proposals.2.partners.state` | the check box of an option in a cell of a column of type `multi` |
///
/// What the last word means follows from the question's type, which a tag does not tell.
package enum ControlTag: Hashable, Sendable {
    /// The whole answer.
    case answer(question: String)
    /// One option's code, or one number of a scale.
    case choice(question: String, code: String)
    /// The words beside an option with free text.
    case otherText(question: String)
    /// A table's cell by column id, or a grid's check box by number or option code.
    case cell(question: String, row: String, column: String)
    /// One option in a table's cell.
    case cellChoice(question: String, row: String, column: String, code: String)

    /// The greatest length of a tag and of a title: Word takes no longer ones.
    package static let maximumLength = 64

    /// The word that stands for the free text; no option may have it as its code.
    package static let otherTextWord = "other_text"

    /// Stands between the tag and the label in a title: `phone · 0.6 Téléphone`.
    package static let titleSeparator = " · "

    /// Reads a control's tag; nil where it is none of ours.
    package init?(_ tag: String) {
        let words = tag.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard words.allSatisfy(Self.isWord) else { return nil }
        switch words.count {
        case 1: self = .answer(question: words[0])
        case 2 where words[1] == Self.otherTextWord: self = .otherText(question: words[0])
        case 2: self = .choice(question: words[0], code: words[1])
        case 3: self = .cell(question: words[0], row: words[1], column: words[2])
        case 4: self = .cellChoice(question: words[0], row: words[1], column: words[2], code: words[3])
        default: return nil
        }
    }

    /// Reads the tag at the head of a control's title (`phone · 0.6 Téléphone`, or `phone` alone); nil where there is none.
    package init?(title: String) {
        let tag = title.unicodeScalars.prefix { $0 != " " && $0 != "\u{00A0}" && $0 != "·" }
        self.init(String(String.UnicodeScalarView(tag)))
    }

    /// The bookmark around the control (`w:bookmarkStart`, ECMA-376-1 §17.13.6.2), which every program keeps when it
    /// saves; nil where the tag cannot be written as one.
    ///
    /// Word allows a letter and then letters, digits and `_`, 40 characters in all: `__` stands for the dot.
    package var bookmark: String? {
        let tag = description
        let name = tag.split(separator: ".").joined(separator: Self.bookmarkDot)
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains((name.utf8.first ?? 0) | 0x20)
        guard isLetter, name.utf8.count <= 40, !tag.utf8.contains(UInt8(ascii: "-")) else { return nil }
        // A word that has the dot's stand-in itself, or touches it, could be read two ways.
        return ControlTag(bookmark: name) == self ? name : nil
    }

    /// Reads the name of the bookmark around a control; nil where it is none of ours.
    package init?(bookmark: String) {
        var words: [String] = [""]
        var rest = Substring(bookmark)
        while let character = rest.first {
            if rest.hasPrefix(Self.bookmarkDot) {
                words.append("")
                rest = rest.dropFirst(Self.bookmarkDot.count)
            } else {
                words[words.count - 1].append(character)
                rest = rest.dropFirst()
            }
        }
        self.init(words.joined(separator: "."))
    }

    private static let bookmarkDot = "__"

    package var question: String {
        switch self {
        case .answer(let question), .choice(let question, _), .otherText(let question), .cell(let question, _, _),
            .cellChoice(let question, _, _, _):
            question
        }
    }

    /// The title of a control with this tag: the tag, then as much of `label` as fits.
    package func title(label: String) -> String {
        let head = description + Self.titleSeparator
        let room = Self.maximumLength - head.utf16.count
        var text = ""
        for character in label {
            // A cut title ends in an ellipsis, which needs one unit of its own.
            guard text.utf16.count + String(character).utf16.count <= room - 1 else {
                return text.isEmpty ? description : head + text + "…"
            }
            text.append(character)
        }
        return text.isEmpty ? description : head + text
    }

    /// Whether `word` may stand as one word of a tag, and so as an id or a code: ASCII letters, digits, `_` and `-`.
    package static func isWord(_ word: String) -> Bool {
        !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension ControlTag: CustomStringConvertible {
    /// The tag as it stands in the form.
    package var description: String {
        switch self {
        case .answer(let question): question
        case .choice(let question, let code): "\(question).\(code)"
        case .otherText(let question): "\(question).\(Self.otherTextWord)"
        case .cell(let question, let row, let column): "\(question).\(row).\(column)"
        case .cellChoice(let question, let row, let column, let code): "\(question).\(row).\(column).\(code)"
        }
    }
}

extension Question {
    /// With more options than these a closed question is a drop-down list instead of check boxes.
    package static let mostCheckBoxes = 8

    /// The codes of its check boxes: the numbers of its scale, else its options' codes.
    package var choiceCodes: [String] {
        if let scale { return (scale.minimum...scale.maximum).map(String.init) }
        return options.map(\.code)
    }

    /// Whether a blank form offers this closed question as one drop-down list.
    package var isDropDown: Bool { type == .single && options.count > Self.mostCheckBoxes }

    /// The tags of all controls that a blank form has for this question, in the form's order.
    package var controlTags: [ControlTag] {
        switch type {
        case .text, .longtext, .email, .phone, .council, .number, .amount, .date:
            [.answer(question: id)]
        case .scale, .ranking, .multi, .single:
            (isDropDown ? [.answer(question: id)] : choiceCodes.map { .choice(question: id, code: $0) })
                + (options.contains(where: \.hasFreeText) ? [.otherText(question: id)] : [])
        case .grid:
            rows.flatMap { row in choiceCodes.map { .cell(question: id, row: row.id, column: $0) } }
        case .table:
            tableRowIDs.flatMap { row in
                columns.flatMap { column in
                    column.type == .multi
                        ? column.options.map {
                            .cellChoice(question: id, row: row, column: column.id, code: $0.code)
                        } : [.cell(question: id, row: row, column: column.id)]
                }
            }
        }
    }

    /// The row words of a table's tags: the ids of its fixed rows, else numbers from 1.
    package var tableRowIDs: [String] {
        rows.isEmpty ? (0..<max(minimumRows, 1)).map { String($0 + 1) } : rows.map(\.id)
    }
}
