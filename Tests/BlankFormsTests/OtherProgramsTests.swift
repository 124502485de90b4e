import Forms
import Foundation
import Testing

/// What other programs make of a blank form.
@Suite(.serialized) struct OtherProgramsTests {
    @Test(arguments: Fixture.all)
    func pythonDocxOpensIt(fixture: Fixture) throws {
        let script = """
            import docx, io, json, sys
            document = docx.Document(io.BytesIO(sys.stdin.buffer.read()))
            headings = [p.text.replace('\\u00a0', ' ') for p in document.paragraphs if p.style.name == 'Heading 1']
            print(json.dumps(headings))
            """
        let output = try Program.python(script, input: fixture.docx())
        let headings = try JSONDecoder().decode([String].self, from: Data(output))
        #expect(headings == (try fixture.definition().sections.map { $0.title.text(fixture.language) }))
    }

    @Test(arguments: Fixture.all)
    func libreOfficePrintsIt(fixture: Fixture) throws {
        let folder = try TemporaryFolder()
        let pdf = try convert(try fixture.docx(), to: "pdf", in: folder)
        let text = String(decoding: try Program.run("pdftotext", "-raw", pdf.path, "-"), as: UTF8.self)
        for question in try fixture.definition().questions {
            let code = try #require(question.code)
            #expect(text.contains(code), "\(code)")
        }
        let definition = try fixture.definition()
        #expect(text.contains(definition.id))
        let boxes = try checkBoxes(of: fixture)
        #expect(boxes > 0)
        #expect(text.unicodeScalars.filter { $0 == "☐" }.count == boxes)
    }

    /// A member opens the form in LibreOffice, ticks a box, writes a name, and saves it as a Word document.
    @Test func boxesTitlesAndBookmarksOutliveLibreOffice() throws {
        let fixture = Fixture.all[1]
        let fill = """
            import docx, io, sys
            from docx.oxml.ns import qn
            document = docx.Document(io.BytesIO(sys.stdin.buffer.read()))
            def control(tag):
                return next(s for s in document.element.iter(qn('w:sdt')) if s.find('.//' + qn('w:tag')).get(qn('w:val')) == tag)
            box = control('t1_obstacles.no_data')
            w14 = '{http://schemas.microsoft.com/office/word/2010/wordml}'
            box.find('.//' + w14 + 'checked').set(w14 + 'val', '1')
            box.find('.//' + qn('w:t')).text = '\\u2612'
            name = control('respondent_name')
            properties = name.find(qn('w:sdtPr'))
            properties.remove(properties.find(qn('w:showingPlcHdr')))
            name.find('.//' + qn('w:t')).text = 'Amina El Fassi'
            document.save(sys.stdout.buffer)
            """
        let filled = try Program.python(fill, input: fixture.docx())
        let folder = try TemporaryFolder()
        let saved = try Data(contentsOf: convert(filled, to: "docx", in: folder))
        let read = """
            import docx, io, json, sys
            from docx.oxml.ns import qn
            document = docx.Document(io.BytesIO(sys.stdin.buffer.read()))
            w14 = '{http://schemas.microsoft.com/office/word/2010/wordml}'
            boxes = list(document.element.iter(w14 + 'checked'))
            ticked = [b for b in boxes if b.get(w14 + 'val') == '1']
            line = ''.join(t.text or '' for b in ticked for t in list(b.iterancestors(qn('w:p')))[0].iter(qn('w:t')))
            titles = [a.get(qn('w:val')) for a in document.element.iter(qn('w:alias'))]
            marks = [m.get(qn('w:name')) for m in document.element.iter(qn('w:bookmarkStart'))]
            mark = [m.get(qn('w:name')) for b in ticked
                    for m in list(b.iterancestors(qn('w:sdt')))[0].iter(qn('w:bookmarkStart'))]
            named = [''.join(t.text or '' for t in a.getparent().getparent().iter(qn('w:t')))
                     for a in document.element.iter(qn('w:alias')) if a.get(qn('w:val')).startswith('respondent_name')]
            print(json.dumps({'boxes': len(boxes), 'ticked': len(ticked), 'line': line, 'titles': titles, 'named': named, 'marks': marks, 'mark': mark}))
            """
        struct Outcome: Decodable {
            var boxes: Int
            var ticked: Int
            var line: String
            var titles: [String]
            var named: [String]
            var marks: [String]
            var mark: [String]
        }
        let outcome = try JSONDecoder().decode(
            Outcome.self, from: Data(try Program.python(read, input: Array(saved))))
        #expect(outcome.boxes == (try checkBoxes(of: fixture)))
        #expect(outcome.ticked == 1)
        #expect(outcome.line == "☒Absence de diagnostics et de données partagés")
        #expect(outcome.named.first == "Amina El Fassi")
        let controls = Set(try fixture.definition().questions.flatMap(\.controlTags))
        #expect(Set(outcome.marks.compactMap { ControlTag(bookmark: $0) }).isSuperset(of: controls))
        #expect(outcome.mark == ["t1_obstacles__no_data"])
        let kept = Set(outcome.titles.compactMap { ControlTag(title: $0) })
        let texts = try fixture.definition().questions.filter { [.text, .phone, .email, .longtext].contains($0.type) }
        #expect(kept.isSuperset(of: texts.flatMap(\.controlTags)))
    }

    private func checkBoxes(of fixture: Fixture) throws -> Int {
        try #require(try fixture.parts()["word/document.xml"]).values("//*[local-name()='checked']").count
    }

    private func convert(_ docx: [UInt8], to format: String, in folder: TemporaryFolder) throws -> URL {
        let input = folder.file("form.docx")
        try Data(docx).write(to: input)
        let output = folder.file("out")
        try Program.run(
            "soffice", "-env:UserInstallation=\(folder.file("profile").absoluteString)", "--headless", "--convert-to",
            format, "--outdir", output.path, input.path)
        // soffice ends with 0 even where it wrote nothing.
        let result = output.appending(path: "form.\(format)")
        try #require(FileManager.default.fileExists(atPath: result.path))
        return result
    }
}
