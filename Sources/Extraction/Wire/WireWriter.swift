/// Writes values for the other side of the worker's pipes.
///
/// Whole numbers are LEB128 (seven bits a byte, lowest first), text is its length in UTF-8 bytes and the bytes,
/// a list is its count and the elements, an optional is the byte 0, or 1 and the value.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(byte: UInt8) { bytes.append(byte) }

    /// Writes a number, 0 or more; a negative one is a fault of the caller and goes out as 0.
    mutating func put(_ number: Int) {
        var rest = UInt64(max(0, number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func put(_ number: Double) {
        let pattern = number.bitPattern
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: pattern >> UInt64(shift)))
        }
    }

    mutating func put(_ text: String) {
        let utf8 = text.utf8
        put(utf8.count)
        bytes.append(contentsOf: utf8)
    }

    mutating func put(content: [UInt8]) {
        put(content.count)
        bytes.append(contentsOf: content)
    }

    mutating func put<Value>(_ value: Value?, _ write: (inout Self, Value) -> Void) {
        guard let value else { return put(byte: 0) }
        put(byte: 1)
        write(&self, value)
    }

    mutating func put(_ text: String?) { put(text) { $0.put($1) } }
    mutating func put(_ number: Int?) { put(number) { $0.put($1) } }
    mutating func put(_ flag: Bool?) { put(flag) { $0.put($1) } }

    mutating func put<Element>(list: [Element], _ write: (inout Self, Element) -> Void) {
        put(list.count)
        for element in list { write(&self, element) }
    }
}
