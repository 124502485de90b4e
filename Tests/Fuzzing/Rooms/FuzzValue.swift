import Forms
import FuzzSupport

/// The words of one answer as the type of its question wants them, by a respondent and by a person who corrects.
///
/// The first byte of an input is the question, among those of all forms and their columns.
enum FuzzValue {
    private static let questions = [Resources.everyType, Resources.shipped].flatMap { form in
        form.questions.flatMap { [$0] + $0.columns }
    }
    private static let entry = ValueEntry(councils: Resources.councils)

    static func run(_ input: [UInt8]) {
        let question = questions[Int(input.first ?? 0) % questions.count]
        let text = String(decoding: input.dropFirst(), as: UTF8.self)
        check(ValueParser.parse(text, as: question), question)
        _ = try? entry.read(text, as: question)
        let place = text.split(separator: "=", maxSplits: 1).map(String.init)
        if place.count == 2 {
            _ = try? entry.setting(nil, at: place[0].split(separator: ".").map(String.init), of: question, to: place[1])
        }
        if question.type == .council {
            _ = (Resources.councils.resolve(text), Resources.councils.resolveRegion(text))
        }
        if question.type == .longtext { _ = Resources.themes.classify(text) }
        _ = (Normaliser.key(text), Normaliser.clean(text), Normaliser.tokens(text), Normaliser.stems(text))
    }

    private static func check(_ parsed: ParsedValue, _ question: Question) {
        guard case .value(let value, _, _) = parsed else { return }
        let known = question.options.map(\.code)
        switch value {
        case .number(let number): promise(number.isFinite, "\(question.id) is no number")
        case .string(let code) where question.type == .single:
            promise(known.contains(code), "\(question.id) has no option \(code)")
        case .list(let codes):
            promise(codes.allSatisfy(known.contains), "\(question.id) has no such option")
            promise(Set(codes).count == codes.count, "\(question.id) has one option twice")
        default: break
        }
    }
}
