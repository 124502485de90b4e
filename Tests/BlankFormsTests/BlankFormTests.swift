import BlankForms
import Forms
import Foundation
import FoundationXML
import Testing

@Suite struct BlankFormTests {
    @Test(arguments: Fixture.all)
    func everyQuestionHasItsControls(fixture: Fixture) throws {
        let document = try #require(try fixture.parts()["word/document.xml"])
        let tags = try document.values("//w:sdt/w:sdtPr/w:tag/@w:val")
        #expect(tags.map { ControlTag($0) } == (try fixture.definition().questions.flatMap(\.controlTags)))
        #expect(Set(tags).count == tags.count)
    }

    @Test(arguments: Fixture.all)
    func everyControlIsLockedAndNamedThreeTimes(fixture: Fixture) throws {
        let document = try #require(try fixture.parts()["word/document.xml"])
        let tags = try document.values("//w:sdt/w:sdtPr/w:tag/@w:val")
        let titles = try document.values("//w:sdt/w:sdtPr/w:alias/@w:val")
        #expect(titles.map { ControlTag(title: $0)?.description } == tags)
        let bookmarks = try document.values("//w:sdt/preceding-sibling::*[1][self::w:bookmarkStart]/@w:name")
        #expect(bookmarks == tags.compactMap { ControlTag($0)?.bookmark })
        #expect(bookmarks.count == tags.count)
        #expect(titles.allSatisfy { $0.utf16.count <= ControlTag.maximumLength })
        #expect(try document.values("//w:sdt/w:sdtPr/w:lock/@w:val") == tags.map { _ in "sdtLocked" })
        #expect(Set(try document.values("//w:sdt/w:sdtPr/w:id/@w:val")).count == tags.count)
    }

    @Test(arguments: Fixture.all)
    func nothingLooksAnswered(fixture: Fixture) throws {
        let document = try #require(try fixture.parts()["word/document.xml"])
        for control in try document.nodes(forXPath: "//w:sdt") {
            let text = try control.nodes(forXPath: "w:sdtContent").first?.stringValue ?? ""
            if try control.nodes(forXPath: "w:sdtPr/*[local-name()='checkbox']").isEmpty {
                #expect(try control.nodes(forXPath: "w:sdtPr/w:showingPlcHdr").count == 1)
                #expect(Placeholder.isPlaceholder(text), "\(text)")
            } else {
                #expect(text == "☐")
                #expect(try control.nodes(forXPath: ".//@*[local-name()='val' and .='1']").isEmpty)
            }
        }
        #expect(!Placeholder.isPlaceholder("Préfecture"))
    }

    @Test func everyQuestionPrintsItsCodeAndLabel() throws {
        for fixture in Fixture.all {
            let document = try #require(try fixture.parts()["word/document.xml"])
            let paragraphs = try document.nodes(forXPath: "//w:p").map { paragraph in
                // A tab stands between the two.
                try paragraph.nodes(forXPath: ".//w:t").compactMap(\.stringValue).joined().replacing(
                    "\u{A0}", with: " ")
            }
            for question in try fixture.definition().questions {
                let code = try #require(question.code)
                let label = code + question.label.text(fixture.language) + (question.isRequired ? " *" : "")
                #expect(paragraphs.filter { $0 == label }.count == 1, "\(label)")
            }
        }
    }

    @Test(arguments: Fixture.all)
    func labelsStayWithTheirAnswersAndRowsOnOnePage(fixture: Fixture) throws {
        let parts = try fixture.parts()
        let document = try #require(parts["word/document.xml"])
        #expect(try document.nodes(forXPath: "//w:tr").count > 0)
        #expect(try document.nodes(forXPath: "//w:tr[not(w:trPr/w:cantSplit)]").isEmpty)
        let heads = try document.nodes(forXPath: "//w:tbl[w:tr/w:trPr/w:tblHeader]").count
        let wide = try fixture.definition().questions.filter { [.table, .grid, .ranking].contains($0.type) }
        #expect(heads == wide.count)
        let styles = try #require(parts["word/styles.xml"])
        let kept = try styles.values("//w:style[w:pPr/w:keepNext]/@w:styleId")
        #expect(Set(kept).isSuperset(of: ["Heading1", "Question", "Hint", "ColumnHead"]))
    }

