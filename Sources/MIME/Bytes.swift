import Glibc

/// The octets that the grammar of a message is made of.
enum Octet {
    static let null: UInt8 = 0
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let apostrophe: UInt8 = 0x27
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let asterisk: UInt8 = 0x2A
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let less: UInt8 = 0x3C
    static let equals: UInt8 = 0x3D
    static let greater: UInt8 = 0x3E
    static let question: UInt8 = 0x3F
    static let at: UInt8 = 0x40
    static let backslash: UInt8 = 0x5C
    static let underscore: UInt8 = 0x5F
}

extension UInt8 {
    /// Space or tab (WSP of RFC 5234).
    var isBlank: Bool { self == Octet.space || self == Octet.tab }
    var isLineBreak: Bool { self == Octet.lineFeed || self == Octet.carriageReturn }
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit of either case.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// A character of a `token` (RFC 2045 §5.1).
    var isTokenCharacter: Bool {
        switch self {
        case 0...0x20, 0x7F...0xFF: false
        case 0x22, 0x28, 0x29, 0x2C, 0x2F, 0x3A...0x40, 0x5B...0x5D: false
        default: true
        }
    }
}

extension [UInt8] {
    /// The first place of `byte` within `range`, found at the speed of memory.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        let range = range.clamped(to: 0..<count)
        return unsafe withUnsafeBytes { unsafe $0.place(of: byte, in: range) }
    }
}

extension UnsafeRawBufferPointer {
    /// The first place of `byte` within `range`, which lies in the buffer.
    @unsafe func place(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty, let base = baseAddress,
            let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Whether `prefix` stands at `index`.
    func hasBytes(_ prefix: [UInt8], at index: Int) -> Bool {
        guard index >= startIndex, prefix.count <= count, index <= endIndex - prefix.count else { return false }
        for offset in prefix.indices where self[index + offset] != prefix[offset] { return false }
        return true
    }
}

extension BidirectionalCollection<UInt8> {
    /// Without the blanks and line breaks at both ends.
    var trimmed: SubSequence {
        var slice = self[...]
        while let first = slice.first, first.isBlank || first.isLineBreak { slice.removeFirst() }
        while let last = slice.last, last.isBlank || last.isLineBreak { slice.removeLast() }
        return slice
    }
}

extension Collection<UInt8> {
    /// As lower-case text; bytes that are no UTF-8 are replaced.
    var lowercasedText: String { String(decoding: self.map(\.lowercased), as: UTF8.self) }

    /// Whether the bytes are those of `text`, letter case apart.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe zip(self, UnsafeBufferPointer(start: text.utf8Start, count: count))
            .allSatisfy { $0.lowercased == $1.lowercased }
    }
}
