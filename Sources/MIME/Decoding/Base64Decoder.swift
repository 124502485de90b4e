internal import CBase64

/// The one base64 kernel (RFC 4648 §4, RFC 2045 §6.8), for bodies and encoded words.
///
/// Lenient where mail is: missing padding, junk between the letters, chunks that were padded one by one. What follows padding
/// or an empty line and is no base64 (a list's footer) ends the data.
struct Base64Decoder {
    /// The letters' values; 64 and above are not letters.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: notALetter, count: 256)
        for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            table[Int(letter)] = UInt8(value)
        }
        return table
    }()
    private static let notALetter: UInt8 = 0xFF

    /// What was met that the encoding does not allow.
    struct Irregularities { var hasJunk = false, isTruncated = false, hasTrailingText = false }
    private(set) var irregularities = Irregularities()

    /// Decodes all of `encoded` in memory.
    static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt8] { decoded(encoded).bytes }

    /// Decodes all of `encoded` in memory, and says what it met.
    static func decoded(_ encoded: ArraySlice<UInt8>) -> (bytes: [UInt8], irregularities: Irregularities) {
        var sink = ArraySink()
        var decoder = Base64Decoder()
        decoder.decode(MessageBytes(Array(encoded)), 0..<encoded.count, into: &sink)
        return (sink.bytes, decoder.irregularities)
    }

    /// Decodes `range` of `bytes` piece by piece into `sink`.
    mutating func decode(_ bytes: MessageBytes, _ range: Range<Int>, into sink: inout some ByteSink & ~Copyable) {
        let pieceSize = 49_152
        var piece = [UInt8](repeating: 0, count: Swift.min(pieceSize, range.count / 4 * 3 + 3) + 3)
        var used = 0
        var passed = range.lowerBound
        var group = Group()
        var index = range.lowerBound
        var lookedAt = index
        while index < range.upperBound {
            if group.count == 0 {
                index = Self.decodeWholeGroups(bytes, index..<range.upperBound, into: &piece, &used)
                if used + 3 > piece.count - 3 {
                    sink.write(piece[..<used])
                    used = 0
                    if index - passed > MessageBytes.window {
                        bytes.release(passed..<index)
                        passed = index
                    }
                    continue
                }
                guard index < range.upperBound else { break }
            }
            let byte = bytes[index]
            let value = Self.values[Int(byte)]
            if value != Self.notALetter {
                group.append(value)
                if group.count == 4 { group.flush(into: &piece, &used) }
            } else if byte == Octet.equals {
                if group.count == 1 { irregularities.isTruncated = true }
                group.flush(into: &piece, &used)
                while index + 1 < range.upperBound, bytes[index + 1] == Octet.equals || bytes[index + 1].isBlank {
                    index += 1
                }
                // A line that was looked at once is not looked at again at each padding in it.
                if index + 1 >= lookedAt {
                    guard
                        let (next, end) = Self.continuation(
                            in: bytes, from: index + 1, to: range.upperBound, afterEmptyLine: false)
                    else {
                        irregularities.hasTrailingText = Self.hasText(in: bytes, index + 1..<range.upperBound)
                        break
                    }
                    index = next - 1
                    lookedAt = end
                }
            } else if byte == Octet.lineFeed {
                if Self.startsEmptyLine(bytes, index + 1, range.upperBound) {
                    guard
                        let (next, end) = Self.continuation(
                            in: bytes, from: index + 1, to: range.upperBound, afterEmptyLine: true)
                    else {
                        irregularities.hasTrailingText = Self.hasText(in: bytes, index + 1..<range.upperBound)
                        break
                    }
                    index = next - 1
                    lookedAt = end
                }
            } else if !byte.isBlank, byte != Octet.carriageReturn {
                irregularities.hasJunk = true
            }
            index += 1
            if used + 3 > piece.count {
                sink.write(piece[..<used])
                used = 0
            }
        }
        if !group.isWhole {
            irregularities.isTruncated = true
            group = Group()
        }
        if used + 3 > piece.count {
            sink.write(piece[..<used])
            used = 0
        }
        group.flush(into: &piece, &used)
        if used > 0 { sink.write(piece[..<used]) }
    }

    /// The hot loop: groups of four letters and the line ends between them, until something else comes or the piece is full.
    private static func decodeWholeGroups(
        _ bytes: MessageBytes, _ range: Range<Int>, into piece: inout [UInt8], _ used: inout Int
    ) -> Int {
        let (taken, given) = unsafe bytes.withUnsafeBytes { source in
            unsafe piece.withUnsafeMutableBytes { target in
                unsafe decodeWholeGroups(
                    UnsafeRawBufferPointer(rebasing: source[range]),
                    UnsafeMutableRawBufferPointer(rebasing: target[used...]))
            }
        }
        used += given
        return range.lowerBound + taken
    }

    /// The groups that fit: by the kernel with wide registers as far as it goes, the last ones of a body and of a piece here.
    @unsafe private static func decodeWholeGroups(
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
    ) -> (taken: Int, given: Int) {
        guard let input = source.baseAddress, let output = target.baseAddress else { return (0, 0) }
        let progress = unsafe istimara_base64_decode_groups(input, source.count, output, target.count)
        var index = Int(progress.taken)
        var written = Int(progress.given)
        let table = values.span
        while index + 4 <= source.count, written + 3 <= target.count {
            let first = unsafe table[Int(source[index])]
            let second = unsafe table[Int(source[index + 1])]
            let third = unsafe table[Int(source[index + 2])]
            let fourth = unsafe table[Int(source[index + 3])]
            guard first | second | third | fourth < 64 else {
                // Line ends are the one ordinary interruption.
                guard unsafe source[index].isLineBreak, unsafe source[index] != source[index + 1] else { break }
                let isPair = unsafe source[index] == Octet.carriageReturn && source[index + 1] == Octet.lineFeed
                let next = isPair ? index + 2 : index + 1
                guard unsafe table[Int(source[next])] < 64 else { break }
                index = next
                continue
            }
            unsafe target[written] = first << 2 | second >> 4
            unsafe target[written + 1] = second << 4 | third >> 2
            unsafe target[written + 2] = third << 6 | fourth
            written += 3
            index += 4
        }
        return (index, written)
    }

    /// Letters of a group that is not complete.
    private struct Group {
        private var bits: UInt32 = 0
        private(set) var count = 0

        mutating func append(_ value: UInt8) {
            bits = bits << 6 | UInt32(value)
            count += 1
        }

        /// Whether the letters end with a byte, only their padding being left out: the bits that are over are zero. Where they
        /// are not, the data was cut in the middle of a group.
        var isWhole: Bool {
            switch count {
            case 0: true
            case 2: bits & 0xF == 0
            case 3: bits & 0x3 == 0
            default: false
            }
        }

        /// Writes the whole bytes there are and starts anew.
        mutating func flush(into piece: inout [UInt8], _ used: inout Int) {
            let whole = count > 1 ? count - 1 : 0
            let aligned = bits << UInt32(6 * (4 - count))
            for place in 0..<whole {
                piece[used] = UInt8(truncatingIfNeeded: aligned >> UInt32(16 - 8 * place))
                used += 1
            }
            bits = 0
            count = 0
        }
    }

    private static func startsEmptyLine(_ bytes: MessageBytes, _ start: Int, _ end: Int) -> Bool {
        guard start < end else { return false }
        if bytes[start] == Octet.lineFeed { return true }
        return bytes[start] == Octet.carriageReturn && start + 1 < end && bytes[start + 1] == Octet.lineFeed
    }

    /// Where more base64 follows; nil where it does not: the next line that is not empty must hold letters and padding
    /// alone, and whole groups of them where an empty line stands between. A kilobyte of that line is looked at; `end` says
    /// how far.
    private static func continuation(
        in bytes: MessageBytes, from start: Int, to end: Int, afterEmptyLine: Bool
    ) -> (next: Int, end: Int)? {
        var index = start
        var lineBreaks = 0
        while index < end, bytes[index].isBlank || bytes[index].isLineBreak {
            if bytes[index] == Octet.lineFeed { lineBreaks += 1 }
            index += 1
        }
        let lineStart = index
        let limit = Swift.min(end, lineStart + 1_024)
        while index < limit, !bytes[index].isLineBreak {
            guard values[Int(bytes[index])] != notALetter || bytes[index] == Octet.equals || bytes[index].isBlank else {
                return nil
            }
            index += 1
        }
        let isApart = afterEmptyLine || lineBreaks > 1
        return !isApart || (index - lineStart) % 4 == 0 || index == end ? (lineStart, index) : nil
    }

    private static func hasText(in bytes: MessageBytes, _ range: Range<Int>) -> Bool {
        bytes[range.clamped(to: 0..<bytes.count)].contains { !$0.isBlank && !$0.isLineBreak }
    }
}