    @Test func aScaleTooLongForARowIsALine() throws {
        var definition = try Fixture.all[2].definition()
        let scale = Scale(minimum: 0, maximum: 15, minimumLabel: LocalizedText([.french: "Rien"]))
        let question = Question(
            id: "long", code: "9.9", type: .scale, label: LocalizedText([.french: "Combien ?"]), scale: scale)
        definition.sections[0].questions = [question]
        let document = try #require(
            try Fixture.parts(of: BlankForm(definition: definition, language: .french).docx())["word/document.xml"])
        let tags = try document.values("//w:p[not(ancestor::w:tbl)]//w:tag/@w:val")
        #expect(tags == (0...15).map { "long.\($0)" })
    }

    @Test func theArabicFormRunsFromRightToLeftThroughout() throws {
        let parts = try Fixture.all[0].parts()
        for name in ["word/document.xml", "word/footer1.xml"] {
            let part = try #require(parts[name])
            #expect(try part.nodes(forXPath: "//w:p").count > 0)
            #expect(try part.nodes(forXPath: "//w:p[not(w:pPr/w:bidi)]").count == 0)
            #expect(try part.nodes(forXPath: "//w:tbl[not(w:tblPr/w:bidiVisual)]").count == 0)
            for run in try part.nodes(forXPath: "//w:r[not(w:rPr/w:rtl)]") {
                let text = run.stringValue ?? ""
                #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "a run from left to right: \(text)")
                #expect(text.contains { $0.isLetter }, "a run from left to right: \(text)")
            }
        }
        let styles = try #require(parts["word/styles.xml"])
        #expect(try styles.nodes(forXPath: "//w:style[@w:type='paragraph' and not(w:pPr/w:bidi)]").count == 0)
        #expect(try styles.values("//w:rPrDefault//w:lang/@w:bidi") == ["ar-MA"])
        #expect(try styles.nodes(forXPath: "//w:rPrDefault//w:szCs").count == 1)
        #expect(try styles.nodes(forXPath: "//w:rPr[w:sz and not(w:szCs)]").count == 0)
        #expect(try styles.nodes(forXPath: "//w:rPr[w:b and not(w:bCs)]").count == 0)
        #expect(try parts["word/document.xml"]?.nodes(forXPath: "//w:sectPr/w:bidi").count == 1)
    }

    @Test func theFrenchFormHasNothingFromRightToLeft() throws {
        for part in try Fixture.all[1].parts().values {
            #expect(
                try part.nodes(forXPath: "//*[local-name()='bidi' or local-name()='rtl' or local-name()='bidiVisual']")
                    .isEmpty)
        }
    }

    @Test(arguments: Fixture.all)
    func theFormSaysWhichItIs(fixture: Fixture) throws {
        let (parts, definition) = (try fixture.parts(), try fixture.definition())
        let custom = try #require(parts["docProps/custom.xml"])
        #expect(try custom.values("//*[local-name()='property']/@name") == ["formId", "formVersion", "language"])
        #expect(
            try custom.values("//*[local-name()='lpwstr']")
                == [definition.id, definition.version, fixture.language.rawValue])
        #expect(
            try parts["docProps/core.xml"]?.values("//*[local-name()='title']")
                == [definition.title.text(fixture.language)])
        let footer = try #require(parts["word/footer1.xml"]?.rootElement()?.stringValue)
        #expect(footer.contains(definition.id) && footer.contains(definition.version) && footer.contains("NUMPAGES"))
    }

    @Test(arguments: Fixture.all)
    func theSameDefinitionGivesTheSameBytes(fixture: Fixture) throws {
        #expect(try fixture.docx() == fixture.docx())
    }

    @Test func aLanguageTheFormIsNotInIsRefused() throws {
        let form = BlankForm(definition: try Fixture.all[2].definition(), language: .arabic)
        let error = #expect(throws: BlankFormError.self) { try form.docx() }
        #expect(error?.code == .language)
        #expect(error?.description.contains("`services-communaux`") == true)
    }

    @Test func labelsThatAreNotXMLAreStillText() throws {
        var definition = try Fixture.all[2].definition()
        definition.title = LocalizedText([.french: "A < B & \"C\"\u{1} ]]>"])
        let bytes = try BlankForm(definition: definition, language: .french).docx()
        let script =
            "import docx, io, sys; print(docx.Document(io.BytesIO(sys.stdin.buffer.read())).core_properties.title)"
        let title = String(decoding: try Program.python(script, input: bytes), as: UTF8.self)
        #expect(title == "A < B & \"C\" ]]>\n")
    }
}
