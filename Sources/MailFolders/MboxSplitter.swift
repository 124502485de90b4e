/// Cuts the bytes of an mbox into its messages, piece by piece (RFC 4155, and the dialects around it).
///
/// ```
/// From ali@example.ma Thu Mar 12 09:30:00 2020
/// Subject: …
///
/// >From the council
///
/// From …
/// ```
/// A line is a separator if it starts with `From `, holds a month, a time and a year, and a header field follows; prose that starts
/// with "From" is not. One `>` is taken from every `>From ` line (mboxrd; mboxo quotes one level the same way). The empty line
/// before a separator belongs to the file, not to the message. `Content-Length` is not believed.
struct MboxSplitter {
    enum Event: Equatable {
        case start
        case bytes(ArraySlice<UInt8>)
        case end
    }

    /// No separator line is longer; longer lines are passed on in pieces.
    private static let longestSeparator = 2_048

    private var carried: [UInt8] = []
    private var isInsideLine = false
    private var isInMessage = false
    private var heldBlank: ArraySlice<UInt8>?
    private var candidate: ArraySlice<UInt8>?

    init() {}

    /// Takes the next piece of the file.
    mutating func feed(_ piece: ArraySlice<UInt8>) -> [Event] {
        var events: [Event] = []
        let buffer = carried + piece
        carried = []
        var start = 0
        while start < buffer.count {
            guard let end = buffer[start...].firstIndex(of: 0x0A) else { break }
            take(buffer[start...end], into: &events)
            isInsideLine = false
            start = end + 1
        }
        let rest = buffer[start...]
        if rest.count > Self.longestSeparator {
            take(rest, into: &events)
            isInsideLine = true
        } else {
            carried = Array(rest)
        }
        return events
    }

    /// The end of the file.
    mutating func finish() -> [Event] {
        var events: [Event] = []
        if !carried.isEmpty { take(carried[...], into: &events) }
        carried = []
        settleCandidate(asSeparator: false, into: &events)
        heldBlank = nil
        if isInMessage { events.append(.end) }
        isInMessage = false
        return events
    }

    private mutating func take(_ line: ArraySlice<UInt8>, into events: inout [Event]) {
        if isInsideLine {
            events.append(.bytes(line))
            return
        }
        if candidate != nil {
            let isHeader =
                Self.isField(line) || Self.isQuotedSeparator(line) || (heldBlank != nil && Self.isBlank(line))
            settleCandidate(asSeparator: isHeader || !isInMessage, into: &events)
        }
        if Self.looksLikeSeparator(line) {
            candidate = line
            return
        }
        if Self.isBlank(line) {
            flushBlank(into: &events)
            if isInMessage { heldBlank = line }
            return
        }
        emit(line, into: &events)
    }

    private mutating func settleCandidate(asSeparator isSeparator: Bool, into events: inout [Event]) {
        guard let line = candidate else { return }
        candidate = nil
        guard isSeparator else {
            emit(line, into: &events)
            return
        }
        heldBlank = nil
        if isInMessage { events.append(.end) }
        isInMessage = true
        events.append(.start)
    }

    /// A line of the message, the empty line before it included.
    private mutating func emit(_ line: ArraySlice<UInt8>, into events: inout [Event]) {
        if !isInMessage {
            isInMessage = true
            events.append(.start)
        }
        flushBlank(into: &events)
        events.append(.bytes(Self.isQuotedSeparator(line) ? line.dropFirst() : line))
    }

    private mutating func flushBlank(into events: inout [Event]) {
        if let blank = heldBlank { events.append(.bytes(blank)) }
        heldBlank = nil
    }

    private static let from = Array("From ".utf8)

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.elementsEqual([0x0A]) || line.elementsEqual([0x0D, 0x0A])
    }

    /// `>From `, `>>From `, ….
    private static func isQuotedSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: ">") else { return false }
        return line.drop { $0 == UInt8(ascii: ">") }.starts(with: from)
    }

    /// `From `, then somewhere a month, a time (`9:30`) and a year (`2020`).
    static func looksLikeSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count <= longestSeparator, line.starts(with: from) else { return false }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        let words = line.dropFirst(from.count).split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let hasTime = words.contains { word in
            guard let colon = word.firstIndex(of: 0x3A), colon > word.startIndex, colon + 1 < word.endIndex else {
                return false
            }
            return isDigit(word[colon - 1]) && isDigit(word[colon + 1])
        }
        let hasYear = words.contains {
            $0.count == 4 && $0.allSatisfy(isDigit) && ($0.starts(with: [0x31, 0x39]) || $0.first == 0x32)
        }
        let hasMonth = words.contains { word in
            word.count == 3 && months.contains(String(decoding: word, as: UTF8.self))
        }
        return hasTime && hasYear && hasMonth
    }

    private static let months: Set<String> = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Whether a header field starts on the line.
    private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
        guard !name.isEmpty, name.endIndex < line.endIndex else { return false }
        return line[name.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }.first == 0x3A
    }
}
