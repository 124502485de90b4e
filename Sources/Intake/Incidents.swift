import Archive
import Extraction

/// Messages that had a worker try what no reader does, and how long their senders wait after them.
///
/// Somebody who looks for a way out of the worker gets few tries. A message that comes while its sender waits is kept,
/// and where a part of it would need a worker it stands in quarantine with the reason `sender_backoff`; `archive reread`
/// has it read.
enum Incidents {
    /// The reason of a message that was one.
    static let reason = WorkerDeath.Code.forbidden.rawValue

    /// The longest wait in seconds: a week.
    static let longestWait = 7 * 86_400

    /// The seconds that a sender waits after its `count`th incident: an hour, and twice as long each time.
    static func wait(after count: Int) -> Int {
        count < 1 ? 0 : min(longestWait, 3_600 << min(count - 1, 20))
    }

    /// Whether a message from this sender is to be left closed.
    ///
    /// A sender is an address, and one that the mailbox's own server vouches for is another than the same without: what a
    /// forger does in somebody's name costs that somebody nothing.
    static func isWaiting(_ sender: Sender, after incidents: [QuarantineNote]) -> Bool {
        let own = incidents.filter { $0.sender == sender.address && $0.isAuthenticated == sender.isAuthenticated }
        guard let youngest = own.map(\.age).min() else { return false }
        return youngest < wait(after: own.count)
    }

    /// Who a message says it is from.
    struct Sender: Hashable {
        /// In lower case; empty where the message names nobody.
        var address: String
        var isAuthenticated: Bool
    }
}
