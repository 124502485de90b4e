import Foundation
import TestSupport
import Testing

@testable import IstimaraCLI

/// What every escaper promises of any text: nothing active comes out, and nothing of the words is lost.
@Suite struct EscaperTests {
    private let texts = HostileText.texts(1_500, seed: 1)

    @Test func nothingForATerminalMovesItsCursorOrTurnsItsLine() {
        for text in texts {
            let escaped = TerminalText.escape(text)
            #expect(!escaped.unicodeScalars.contains { $0.isControlOrDirection }, "\(text.debugDescription)")
            #expect(TerminalText.escape(escaped) == escaped)
            // What needs no escape stands there in its order.
            var rest = escaped.unicodeScalars[...]
            for scalar in text.unicodeScalars where !scalar.isControlOrDirection && scalar != "\u{FEFF}" {
                guard let place = rest.firstIndex(of: scalar) else {
                    Issue.record("\(scalar) of \(text.debugDescription) is lost")
                    break
                }
                rest = rest[rest.index(after: place)...]
            }
            let shown = TerminalText.display(text).unicodeScalars.filter(\.isControlOrDirection)
            #expect(Array(shown) == [] || Array(shown) == ["\u{2068}", "\u{2069}"])
        }
    }

    @Test func whatIsCutOrWrappedStaysEscapedAndFits() {
        for text in texts {
            let escaped = TerminalText.escape(text)
            #expect(TerminalText.width(TerminalText.fit(escaped, columns: 12)) <= 12)
            let lines = TerminalText.wrap(escaped, columns: 12)
            #expect(lines.allSatisfy { TerminalText.width($0) <= 12 || $0.unicodeScalars.count == 1 })
            #expect(lines.joined().filter { $0 != " " } == escaped.filter { $0 != " " })
        }
    }

    @Test func aLogLineHasTheFieldsThatWereLogged() throws {
        let field = try Regex(#" ([a-z]+)=("(?:[^"\\]|\\.)*"|[^ "=]*)"#).matchingSemantics(.unicodeScalar)
        for (first, second) in zip(texts, texts.reversed()) {
            let line = " from=\(LogText.value(first)) to=\(LogText.value(second))"
            #expect(!line.unicodeScalars.contains { $0.isControlOrDirection })
            let fields = line.matches(of: field).map { $0.output.dropFirst().map { String($0.substring ?? "") } }
            #expect(fields.map(\.first) == ["from", "to"], "\(line)")
            #expect(fields.map { " \($0[0])=\($0[1])" }.joined() == line)
            let values = fields.map { Self.unquoted($0[1]) }
            #expect(values == [first, second].map(TerminalText.escape))
        }
    }

    private static func unquoted(_ value: String) -> String {
        var rest = value.unicodeScalars[...]
        guard rest.first == "\"" else { return value }
        var text = String.UnicodeScalarView()
        rest = rest.dropFirst().dropLast()
        while let scalar = rest.popFirst() {
            if let next = scalar == "\\" ? rest.popFirst() : scalar { text.append(next) }
        }
        return String(text)
    }

    @Test func noCellIsAFormulaAndEveryCellComesBack() {
        let formulaSigns = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)
        for rows in stride(from: 0, to: texts.count - 3, by: 3) {
            let texts = Array(texts[rows..<(rows + 3)])
            let cells = Self.cells(of: texts.map(CSVText.cell).joined(separator: ","))
            #expect(cells.count == 3, "\(texts)")
            for (cell, text) in zip(cells, texts) {
                let plain = String(
                    String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }))
                #expect(cell == plain || cell == "'" + plain, "\(text.debugDescription)")
                guard let first = cell.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\"" }),
                    formulaSigns.contains(first)
                else { continue }
                #expect(cell.wholeMatch(of: #/[+\-][0-9.]+/#) != nil, "\(cell.debugDescription)")
            }
        }
    }

    /// The cells of a row as RFC 4180 has them.
    private static func cells(of row: String) -> [String] {
        var cells = [String.UnicodeScalarView()]
        var rest = row.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case ",": cells.append(.init())
            case "\"" where cells[cells.count - 1].isEmpty:
                while let quoted = rest.popFirst() {
                    if quoted == "\"", rest.first != "\"" { break }
                    if quoted == "\"" { rest.removeFirst() }
                    cells[cells.count - 1].append(quoted)
                }
            default: cells[cells.count - 1].append(scalar)
            }
        }
        return cells.map { String($0) }
    }
}
