import Glibc

/// Ends the process where a promise of the code under test does not hold.
package func promise(_ holds: Bool, _ words: @autoclosure () -> String) {
    guard !holds else { return }
    complain("broken promise: \(words())")
    abort()
}

/// Writes a line to standard error.
package func complain(_ words: String) {
    let bytes = Array((words + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

extension Unicode.Scalar {
    /// C0, DEL, C1 (Unicode chapter 23.1), and the line and paragraph separators.
    package var isControl: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The embeddings, overrides and isolates of UAX #9.
    package var isBidirectional: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }
}

extension String {
    /// Whether it is fit to be the name of an attachment: one component, nothing that takes effect, 200 bytes at most.
    package var isSafeName: Bool {
        !isEmpty && utf8.count <= 200 && self != "." && self != ".."
            && unicodeScalars.allSatisfy { !$0.isControl && !$0.isBidirectional && $0 != "/" && $0 != "\\" }
    }
}
