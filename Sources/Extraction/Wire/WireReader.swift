/// Reads what ``WireWriter`` wrote, or what someone who took the writer over wrote instead.
///
/// Nothing is believed: no number leads to memory that the bytes themselves do not take up.
struct WireReader {
    private let bytes: [UInt8]
    private var position: Int
    /// How many more list elements may be read: an element costs the reader more memory than the writer bytes.
    private var elementsLeft: Int
    /// Whether a text held U+0000, which was replaced by U+FFFD.
    private(set) var didReplaceNull = false

    init(_ bytes: [UInt8], from position: Int = 0, maximumElements: Int = 500_000) {
        self.bytes = bytes
        self.position = position
        elementsLeft = maximumElements
    }

    /// The bytes that no read has taken yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    mutating func byte() throws(WireError) -> UInt8 {
        guard position < bytes.count else { throw WireError("cut short") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number(in range: ClosedRange<Int>) throws(WireError) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { break }
            shift += 7
            guard shift < 56 else { throw WireError("a number without end") }
        }
        let number = Int(value)
        guard range.contains(number) else { throw WireError("\(number) is not within \(range)") }
        return number
    }

    /// The number that stands next, without taking it.
    func peekNumber(in range: ClosedRange<Int>) throws(WireError) -> Int {
        var ahead = self
        return try ahead.number(in: range)
    }

    /// Reads bytes with their count before them.
    mutating func content() throws(WireError) -> [UInt8] {
        let count = try number(in: 0...Int.max)
        guard count <= bytes.count - position else { throw WireError("cut short") }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func flag() throws(WireError) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw WireError("neither yes nor no")
        }
    }

    /// Reads a number that is neither infinite nor not a number.
    mutating func double() throws(WireError) -> Double {
        var pattern: UInt64 = 0
        for _ in 0..<8 { pattern = pattern << 8 | UInt64(try byte()) }
        let number = Double(bitPattern: pattern)
        guard number.isFinite else { throw WireError("not a number") }
        return number
    }

    /// Reads valid UTF-8 of at most `maximum` bytes.
    mutating func text(maximum: Int = .max) throws(WireError) -> String {
        let count = try number(in: 0...maximum)
        guard count <= bytes.count - position else { throw WireError("cut short") }
        let content = bytes[position..<position + count]
        position += count
        guard let text = String(validating: content, as: UTF8.self) else { throw WireError("not UTF-8") }
        guard content.contains(0) else { return text }
        didReplaceNull = true
        return TextHygiene.withoutNull(text)
    }

    /// Reads a word fit for a column: 1 to 64 of `a`–`z`, `0`–`9` and `_`.
    mutating func code() throws(WireError) -> String {
        let code = try text(maximum: 64)
        let isWord = code.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
        }
        guard !code.isEmpty, isWord else { throw WireError("not a code") }
        return code
    }

    /// Reads a case of an enumeration by its raw value.
    mutating func value<Value: RawRepresentable>(of type: Value.Type) throws(WireError) -> Value
    where Value.RawValue == String {
        guard let value = Value(rawValue: try text(maximum: 64)) else { throw WireError("no such \(type)") }
        return value
    }

    mutating func optional<Value>(_ read: (inout Self) throws(WireError) -> Value) throws(WireError) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<Element>(
        maximum: Int = .max, _ read: (inout Self) throws(WireError) -> Element
    ) throws(WireError) -> [Element] {
        let count = try number(in: 0...maximum)
        guard count <= bytes.count - position else { throw WireError("cut short") }
        guard count <= elementsLeft else { throw WireError("too many elements") }
        elementsLeft -= count
        var list: [Element] = []
        // An element may be a byte on the wire and a hundred here: room for the others comes with them.
        list.reserveCapacity(min(count, 1_024))
        for _ in 0..<count { list.append(try read(&self)) }
        return list
    }

    func end() throws(WireError) {
        guard position == bytes.count else { throw WireError("bytes after the end") }
    }
}
