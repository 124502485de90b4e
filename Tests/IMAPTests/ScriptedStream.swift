import Transport

@testable import IMAP

/// A server that is a script: for each command it expects, what it sends, in pieces of any size.
///
/// A tag in the script is written `TAG` and stands for the command's own.
final class ScriptedStream: ByteStream {
    /// One command the server waits for, and its answer.
    struct Step {
        /// What the command must contain, after its tag.
        var expected: String
        var answer: [UInt8]

        init(_ expected: String, _ answer: String) {
            self.expected = expected
            self.answer = Array(answer.utf8)
        }
    }

    /// What comes after the last step.
    enum End { case closed, silent }

    let transcript = LoginTranscript(lines: ["* OK scripted"])
    let hasPendingOutput = false
    /// The commands that came, without tags.
    private(set) var commands: [String] = []
    /// What was sent that no step expects.
    private(set) var unexpected: [String] = []

    /// Whether every step was played and its answer taken.
    var isPlayed: Bool { steps.isEmpty && pending.isEmpty }

    private var steps: ArraySlice<Step>
    private let end: End
    private let pieceSize: Int
    private let record: (@Sendable (String) -> Void)?
    private var pending: ArraySlice<UInt8> = []
    /// The tag of the last command that had one; DONE has none.
    private var tag = ""

    init(
        _ steps: [Step], end: End = .closed, pieceSize: Int = .max, before: String = "",
        record: (@Sendable (String) -> Void)? = nil
    ) {
        self.steps = steps[...]
        self.end = end
        self.pieceSize = pieceSize
        self.record = record
        pending = Array(before.utf8)[...]
    }

    func enqueue(_ bytes: [UInt8]) {
        let line = String(decoding: bytes.dropLast(2), as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 1)
        let command = String(words.last ?? "")
        if words.count > 1 { tag = String(words[0]) }
        commands.append(command)
        record?(command)
        guard let step = steps.first, command.contains(step.expected) else {
            unexpected.append(command)
            return
        }
        steps.removeFirst()
        pending += Array(String(decoding: step.answer, as: UTF8.self).replacing("TAG", with: tag).utf8)
    }

    func flush() throws(TransportError) {}

    func read(into buffer: inout [UInt8]) throws(TransportError) -> ReadOutcome {
        guard !pending.isEmpty else { return steps.isEmpty && end == .closed ? .closed : .again }
        let piece = pending.prefix(min(pieceSize, buffer.count))
        buffer.replaceSubrange(0..<piece.count, with: piece)
        pending = pending.dropFirst(piece.count)
        return .bytes(piece.count)
    }

    func wait(milliseconds: Int) throws(TransportError) {
        // Time passes; what the test's clock measures is real.
        OwnSleep.milliseconds(min(milliseconds, 20))
    }
}
