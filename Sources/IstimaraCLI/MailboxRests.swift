internal import FoundationEssentials
internal import Intake

/// Keeps the program from asking a server again too soon that could not or would not serve it, over cycles and restarts.
///
/// What a provider says of its own limits is meant: it locks accounts that go on. An hour's rest follows, twice as long
/// each time, a day at most. A server that cannot serve now is asked again after a minute, twice as long each time, half
/// an hour at most. Each rest is a little longer than that by chance, so that not all clients come back at once. A server
/// that was not reached has heard nothing: it is asked at the next cycle.
struct MailboxRests: Sendable {
    /// What is known of a mailbox that rests.
    private struct Rest: Codable {
        var code: String
        var message: String
        /// Failures of this kind without success between them.
        var count: Int
        /// Seconds since 1970.
        var until: Int64
    }

    /// Who asks whether a mailbox may be opened.
    enum Patience {
        /// The daemon comes back by itself and waits out every rest.
        case every
        /// Somebody who asks for a cycle now waits only for what the provider said.
        case provider
    }

    /// The folder that a file for each mailbox stands in: the archive's `state/`.
    private let folder: String
    private let clock: any PollClock
    /// A share of the rest to add, 0 to 1 of a tenth.
    private let chance: @Sendable () -> Double

    init(
        folder: String, clock: any PollClock = SystemPollClock(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.folder = folder
        self.clock = clock
        self.chance = chance
    }

    /// - Throws: the failure that the mailbox rests from, with the time until when.
    func check(_ mailbox: String, patience: Patience) throws(CommandFailure) {
        guard let rest = rest(of: mailbox), secondsLeft(of: mailbox) > 0,
            patience == .every || rest.code == Self.provider
        else { return }
        let until = Date(timeIntervalSince1970: Double(rest.until)).formatted(.iso8601)
        throw CommandFailure(.temporary, code: rest.code, "\(rest.message); it is left alone until \(until)")
    }

    /// Seconds until a mailbox may be asked again; 0 where it may now.
    func secondsLeft(of mailbox: String) -> Int {
        let left = Int((rest(of: mailbox)?.until ?? 0) - clock.wallTime)
        // No rest is so long: the wall clock was ahead when it began.
        return left > Self.longest ? 0 : max(0, left)
    }

    /// Takes note of a cycle.
    func note(_ report: CycleReport) {
        for mailbox in report.succeeded where rest(of: mailbox) != nil {
            try? FileManager.default.removeItem(at: file(of: mailbox))
        }
        report.failures.forEach(note)
    }

    /// Takes note of a mailbox that could not be read.
    func note(_ failure: PollFailure) {
        // A mailbox that rests was not asked: its failure is the old one.
        guard secondsLeft(of: failure.account) == 0, failure.status == .temporary else { return }
        let before = rest(of: failure.account)
        let count = before?.code == failure.code ? (before?.count ?? 0) + 1 : 1
        guard let seconds = Self.seconds(after: failure.code, count: count) else { return }
        let until = clock.wallTime + Int64(Double(seconds) * (1 + chance() / 10))
        keep(Rest(code: failure.code, message: failure.message, count: count, until: until), of: failure.account)
    }

    /// A day and the tenth that chance may add, in seconds.
    private static let longest = 86_400 * 11 / 10

    /// The code of a provider's own limits.
    static let provider = "over_quota"

    /// How long a mailbox rests after its `count`th failure in a row; nil for not at all.
    static func seconds(after code: String, count: Int) -> Int? {
        let doublings = min(max(0, count - 1), 12)
        return switch code {
        case provider: min(86_400, 3_600 << doublings)
        case "unreachable", "imap_daily_bytes", "cancelled": nil
        default: min(1_800, 60 << doublings)
        }
    }

    private func rest(of mailbox: String) -> Rest? {
        guard let data = try? Data(contentsOf: file(of: mailbox)) else { return nil }
        return try? JSONDecoder().decode(Rest.self, from: data)
    }

    private func keep(_ rest: Rest, of mailbox: String) {
        guard let text = try? JSONOutput.text(rest) else { return }
        try? Data(text.utf8).write(to: file(of: mailbox), options: .atomic)
    }

    /// Mailbox names are words of ASCII letters, digits, `_` and `-`.
    private func file(of mailbox: String) -> URL { URL(filePath: "\(folder)/\(mailbox).rest.json") }
}
