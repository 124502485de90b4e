/// Reads the value that a person gives an answer, with the parser that reads what respondents write.
///
/// A person at a keyboard can be asked again: what is not exactly one value is refused, with what would be.
package struct ValueEntry: Sendable {
    /// A value with the words beside an "other" option; both nil where the person says that nothing was written.
    package struct Entered: Hashable, Sendable {
        package var value: AnswerValue?
        package var otherText: String?

        package init(value: AnswerValue? = nil, otherText: String? = nil) {
            self.value = value
            self.otherText = otherText
        }
    }

    /// Why a text is no value of its question, in words for the person who typed it.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        package enum Code: String, Sendable {
            case unrecognised
            /// More than one value.
            case several
            /// A limit, an estimate, or only part of it understood.
            case inexact
            case outOfRange = "out_of_range"
            case noSuchCell = "no_such_cell"
        }

        package var code: Code
        package var description: String

        package init(_ code: Code, _ description: String) {
            self.code = code
            self.description = description
        }
    }

    let councils: CouncilRegister

    package init(councils: CouncilRegister) { self.councils = councils }

    /// Reads `text` as the value of `question`: codes or the words of the form, in either language; nothing for blank.
    ///
    /// Tables and grids are filled cell by cell, see ``setting(_:at:of:to:)``.
    package func read(_ text: String, as question: Question) throws(Refusal) -> Entered {
        let trimmed = text.trimmed
        if trimmed.isEmpty { return Entered() }
        switch question.type {
        case .council: return Entered(value: .string(try council(trimmed)))
        case .single:
            if question.options.contains(where: { $0.code == trimmed }) { return Entered(value: .string(trimmed)) }
            return try parse(inWords(trimmed, of: question), as: question)
        case .multi, .ranking:
            if let codes = codes(trimmed, of: question) { return Entered(value: .list(codes)) }
            return try parse(inWords(trimmed, of: question), as: question)
        case .table, .grid:
            throw Refusal(.unrecognised, "cells are given one by one: \(question.id).ROW.COLUMN=VALUE")
        default: break
        }
        return try parse(trimmed, as: question)
    }

    private func parse(_ text: String, as question: Question) throws(Refusal) -> Entered {
        switch ValueParser.parse(text, as: question) {
        case .value(let value, .exact, let otherText): return Entered(value: value, otherText: otherText)
        case .value(let value, .resembling, _):
            throw Refusal(.unrecognised, "“\(text)” is none of its options; did you mean \(Self.words(value))?")
        case .value(let value, _, _):
            throw Refusal(.inexact, "“\(text)” is not exactly one value; \(Self.words(value)) would be")
        case .several(let values) where !values.isEmpty:
            throw Refusal(
                .several, "“\(text)” is more than one value: \(values.map(Self.words).joined(separator: " or "))")
        case .notAvailable: return Entered()
        case .unreadable(.outOfRange):
            throw Refusal(.outOfRange, "“\(text)” is out of range\(Self.range(of: question))")
        case .unreadable, .several: throw Refusal(.unrecognised, "“\(text)” is no \(Self.wanted(by: question))")
        }
    }

    private func council(_ text: String) throws(Refusal) -> String {
        if councils[text] != nil { return text }
        let resolution = councils.resolve(text)
        if resolution.status == .automatic, let council = resolution.council { return council }
        let names = resolution.candidates.map { "\($0.council) \(councils[$0.council]?.name.text(.french) ?? "")" }
        throw Refusal(
            names.isEmpty ? .unrecognised : .several,
            names.isEmpty
                ? "“\(text)” is no council of the register"
                : "“\(text)” may be \(names.joined(separator: " or ")); its id is wanted")
    }

    /// `land, legal_system` or `vat > borrowing`, where every word is a code; a set comes in the form's order.
    private func codes(_ text: String, of question: Question) -> [String]? {
        let words = Self.items(text)
        let known = question.options.map(\.code)
        guard !words.isEmpty, words.allSatisfy(known.contains), Set(words).count == words.count else { return nil }
        return question.type == .ranking ? words : known.filter(words.contains)
    }

    /// The text with its codes as the form's words, which the parser knows: `land, other: souks`.
    private func inWords(_ text: String, of question: Question) -> String {
        let items = Self.items(text).map { item in
            let code = String(item.unicodeScalars.prefix { $0 != ":" })
            guard let option = question.options.first(where: { $0.code == code.trimmed }) else { return item }
            return option.label.text(.french) + String(item.unicodeScalars.dropFirst(code.unicodeScalars.count))
        }
        return items.joined(separator: text.unicodeScalars.contains(">") ? " > " : ", ")
    }

    private static func items(_ text: String) -> [String] {
        let separators: Set<Unicode.Scalar> = [",", "،", ">", ";", "؛"]
        return text.unicodeScalars.split { separators.contains($0) }.map { String($0).trimmed }
    }

    private static func words(_ value: AnswerValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .list(let codes): codes.joined(separator: ", ")
        case .rows, .object: "a table"
        }
    }

    private static func range(of question: Question) -> String {
        if let scale = question.scale { return ": \(scale.minimum) to \(scale.maximum)" }
        guard let range = question.range else { return "" }
        return ": \(words(.number(range.lowerBound))) to \(words(.number(range.upperBound)))"
    }

    private static func wanted(by question: Question) -> String {
        switch question.type {
        case .single, .multi, .ranking:
            "option of it; its options are \(question.options.map(\.code).joined(separator: ", "))"
        case .date: "date (2020-03-12, 2020-03 or 2020)"
        case .phone: "telephone number"
        case .email: "e-mail address"
        case .scale: "number of its scale\(range(of: question))"
        default: "number"
        }
    }
}
