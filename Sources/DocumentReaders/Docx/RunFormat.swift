import Documents

/// What a `w:rPr` says: marks it sets and marks it takes away (ECMA-376 part 1, 17.3.2).
struct RunFormat {
    var set: Marks = []
    var cleared: Marks = []
    var style: String?
    var font: SymbolFont?

    /// These marks upon those of the style beneath.
    func applied(to marks: Marks) -> Marks { marks.subtracting(cleared).union(set) }

    /// Reads the `w:rPr` that the cursor stands on; tracked changes inside it are what was, and are left out.
    static func read(_ cursor: WordCursor) throws(DocumentError) -> RunFormat {
        var format = RunFormat()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .runStyle: format.style = cursor.val
            case .bold, .boldComplex: format.toggle(.bold, on: cursor.isOn)
            case .italic, .italicComplex: format.toggle(.italic, on: cursor.isOn)
            case .strike, .doubleStrike: format.toggle(.strike, on: cursor.isOn)
            case .vanish: format.toggle(.hidden, on: cursor.isOn)
            case .rightToLeft: format.toggle(.rightToLeft, on: cursor.isOn)
            case .underline: format.toggle(.underline, on: cursor.val != "none")
            case .highlight: format.toggle(.highlight, on: cursor.val != "none")
            case .shading:
                if let fill = cursor.attribute(.fill) { format.toggle(.highlight, on: isTint(fill)) }
            case .color: format.toggle(.colored, on: isColor(cursor.val ?? "auto"))
            case .fonts: format.font = SymbolFont(name: cursor.attribute(.ascii) ?? cursor.attribute(.highAnsi))
            default: break
            }
        }
        return format
    }

    /// `w:b` and `w:bCs` speak of one mark: either is enough to set it.
    private mutating func toggle(_ mark: Marks, on: Bool) {
        if on {
            set.insert(mark)
            cleared.remove(mark)
        } else if !set.contains(mark) {
            cleared.insert(mark)
        }
    }

    /// Whether a text colour is one that a person chose to stand out: not black, and not the grey of a theme.
    private static func isColor(_ value: String) -> Bool {
        guard let rgb = UInt32(value, radix: 16), value.count == 6 else { return false }
        let channels = [rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF]
        guard let low = channels.min(), let high = channels.max() else { return false }
        return high - low > 0x10 || high > 0x60
    }

    /// Whether a shading is seen on white paper.
    private static func isTint(_ fill: String) -> Bool {
        guard let rgb = UInt32(fill, radix: 16), fill.count == 6 else { return false }
        return rgb != 0xFFFFFF
    }
}
