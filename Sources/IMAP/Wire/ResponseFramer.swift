/// Cuts the server's bytes into logical lines, whatever pieces they arrive in.
///
/// Small literals are held in the line; large ones are handed out piece by piece and never gathered.
struct ResponseFramer {
    enum Event: Equatable {
        case line(ResponseLine)
        /// A literal of this size follows in pieces.
        case literalBegan(size: Int)
        case literalPiece(ArraySlice<UInt8>)
        case literalEnded
    }

    /// Literals up to this size in bytes are held in the line.
    static let heldLiteralLimit = 256 << 10

    /// The largest literal that may come now, in bytes; larger ones end the session before a byte of them is read.
    var literalLimit = heldLiteralLimit

    /// The largest sum of text and held literals of one line.
    private let lineLimit: Int
    private var line = ResponseLine()
    private var state = State.text
    /// The bytes of `line`'s text and held literals.
    private var size = 0
    private var streamedCount = 0
    /// Where the text after the last literal begins: `{n}` and quotes are looked for from here.
    private var segmentStart = 0

    private enum State {
        case text
        case held([UInt8], remaining: Int)
        case streamed(remaining: Int)
    }

    /// - Parameter lineLimit: `imap_line`, in bytes.
    init(lineLimit: Int) { self.lineLimit = lineLimit }

    /// Takes bytes from the front of `input` until something is complete; nil when all are taken.
    /// - Throws: `lineTooLong`, `literalTooLarge`.
    mutating func next(_ input: inout ArraySlice<UInt8>) throws(IMAPError) -> Event? {
        while true {
            switch state {
            case .text:
                guard !input.isEmpty else { return nil }
                let end = input.firstIndex(of: UInt8(ascii: "\n"))
                try appendText(input[..<(end ?? input.endIndex)])
                input = input[(end.map { $0 + 1 } ?? input.endIndex)...]
                guard end != nil else { return nil }
                if line.text.count > segmentStart, line.text.last == UInt8(ascii: "\r") { line.text.removeLast() }
                guard let literal = takeLiteralMark() else { return .line(takeLine()) }
                if let event = try beginLiteral(of: literal) { return event }
            case .held(var bytes, let remaining):
                guard remaining > 0 else {
                    close(.held(bytes))
                    continue
                }
                guard !input.isEmpty else { return nil }
                let piece = input.prefix(remaining)
                state = .text  // The only owner of `bytes` while it grows.
                bytes.append(contentsOf: piece)
                state = .held(bytes, remaining: remaining - piece.count)
                input = input[piece.endIndex...]
            case .streamed(let remaining):
                guard remaining > 0 else {
                    state = .text
                    segmentStart = line.text.count
                    return .literalEnded
                }
                guard !input.isEmpty else { return nil }
                let piece = input.prefix(remaining)
                state = .streamed(remaining: remaining - piece.count)
                input = input[piece.endIndex...]
                return .literalPiece(piece)
            }
        }
    }

    private mutating func appendText(_ bytes: ArraySlice<UInt8>) throws(IMAPError) {
        size += bytes.count
        guard size <= lineLimit else { throw IMAPError(.lineTooLong, "an answer of more than \(lineLimit) bytes") }
        line.text.append(contentsOf: bytes)
    }

    private mutating func beginLiteral(of count: Int) throws(IMAPError) -> Event? {
        guard count <= literalLimit else {
            throw IMAPError(.literalTooLarge, "a literal of \(count) bytes where at most \(literalLimit) may come")
        }
        guard count > Self.heldLiteralLimit else {
            size += count
            guard size <= lineLimit else { throw IMAPError(.lineTooLong, "an answer of more than \(lineLimit) bytes") }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count)
            state = .held(bytes, remaining: count)
            return nil
        }
        line.literals.append(
            .init(position: line.text.count, content: .streamed(index: streamedCount, size: count)))
        streamedCount += 1
        state = .streamed(remaining: count)
        return .literalBegan(size: count)
    }

    private mutating func close(_ content: ResponseLine.Content) {
        line.literals.append(.init(position: line.text.count, content: content))
        segmentStart = line.text.count
        state = .text
    }

    private mutating func takeLine() -> ResponseLine {
        defer {
            line = ResponseLine()
            size = 0
            streamedCount = 0
            segmentStart = 0
        }
        return line
    }

    /// Removes a `{n}`, `{n+}` or `~{n}` from the end of the text and returns its number.
    ///
    /// Only data has literals: `* OK see {5}` and the text of a tagged answer end where they end, and so does a quoted
    /// string.
    private mutating func takeLiteralMark() -> Int? {
        let text = line.text
        guard text.last == UInt8(ascii: "}"), isData, !endsInsideQuotes,
            let open = text[segmentStart...].lastIndex(of: UInt8(ascii: "{"))
        else { return nil }
        var digits = text[(open + 1)..<(text.count - 1)]
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // A number that does not fit is larger than any limit.
        let count = digits.reduce(0) { value, digit in
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOverNow) = product.addingReportingOverflow(Int(digit - 0x30))
            return isOver || isOverNow ? Int.max : sum
        }
        let isBinary = open > segmentStart && text[open - 1] == UInt8(ascii: "~")
        line.text.removeSubrange((isBinary ? open - 1 : open)...)
        return count
    }

    /// Whether the line is an untagged one that is no status response.
    private var isData: Bool {
        guard line.text.starts(with: "* ".utf8) else { return false }
        let word = line.text.dropFirst(2).prefix { $0 != UInt8(ascii: " ") }
        return !["OK", "NO", "BAD", "BYE", "PREAUTH"].contains(String(decoding: word, as: UTF8.self).uppercased())
    }

    private var endsInsideQuotes: Bool {
        var isInside = false
        var isEscaped = false
        for byte in line.text[segmentStart...] {
            if isEscaped {
                isEscaped = false
            } else if isInside, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInside.toggle()
            }
        }
        return isInside
    }
}
