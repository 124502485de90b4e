/// What stands in a control of a blank form while nobody has answered there.
///
/// Word marks such a control (`w:showingPlcHdr`), but LibreOffice 7.4 drops the mark from controls of plain text when
/// it saves: a reader must know the words as well.
package enum Placeholder: CaseIterable, Sendable {
    case answer
    case choice
    case date
    case number
    case amount
    /// The words beside an option.
    case otherText
    case cellAnswer
    case cellChoice

    package func text(_ language: Language) -> String {
        switch (self, language) {
        case (.answer, .arabic): "انقر هنا لكتابة الجواب"
        case (.answer, .french): "Cliquez ici pour répondre"
        case (.choice, .arabic): "اختر من اللائحة"
        case (.choice, .french): "Choisir dans la liste"
        case (.date, .arabic): "يوم/شهر/سنة"
        case (.date, .french): "jj/mm/aaaa"
        case (.number, .arabic): "اكتب العدد"
        case (.number, .french): "Indiquer le nombre"
        case (.amount, .arabic): "اكتب المبلغ"
        case (.amount, .french): "Indiquer le montant"
        case (.otherText, .arabic): "يرجى التوضيح"
        case (.otherText, .french): "à préciser"
        case (.cellAnswer, .arabic): "اكتب هنا"
        case (.cellAnswer, .french): "Écrire ici"
        case (.cellChoice, .arabic): "اختر"
        case (.cellChoice, .french): "Choisir"
        }
    }

    /// Whether a control's whole text, spaces around it aside, is one of these.
    package static func isPlaceholder(_ text: String) -> Bool {
        var scalars = Substring(text).unicodeScalars
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        guard let first = scalars.first, initials.contains(first) else { return false }
        return all.contains(String(scalars))
    }

    private static let all = Set(allCases.flatMap { one in Language.allCases.map(one.text) })
    /// What they begin with; `É` and `à` may be typed as two scalars.
    private static let initials = Set(all.compactMap(\.unicodeScalars.first)).union(["E", "a"])
}

extension Question {
    /// What its control shows while it is empty; in a table's cell, shorter words.
    package func placeholder(inCell: Bool) -> Placeholder {
        switch type {
        case .date: .date
        case .single, .scale: inCell ? .cellChoice : .choice
        case .ranking: .cellChoice
        case .number: inCell ? .cellAnswer : .number
        case .amount: inCell ? .cellAnswer : .amount
        case .text, .longtext, .email, .phone, .council, .multi, .table, .grid: inCell ? .cellAnswer : .answer
        }
    }
}
