internal import FoundationEssentials
internal import Glibc

/// The two streams that a command writes to, and what they can show.
package struct Terminal: Sendable {
    /// Whether standard output is a terminal.
    package var isInteractive: Bool
    /// Whether standard error is a terminal (progress goes there).
    package var showsProgress: Bool
    /// Whether colours may be used.
    package var hasColor: Bool

    /// The process's own streams; `NO_COLOR` (no-color.org) and `TERM=dumb` keep them free of escape sequences.
    package static let standard: Terminal = {
        let environment = ProcessInfo.processInfo.environment
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        let isInteractive = isatty(STDOUT_FILENO) == 1
        return Terminal(
            isInteractive: isInteractive, showsProgress: isatty(STDERR_FILENO) == 1 && !isPlain,
            hasColor: isInteractive && !isPlain)
    }()

    /// Columns of the terminal, 80 where it does not say.
    package var width: Int {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Columns that a table may take; nil where no terminal shows it, and a program or a pager may read it.
    package var tableWidth: Int? { isInteractive ? width : nil }

    /// Writes a line to standard output; a closed pipe ends the process quietly, as filters do.
    package func say(_ line: String = "") { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a line to standard error.
    package func complain(_ line: String) { write("istimara: " + line + "\n", to: STDERR_FILENO) }

    /// Writes text to standard error without a line end, for progress.
    package func progress(_ text: String) { write(text, to: STDERR_FILENO) }

    /// `text` in a style, where colours may be used.
    package func styled(_ text: String, _ style: Style) -> String {
        hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    package enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    private func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            if written < 0 {
                if errno == EINTR { continue }
                exit(errno == EPIPE ? 0 : ExitStatus.inputOutput.rawValue)
            }
            offset += written
        }
    }
}
