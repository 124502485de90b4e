/// A folded text as an element of sets and a key of dictionaries.
///
/// Folded texts are in form KC: they are compared byte by byte, which spares the normalisation that a `String` is hashed
/// and compared under.
struct FoldedKey: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
