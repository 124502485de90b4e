import Glibc

/// A folded text as an element of sets and a key of dictionaries.
///
/// Folded texts are in form KC: they are compared byte by byte, which spares the normalisation that a `String` is hashed
/// and compared under.
struct FoldedKey: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool {
        let (one, other) = (left.text.utf8, right.text.utf8)
        guard one.count == other.count, !one.isEmpty else { return one.count == other.count }
        let isEqual = unsafe one.withContiguousStorageIfAvailable { left in
            unsafe other.withContiguousStorageIfAvailable { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return unsafe memcmp(first, second, left.count) == 0
            }
        }
        return (isEqual ?? nil) ?? one.elementsEqual(other)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
