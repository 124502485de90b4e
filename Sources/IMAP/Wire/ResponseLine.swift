/// One logical line of the server: its text, and the literals that stood in it (RFC 9051 §2.2.2, §4.3).
///
/// `* 1 FETCH (BODY[] {3}⏎abc UID 7)⏎` has the text `* 1 FETCH (BODY[]  UID 7)` and the literal `abc` at the second
/// space after `BODY[]`.
struct ResponseLine: Equatable {
    /// What a literal held.
    enum Content: Equatable {
        /// Its bytes.
        case held([UInt8])
        /// Nothing: they were handed out in pieces. The number counts such literals of this line, from 0.
        case streamed(index: Int, size: Int)
    }

    struct Literal: Equatable {
        /// The index in ``text`` that the literal stands before.
        var position: Int
        var content: Content
    }

    /// The line without line ends and without `{n}`.
    var text: [UInt8] = []
    var literals: [Literal] = []
}
