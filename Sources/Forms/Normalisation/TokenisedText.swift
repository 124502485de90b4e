/// A word or number, folded, with the place it has in the cleaned text.
struct Token: Hashable, Sendable {
    /// The folded word: `مجلس`, `aujourd'hui`, `112.14`.
    var key: String
    /// The word without its inflection; the key itself for a number.
    var stem: String
    /// The scalars of the cleaned text it was read from, an elided article included.
    var range: Range<Int>
}

/// A text with its words; the words can be quoted as they stand in it.
struct TokenisedText: Sendable {
    let cleaned: [Unicode.Scalar]
    let tokens: [Token]

    init(_ text: String) {
        cleaned = Cleaning.clean(text)
        tokens = Self.tokens(Folding.fold(cleaned))
    }

    /// The cleaned text from the first to the last of these tokens.
    func quote(_ tokens: Range<Int>) -> String {
        guard let first = tokens.first, let last = tokens.last else { return "" }
        return String(cleaned[self.tokens[first].range.lowerBound..<self.tokens[last].range.upperBound])
    }

    /// The keys of a text's tokens alone: the stems cost as much again.
    static func keys(_ text: String) -> [String] {
        var keys: [String] = []
        scan(Folding.scalars(of: text)) { word, _, _ in keys.append(String(word)) }
        return keys
    }

    /// A word or number of a text, folded, with its stem.
    struct Word: Hashable, Sendable {
        var key: String
        var stem: String
    }

