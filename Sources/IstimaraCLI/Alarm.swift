internal import Foundation
internal import Intake
internal import Logging
internal import Mail
internal import Synchronization

/// Tells somebody, by a command of the settings, that a mailbox could not be read for several cycles, and that it is read
/// again: once each.
///
/// What is known of each mailbox stands in the archive's `state/`, so that a daemon that is started anew tells nothing
/// twice. The command runs beside the polling and never holds it up.
final class Alarm: Sendable {
    /// What the command reads from its standard input, as one line of JSON.
    struct Notice: Encodable {
        enum Event: String, Encodable { case alarm, recovery }

        var event: Event
        var mailbox: String
        /// Cycles without success.
        var failures: Int
        /// When the first of them ended.
        var since: String
        var at: String
        /// The last error; nil for a recovery.
        var code: String?
        var message: String?
    }

    /// What is known of a mailbox.
    private struct State: Codable {
        var failures = 0
        var since: String?
        var isRaised = false
    }

    private let setting: Settings.Alarm
    private let folder: String
    private let seconds: Int
    private let logger: Logger
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// - Parameters:
    ///   - folder: the archive's `state/`.
    ///   - seconds: how long the command may take (`alarm_wall`).
    init(_ setting: Settings.Alarm, folder: String, seconds: Int, logger: Logger) {
        self.setting = setting
        self.folder = folder
        self.seconds = seconds
        self.logger = logger
    }

    /// Takes note of a cycle.
    func note(_ report: CycleReport) {
        let now = Date.now.formatted(.iso8601)
        for mailbox in report.succeeded {
            let state = state(of: mailbox)
            if state.isRaised {
                send(
                    Notice(
                        event: .recovery, mailbox: mailbox, failures: state.failures, since: state.since ?? now, at: now
                    ))
            }
            if state.failures > 0 { keep(State(), of: mailbox) }
        }
        for failure in report.failures {
            var state = state(of: failure.account)
            state.failures += 1
            state.since = state.since ?? now
            // Credentials that were refused end the daemon: there is no cycle to wait for.
            if !state.isRaised, state.failures >= setting.after || failure.status == .refused {
                state.isRaised = true
                send(
                    Notice(
                        event: .alarm, mailbox: failure.account, failures: state.failures, since: state.since ?? now,
                        at: now, code: failure.code, message: failure.message))
            }
            keep(state, of: failure.account)
        }
    }

    /// Waits for commands that run.
    func finish() async { await running.withLock { $0 }?.value }

    // MARK: The command

    private func send(_ notice: Notice) {
        guard let line = try? JSONOutput.text(notice) else { return }
        running.withLock { running in
            running = Task { [before = running] in
                await before?.value
                await self.run(line, of: notice)
            }
        }
    }

    private func run(_ line: String, of notice: Notice) async {
        let metadata: Logger.Metadata = ["mailbox": "\(notice.mailbox)", "event": "\(notice.event.rawValue)"]
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", setting.command]
        process.environment = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let input = Pipe()
        process.standardInput = input
        do {
            try process.run()
        } catch {
            return logger.error("the alarm command did not start", metadata: metadata)
        }
        // A line of a few hundred bytes fits into the pipe, whether anybody reads it or not.
        try? input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
        try? input.fileHandleForWriting.close()
        let deadline = ContinuousClock.now + .seconds(seconds)
        while process.isRunning {
            guard ContinuousClock.now < deadline else {
                kill(process.processIdentifier, SIGKILL)
                return logger.error("the alarm command took longer than alarm_wall", metadata: metadata)
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        if process.terminationStatus == 0 {
            logger.notice("the alarm command was run", metadata: metadata)
        } else {
            logger.error(
                "the alarm command failed",
                metadata: metadata.merging(["status": "\(process.terminationStatus)"]) { first, _ in first })
        }
    }

    // MARK: What is known

    private func state(of mailbox: String) -> State {
        guard let data = try? Data(contentsOf: file(of: mailbox)) else { return State() }
        return (try? JSONDecoder().decode(State.self, from: data)) ?? State()
    }

    private func keep(_ state: State, of mailbox: String) {
        guard let text = try? JSONOutput.text(state) else { return }
        try? Data(text.utf8).write(to: file(of: mailbox), options: .atomic)
    }

    /// Mailbox names are words of ASCII letters, digits, `_` and `-`.
    private func file(of mailbox: String) -> URL { URL(filePath: "\(folder)/\(mailbox).alarm.json") }
}
