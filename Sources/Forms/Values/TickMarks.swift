/// A piece of a line of check boxes.
enum TickPiece: Hashable {
    case box(isTicked: Bool)
    /// Text between boxes, trimmed, never empty.
    case text(String)
}

/// The boxes that people tick, and the ways in which they do.
///
/// Glyphs (`☒ ☑ ✓ ☐ ○`), brackets (`[x]`, `(x)`, `[ ]`) and a lone `x` or `XX` beside an option or on its line (`_x_`).
enum TickMarks {
    private static let ticked: Set<Unicode.Scalar> = [
        "☒", "☑", "✓", "✔", "✗", "✘", "✕", "✖", "×", "⊠", "⊗", "■", "●", "◉", "⬛", "▣", "\u{1F5F7}", "\u{1F5F9}",
        "\u{1F5F5}", "√", "✅", "❌", "☓", "⦿", "⚫",
        "\u{F0FE}", "\u{F0FD}", "\u{F052}", "\u{F053}", "\u{F0FC}",
    ]
    private static let empty: Set<Unicode.Scalar> = [
        "☐", "□", "▢", "○", "◯", "⬜", "◻", "⭘", "❏", "❑", "\u{F0A8}", "\u{F06F}", "\u{F071}",
    ]
    private static let crosses = ticked.union(["x", "X", "v", "V", "*"])

    /// Cuts `text` at its boxes.
    static func pieces(of text: String) -> [TickPiece] {
        guard text.unicodeScalars.contains(where: mayBeBox) else {
            return FillerText.isEmpty(text) ? [] : [.text(text.trimmed)]
        }
        let scalars = Array(text.unicodeScalars)
        var pieces: [TickPiece] = []
        var start = 0
        func addText(to end: Int) {
            if start == end { return }
            let text = String(scalars[start..<end]).trimmed
            if !text.isEmpty, !FillerText.isEmpty(text) { pieces.append(.text(text)) }
        }
        var index = 0
        while index < scalars.count {
            guard mayBeBox(scalars[index]), let box = box(scalars, at: index) else {
                index += 1
                continue
            }
            addText(to: index)
            pieces.append(.box(isTicked: box.isTicked))
            index += box.length
            start = index
        }
        addText(to: scalars.count)
        return pieces
    }

    /// The box that begins at a scalar, and its length.
    private static func box(_ scalars: [Unicode.Scalar], at index: Int) -> (isTicked: Bool, length: Int)? {
        if let isTicked = glyph(scalars[index]) { return (isTicked, 1) }
        return bracket(scalars, at: index) ?? loneCross(scalars, at: index).map { (true, $0) }
    }

    /// The pieces of text that the box at `position` may belong to: the one behind it where boxes come first, else the
    /// one before it. A single box between two texts may belong to either.
    static func neighbours(of position: Int, in pieces: [TickPiece], isBoxFirst: Bool) -> [Int] {
        func isText(_ index: Int) -> Bool {
            guard pieces.indices.contains(index), case .text = pieces[index] else { return false }
            return true
        }
        let boxes = pieces.count { if case .box = $0 { true } else { false } }
        let neighbours = boxes == 1 ? [position - 1, position + 1] : [isBoxFirst ? position + 1 : position - 1]
        return neighbours.filter(isText)
    }

    /// Whether a box may begin at the scalar.
    private static func mayBeBox(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "[", "(", "x", "X": true
        default: glyph(scalar) != nil
        }
    }

    private static func glyph(_ scalar: Unicode.Scalar) -> Bool? {
        // Letters and digits, which nearly all scalars are.
        if scalar.value < 0x2000, scalar != "×" { return nil }
        if ticked.contains(scalar) { return true }
        return empty.contains(scalar) ? false : nil
    }

    /// `[x]`, `(X)`, `[ ]`, `( )`, `[]`.
    private static func bracket(_ scalars: [Unicode.Scalar], at start: Int) -> (isTicked: Bool, length: Int)? {
        let close: Unicode.Scalar
        switch scalars[start] {
        case "[": close = "]"
        case "(": close = ")"
        default: return nil
        }
        guard let end = scalars[start...].prefix(6).firstIndex(of: close) else { return nil }
        let inside = scalars[(start + 1)..<end].filter { !$0.isBlank }
        guard inside.count <= 1, inside.allSatisfy(crosses.contains) else { return nil }
        if inside.isEmpty, close == ")", end == start + 1 { return nil }
        return (!inside.isEmpty, end - start + 1)
    }

    /// The length of an `x` that stands alone, as people type it for a tick, once or up to three times.
    private static func loneCross(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
        guard scalars[index] == "x" || scalars[index] == "X" else { return nil }
        let run = scalars[index...].prefix { $0 == "x" || $0 == "X" }
        guard run.count <= 3 else { return nil }
        func isFree(_ neighbour: Int) -> Bool {
            guard scalars.indices.contains(neighbour) else { return true }
            let scalar = scalars[neighbour]
            return scalar.isBlank || glyph(scalar) != nil || scalar == "_" || scalar == "…"
        }
        return isFree(index - 1) && isFree(index + run.count) ? run.count : nil
    }
}
