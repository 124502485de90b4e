import Charsets

/// The names of an archive's members as text.
///
/// Only newer archivers say that a name is UTF-8. Others write it in the code page of their machine and say nothing:
/// Windows in 720 where it speaks Arabic and in 850 where it speaks French, some programs in 1256 or 1252. A name is too
/// short to tell by itself, so all undeclared names of an archive tell together; one machine wrote them.
struct ZipNames {
    /// Whether the text was guessed from undeclared bytes.
    private(set) var isGuessed: [Bool] = []
    private(set) var texts: [String] = []

    init(_ headers: [ZipDirectory.Header]) {
        let undeclared = headers.filter { Self.declared($0) == nil }.map(\.name)
        let page = Self.codePage(of: undeclared)
        for header in headers {
            let text = Self.declared(header)
            texts.append(text ?? page.text(of: header.name))
            isGuessed.append(text == nil)
        }
    }

    /// The name where the bytes say themselves what they are; UTF-8 is not met by chance.
    private static func declared(_ header: ZipDirectory.Header) -> String? {
        if let name = header.unicodeName, let text = String(validating: name, as: UTF8.self) { return text }
        if let text = String(validating: header.name, as: UTF8.self) { return text }
        return header.isNameUTF8 ? String(decoding: header.name, as: UTF8.self) : nil
    }

    /// The code page in which the names read best; the standard's own where none does better.
    static func codePage(of names: [[UInt8]]) -> SingleByteCharset {
        let pages: [SingleByteCharset] = [.cp437, .cp850, .cp720, .windows1256, .windows1252]
        var best = pages[0]
        var bestScore = Int.min
        for page in pages {
            let score = names.prefix(200).reduce(0) { $0 + Legibility.score($1.prefix(200).map(page.scalar)) }
            if score > bestScore { (best, bestScore) = (page, score) }
        }
        return best
    }
}

/// How much a text looks like a name that someone would give a file in Arabic or French.
private enum Legibility {
    private enum Script { case latin, arabic, neither }

    static func score(_ scalars: [Unicode.Scalar]) -> Int {
        var score = 0
        for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
            let neighbours = [index - 1, index + 1].filter(scalars.indices.contains).map { script(of: scalars[$0]) }
            switch script(of: scalar) {
            case .arabic:
                score += frequentArabic.contains(scalar) ? 3 : 1
                if neighbours.contains(.latin) { score -= 4 }
                if neighbours.contains(.arabic) { score += 1 }
            case .latin:
                score += frenchLetters.contains(scalar) ? 2 : -2
                if neighbours.contains(.arabic) { score -= 4 }
                if neighbours.contains(.latin) { score += 1 }
            case .neither:
                score += namePunctuation.contains(scalar) ? 0 : -3
            }
        }
        return score
    }

    private static func script(of scalar: Unicode.Scalar) -> Script {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x17F: .latin
        case 0x621...0x63A, 0x641...0x652, 0x66E...0x6D3: .arabic
        default: .neither
        }
    }

    private static let frequentArabic = Set("ابتةحدرسعفقلمنهوي".unicodeScalars)
    private static let frenchLetters = Set("àâæçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔŒÙÛ".unicodeScalars)
    private static let namePunctuation = Set("°–—’«»،؛؟\u{A0}".unicodeScalars)
}
