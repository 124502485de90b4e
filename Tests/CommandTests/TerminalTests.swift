import Testing

@testable import IstimaraCLI

/// What stands between text from outside and the places it is shown in.
@Suite struct TerminalTests {
    @Test func widthCountsColumns() {
        #expect(TerminalText.width("مَجْلِس") == 4)
        #expect(TerminalText.width("é\u{301}a") == 2)
        #expect(TerminalText.width("\u{2068}x\u{2069}") == 1)
        #expect(TerminalText.fit("abcdefgh", columns: 5) == "abcd…")
    }

    @Test func controlsAreEscapedAndArabicIsolated() {
        #expect(TerminalText.display("a\u{1B}[2J\u{202E}b") == "a\\u{1b}[2J\\u{202e}b")
        #expect(TerminalText.display("one\ntwo\u{2028}three") == "one two three")
        #expect(TerminalText.display("تازة") == "\u{2068}تازة\u{2069}")
        #expect(TerminalText.display("Taza") == "Taza")
    }

    @Test func tablesAlignByDisplayWidth() {
        var table = TextTable([("NAME", .leading), ("N", .trailing)])
        table.add(["تَازَة", "1"])
        table.add(["Safi", "12"])
        let plain = Terminal(isInteractive: false, showsProgress: false, hasColor: false)
        #expect(table.lines(width: 80, terminal: plain).map(TerminalText.width) == [8, 8, 8])
        #expect(table.lines(width: 80, terminal: plain)[1].hasSuffix("   1"))
    }

    @Test func linesBreakBetweenWordsAndWithinLongOnes() {
        #expect(TerminalText.wrap("one two three", columns: 7) == ["one two", "three"])
        #expect(TerminalText.wrap("a abcdefghij b", columns: 4) == ["a", "abcd", "efgh", "ij b"])
        #expect(TerminalText.wrap("", columns: 4) == [""])
        // A mark stays with its letter.
        #expect(TerminalText.wrap("مَجْلِس", columns: 2) == ["مَجْ", "لِس"])
    }

    @Test(arguments: [80, 60, 40, 30]) func aTableFitsItsTerminalAndLosesNothing(_ width: Int) {
        var table = TextTable([("MAILBOX", .leading), ("N", .trailing), ("LAST ERROR", .leading)])
        let error = "unreachable 2026-11-25T07:14:48Z the server did not answer in time"
        table.add(["consultation/INBOX", "12345", error])
        table.add(["المجلس الإقليمي للخميسات", "1", "–"])
        let plain = Terminal(isInteractive: false, showsProgress: false, hasColor: false)
        let lines = table.lines(width: width, terminal: plain)
        #expect(lines.allSatisfy { TerminalText.width($0) <= width })
        // From 60 columns on no word needs to be broken.
        guard width >= 60 else { return }
        let text = lines.joined(separator: " ")
        for word in error.split(separator: " ").map(String.init) + ["12345", "المجلس", "الإقليمي", "للخميسات"] {
            #expect(text.contains(word), "\(word) in \(lines)")
        }
    }

    private static let list: TextTable = {
        var table = TextTable(
            [("ID", .leading), ("N", .trailing), ("COUNCIL", .leading), ("THEMES", .leading)], overflow: .isCut)
        table.add(["591c68a7", "3", "Taounate", "competences finances human_resources"])
        table.add(["11f05dc3", "12", "إِقليم الخميسات", "competences"])
        return table
    }()
    private static let plain = Terminal(isInteractive: false, showsProgress: false, hasColor: false)

    @Test(arguments: [60, 50, 36, 20]) func aListHasALineARow(_ width: Int) {
        let lines = Self.list.lines(width: width, terminal: Self.plain)
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { TerminalText.width($0) <= width })
        #expect(lines[1].hasPrefix("591c68a7"))
    }

    @Test func onlyTheLastColumnOfAListIsCutWhereThatIsEnough() {
        let lines = Self.list.lines(width: 42, terminal: Self.plain)
        #expect(lines[1] == "591c68a7   3  Taounate        competences…")
        // The isolates are around what is left of an Arabic text, whole or cut.
        #expect(lines[2].contains("\u{2068}إِقليم الخميسات\u{2069}  competences"))
        let narrow = Self.list.lines(width: 24, terminal: Self.plain)[2]
        #expect(narrow.contains("…\u{2069}  …"), "\(narrow)")
    }

    @Test func nothingIsCutOrWrappedWhereNothingLimitsATable() {
        for overflow in [TextTable.Overflow.isCut, .wraps] {
            var table = TextTable([("ID", .leading), ("THEMES", .leading)], overflow: overflow)
            let words = String(repeating: "competences ", count: 20) + "finances"
            table.add(["591c68a7", words])
            #expect(table.lines(width: nil, terminal: Self.plain).last == "591c68a7  \(words)")
        }
    }

    @Test(arguments: ["=1+1", "+cmd", "-1+1", "@SUM(A1)", "\t=1", " =1", "\u{FF1D}1", "\"=1"])
    func formulasBecomeText(_ text: String) {
        #expect(CSVText.cell(text).contains("'"))
    }

    @Test func cellsAreQuotedAndNumbersStay() {
        #expect(CSVText.cell("a,b") == "\"a,b\"")
        #expect(CSVText.cell("say \"x\"") == "\"say \"\"x\"\"\"")
        #expect(CSVText.cell("+212661234567") == "+212661234567")
        #expect(CSVText.cell("-3.5") == "-3.5")
        #expect(CSVText.cell("a\u{0}b") == "a\u{FFFD}b")
        // A combining mark makes one character of the quote and itself; a reader of CSV sees the quote.
        let cell = CSVText.cell("x\"\u{301},=1+1")
        #expect(Array(cell.unicodeScalars) == Array("\"x\"\"\u{301},=1+1\"".unicodeScalars))
    }

    @Test(arguments: Settings.Log.Format.allCases)
    func anEventIsOneLine(format: Settings.Log.Format) {
        let line = LineLogHandler.line(
            level: "info", message: "fetched", fields: [("folder", "a\nb\u{1B}[2J\u{202E}c")], format: format)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
        #expect(line.contains("fetched") && line.contains("a b"))
    }

    @Test func sizesAndTimes() {
        #expect(Quantities.bytes("50MB") == 50_000_000)
        #expect(Quantities.bytes("512 MiB") == 512 << 20)
        #expect(Quantities.bytes("4096") == 4_096)
        #expect(Quantities.bytes("9999999999GB") == nil)
        #expect(Quantities.bytes("big") == nil)
        #expect(Quantities.seconds("5m") == 300)
        #expect(Quantities.seconds("-5") == nil)
    }
}
