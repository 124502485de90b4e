internal import Intake

/// A progress bar on standard error, drawn at most ten times a second and only on a terminal.
package struct ProgressBar {
    private let terminal: Terminal
    private let total: Int?
    private var done = 0
    private var drawn: ContinuousClock.Instant?
    private let started = ContinuousClock.now

    package init(total: Int?, terminal: Terminal) {
        self.total = total
        self.terminal = terminal
    }

    /// Counts one message more and draws the bar where it is time to.
    package mutating func advance() {
        done += 1
        guard terminal.showsProgress else { return }
        let now = ContinuousClock.now
        if let drawn, now - drawn < .milliseconds(100) { return }
        drawn = now
        draw(at: now)
    }

    /// Clears the line, so that what follows stands alone.
    package func clear() {
        guard terminal.showsProgress, drawn != nil else { return }
        terminal.progress("\r\u{1B}[K")
    }

    private func draw(at now: ContinuousClock.Instant) {
        let seconds = (now - started).inSeconds
        let rate = seconds > 0 ? Int((Double(done) / seconds).rounded()) : 0
        var line = "\(done)"
        if let total, total > 0 {
            let filled = min(24, done * 24 / total)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
            line = "\(bar) \(done)/\(total)"
        }
        terminal.progress("\r\u{1B}[K\(line)  \(rate)/s")
    }
}
