import DocumentReaders
import Documents
import Testing

/// A blank of the program's own, filled in (`filled.docx`), and what LibreOffice Writer 7.4 made of it (`saved.docx`).
struct WriterSaveTests {
    private let filled: [Field]
    private let saved: [Field]

    init() throws {
        filled = try DocxReader().read(try resource("writer/filled.docx")).fields
        saved = try DocxReader().read(try resource("writer/saved.docx")).fields
    }

    @Test func everyControlOfTheBlankIsFoundByItsBookmark() {
        #expect(filled.count == 171)
        #expect(filled.allSatisfy { $0.name != nil && $0.bookmark != nil })
        #expect(saved.allSatisfy { $0.name == nil })
        #expect(saved.compactMap(\.bookmark) == filled.compactMap(\.bookmark))
    }

    @Test func stateAndWordsAreThoseThatWereFilledIn() throws {
        let found = Dictionary(saved.compactMap { field in field.bookmark.map { ($0, field) } }) { first, _ in first }
        for field in filled {
            let bookmark = try #require(field.bookmark)
            let other = try #require(found[bookmark], "\(bookmark)")
            #expect(other.isChecked == field.isChecked, "\(bookmark)")
            if !field.isPlaceholder { #expect(other.value == field.value, "\(bookmark)") }
        }
    }

    @Test func aBoxAloneInItsCellHasItsTitle() throws {
        let boxes = saved.filter { $0.bookmark?.hasPrefix("service__") == true }
        #expect(boxes.count == 16)
        #expect(boxes.allSatisfy { $0.kind == .checkbox && $0.title?.hasPrefix("service.") == true })
    }
}