    /// The words of a text that is not quoted from.
    static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        scan(Folding.scalars(of: text)) { word, isNumber, _ in
            let key = String(word)
            words.append(Word(key: key, stem: stem(word, key: key, isNumber: isNumber)))
        }
        return words
    }

    private static func stem(_ word: ArraySlice<Unicode.Scalar>, key: String, isNumber: Bool) -> String {
        let stem = isNumber ? word : Stemming.stem(word)
        return stem.count == word.count && stem == word ? key : String(stem)
    }

    /// The keys of a text's tokens with a space between each two.
    static func key(_ text: String) -> String {
        let scalars = Folding.scalars(of: text)
        var key: [UInt8] = []
        key.reserveCapacity(text.utf8.count + 8)
        scan(scalars) { word, _, _ in
            if !key.isEmpty { key.append(0x20) }
            key.append(encoding: word)
        }
        return String(decoding: key, as: UTF8.self)
    }

    /// Calls `found` with each word or number of a text, folded, and nothing else: not even a string is made.
    static func forEachWord(in text: Substring, found: (_ word: ArraySlice<Unicode.Scalar>, _ isNumber: Bool) -> Void) {
        scan(Folding.scalars(Cleaning.clean(text))) { word, isNumber, _ in found(word, isNumber) }
    }

    /// Calls `found` with each word or number of several texts between which a scalar stands, folded, and with the place of
    /// its text among them.
    /// - Parameters:
    ///   - separator: no letter, digit or white space.
    ///   - count: how many texts there are.
    /// - Returns: false where cleaning makes another number of them; then nothing was called.
    static func forEachWord(
        in texts: String, separatedBy separator: Unicode.Scalar, count: Int,
        found: (_ text: Int, _ word: ArraySlice<Unicode.Scalar>, _ isNumber: Bool) -> Void
    ) -> Bool {
        let scalars = Folding.scalars(of: texts)
        guard scalars.count(where: { $0 == separator }) == count - 1 else { return false }
        var text = 0
        var end = 0
        scan(scalars) { word, isNumber, range in
            for scalar in scalars[end..<range.lowerBound] where scalar == separator { text += 1 }
            end = range.upperBound
            found(text, word, isNumber)
        }
        return true
    }

    /// Calls `found` with each word or number of a text, folded, and the scalars of the cleaned text it comes from.
    /// - Returns: the cleaned text.
    static func forEachToken(
        in text: Substring, found: (_ word: ArraySlice<Unicode.Scalar>, _ isNumber: Bool, _ origins: Range<Int>) -> Void
    ) -> [Unicode.Scalar] {
        let cleaned = Cleaning.clean(text)
        let folded = Folding.fold(cleaned)
        scan(folded.scalars) { word, isNumber, range in
            found(word, isNumber, folded.origins[range.lowerBound]..<folded.origins[range.upperBound - 1] + 1)
        }
        return cleaned
    }

    // MARK: Scanning

    private static func tokens(_ folded: Folding.Folded) -> [Token] {
        var tokens: [Token] = []
        scan(folded.scalars) { word, isNumber, range in
            let key = String(word)
            let origins = folded.origins[range.lowerBound]..<folded.origins[range.upperBound - 1] + 1
            tokens.append(Token(key: key, stem: stem(word, key: key, isNumber: isNumber), range: origins))
        }
        return tokens
    }

    /// Calls `found` with each word or number, without its elided article, and the place of all of it.
    private static func scan(
        _ scalars: [Unicode.Scalar],
        found: (_ word: ArraySlice<Unicode.Scalar>, _ isNumber: Bool, _ range: Range<Int>) -> Void
    ) {
        var start = 0
        while start < scalars.count {
            let isNumber = Folding.isDigit(scalars[start])
            guard isNumber || isLetter(scalars[start]) else {
                start += 1
                continue
            }
            func belongs(_ scalar: Unicode.Scalar) -> Bool { isNumber ? Folding.isDigit(scalar) : isLetter(scalar) }
            func joins(_ scalar: Unicode.Scalar) -> Bool { isNumber ? scalar == "." || scalar == "," : scalar == "'" }
            var end = start + 1
            var isJoined = false
            var run = 1
            var longestRun = 1
            while end < scalars.count {
                if belongs(scalars[end]) {
                    run = scalars[end] == scalars[end - 1] ? run + 1 : 1
                    longestRun = max(longestRun, run)
                    end += 1
                } else if joins(scalars[end]), end + 1 < scalars.count, belongs(scalars[end + 1]) {
                    isJoined = true
                    run = 1
                    end += 2
                } else {
                    break
                }
            }
            var word = scalars[start..<end]
            if isJoined { word = withoutElision(word) }
            if longestRun > 2 { word = withoutRuns(word) }
            found(word, isNumber, start..<end)
            start = end
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61...0x7A, 0x0621...0x064A: true
        case 0..<0x80: false
        default: scalar.properties.isAlphabetic
        }
    }

    /// The French words that lose their vowel before another.
    private static let elided: Set<String> = [
        "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    ]

    private static func withoutElision(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard word.count > 2, let apostrophe = word.prefix(7).firstIndex(of: "'") else { return word }
        return elided.contains(String(word[..<apostrophe])) ? word[(apostrophe + 1)...] : word
    }

    /// The word with each letter that stands three times or more standing once: `جداااا` is `جدا`.
    private static func withoutRuns(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var result: [Unicode.Scalar] = []
        var start = word.startIndex
        while start < word.endIndex {
            let end = word[start...].firstIndex { $0 != word[start] } ?? word.endIndex
            result.append(word[start])
            if end - start == 2 { result.append(word[start]) }
            start = end
        }
        return result[...]
    }
}

extension String {
    /// The text of some scalars, encoded in one go: a scalar view grows a scalar at a time, which costs many times more.
    init(_ scalars: some Collection<Unicode.Scalar>) {
        let length = scalars.reduce(0) { $0 + UTF8.width($1) }
        unsafe self.init(unsafeUninitializedCapacity: length) { buffer in
            var end = 0
            for scalar in scalars {
                scalar.encode { byte in
                    unsafe buffer.initializeElement(at: end, to: byte)
                    end += 1
                }
            }
            return end
        }
    }
}

extension [UInt8] {
    /// Appends the scalars in UTF-8.
    fileprivate mutating func append(encoding scalars: some Collection<Unicode.Scalar>) {
        for scalar in scalars { scalar.encode { append($0) } }
    }
}

extension Unicode.Scalar {
    /// Hands out the scalar's bytes in UTF-8.
    @inline(__always)
    fileprivate func encode(_ put: (UInt8) -> Void) {
        switch value {
        case 0..<0x80:
            put(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            put(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            put(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        default:
            for byte in UTF8.encode(self) ?? UTF8.encodedReplacementCharacter { put(byte) }
        }
    }
}
