import DocumentReaders
import Documents
import Testing

struct HTMLControlTests {
    private func html(_ page: String) throws -> Document { try HTMLReader().read(Array(page.utf8)) }

    @Test func aTextStandsApartFromItsLabel() throws {
        let document = try html(
            "<p><input type=checkbox checked>مصدر آخر<input name=o value='ثلوج مخزنة'>(يرجى التوضيح)</p>")
        #expect(document.text == "☒مصدر آخر ثلوج مخزنة (يرجى التوضيح)")
        #expect(document.runs.filter { $0.field == 1 }.map(\.text) == ["ثلوج مخزنة"])
        #expect(document.fields[1].value == "ثلوج مخزنة")
    }

    @Test(arguments: [
        "Nom<textarea name=f>\nJean</textarea>suite", "Nom <textarea name=f>Jean</textarea> suite",
        "Nom<select name=f><option>Luc<option selected>Jean</select>suite",
        "Nom<select name=f><option label=Jean selected>x</select>suite",
        "Nom<input><input name=f value=Jean>suite", "Nom<span contenteditable id=f>Jean</span>suite",
    ])
    func everyKindOfTextStandsApart(page: String) throws {
        let document = try html("<p>\(page)</p>")
        #expect(document.text == "Nom Jean suite")
        #expect(document.fields.last?.name == "f")
        #expect(document.fields.last?.value == "Jean")
    }

    @Test func aLabelGivesItsWords() throws {
        let document = try html(
            "<label>1<input type=radio name=c value=1 checked></label><label for=b>Deux <b>mots</b></label>"
                + "<input type=checkbox id=b value=2><label for=n>Nom</label><input id=n title=own><input id=lone>")
        #expect(document.fields.map(\.title) == ["1", "Deux mots", "own", nil])
        #expect(document.fields.map { $0.options.map(\.label) } == [["1"], ["Deux mots"], [], []])
        #expect(document.fields.map { $0.options.map(\.value) } == [["1"], ["2"], [], []])
    }

    @Test func aGroupOfBoxesIsOneNameAndALegendIsALine() throws {
        let document = try html(
            "<fieldset disabled><legend>1.2 Domaines</legend><label><input type=checkbox name=d value=a checked>A</label>"
                + "<label><input type=checkbox name=d value=b>B</label></fieldset><input name=e value=x>")
        #expect(document.paragraphs.first?.text == "1.2 Domaines")
        #expect(document.fields.map(\.name) == ["d", "d", "e"])
        #expect(document.fields.map(\.isChecked) == [true, false, nil])
        #expect(document.fields.map(\.isReadOnly) == [true, true, false])
    }

    @Test func aPromptIsNoChoiceAndSeveralAreKept() throws {
        let document = try html(
            "<select><option selected disabled>Choisir<option>A</select><select><option value='' selected>-<option>A</select>"
                + "<select multiple><optgroup label=g><option selected>A<option>B<option selected>C</optgroup></select>"
        )
        #expect(document.fields.map(\.value) == [nil, nil, "A\nC"])
        #expect(document.fields.map(\.isPlaceholder) == [true, true, false])
        #expect(document.fields.map(\.kind) == [.choice, .choice, .multichoice])
    }

    @Test func aListWithoutItsEndSwallowsNoControl() throws {
        let document = try html("<table><tr><td><select><option selected>A<tr><td>B<input value=C></table>")
        #expect(document.fields.map(\.value) == ["A", "C"])
        #expect(document.text.contains("B C"))
    }

    @Test func aTableOfInputsKeepsItsCells() throws {
        let document = try html(
            "<table><tr><th>Projet<th>Coût<tr><td><input name=p value=Route><td><input name=c value=12><tr><td><input name=p><td></table>"
        )
        let table = try #require(document.tables.first)
        #expect(table.rows.count == 3)
        #expect(document.runs.map(\.field) == [nil, nil, 0, 1, 2])
    }

    @Test func anEditableCellIsAField() throws {
        let document = try html(
            "<table><tr><td>Nom<td contenteditable=true id=a><div>un</div><div>deux <b>trois</b></div></table>"
                + "<div contenteditable id=b> </div><p contenteditable=false>fixe</p>")
        #expect(document.fields.map(\.name) == ["a", "b"])
        #expect(document.fields.map(\.value) == ["un\ndeux trois", nil])
        #expect(document.fields.map(\.isPlaceholder) == [false, true])
        #expect(document.runs.map(\.field) == [nil, 0, 0, 0, 1, nil])
    }

    @Test(arguments: ["<![", "<meta", "<label>x"]) func hostileRepetitionIsReadInTime(piece: String) throws {
        let page = String(repeating: piece, count: 60_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let took = clock.measure { _ = try? HTMLReader().read(Array(page.utf8)) }
        #expect(took < .seconds(10))
    }

    @Test func whatIsHiddenIsNotText() throws {
        let document = try html(
            "<input type=hidden name=formId value=x><input type=hidden name=formId value=y><p>a<span hidden>b</span></p>"
                + "<div style='display:none'>c</div><datalist><option>d</datalist><input type=password value=e>")
        #expect(document.properties["formId"] == "x")
        #expect(document.text.filter { !$0.isNewline } == "a")
        #expect(document.fields.isEmpty)
    }
}
