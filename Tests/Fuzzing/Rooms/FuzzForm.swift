import DocumentReaders
import Documents
import Forms
import FuzzSupport

/// A document that someone sent back: its form found, its labels matched, its answers read.
///
/// The first byte of an input says which form it is asked for, whether it is asked for by name, and what the rest is: a
/// ``Sketch``, or a plain text.
enum FuzzForm {
    private static let readers = [Resources.everyType, Resources.shipped].map { form in
        (id: form.id, reader: FormReader(definitions: [form], councils: Resources.councils, themes: Resources.themes))
    }

    static func run(_ input: [UInt8]) {
        let choice = input.first ?? 0
        let rest = Array(input.dropFirst())
        let document: Document
        if choice & 4 == 0 {
            document = Sketch(String(decoding: rest, as: UTF8.self)).document
        } else {
            guard let text = try? TextReader(charset: "utf-8").read(rest) else { return }
            document = text
        }
        let returned = ReturnedDocument(part: "1", filename: "a.docx", document: document, isBody: choice & 8 != 0)
        let (id, reader) = readers[Int(choice & 1)]
        for reading in reader.read([returned], form: choice & 2 == 0 ? id : nil) {
            promise(reading.form?.id == id, "a reading is of another form")
            for (question, answer) in reading.answers {
                promise(
                    answer.confidence.isFinite && (0...1).contains(answer.confidence),
                    "the confidence of \(question) is \(answer.confidence)")
                promise(answer.status != .accepted || answer.value != nil, "\(question) is accepted and has no value")
            }
        }
        if choice & 8 != 0 { _ = reader.readLetter(body: returned) }
    }
}
