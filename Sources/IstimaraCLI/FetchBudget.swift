internal import FoundationEssentials
internal import Mail

/// How many bytes of messages may still be fetched today (`imap_daily_bytes`), kept over passes and restarts.
///
/// A day is one of UTC. The count is written at the end of a pass; one that cannot be written stops nothing, for the
/// provider counts as well.
struct FetchBudget: Sendable {
    /// The folder that a file for each mailbox stands in.
    private let folder: String
    private let limit: Int
    /// Today, as `yyyy-mm-dd`.
    private let today: @Sendable () -> String

    private struct Count: Codable {
        var day: String
        var bytes: Int
    }

    init(
        folder: String, limit: Int,
        today: @escaping @Sendable () -> String = { String(Date.now.formatted(.iso8601).prefix(10)) }
    ) {
        self.folder = folder
        self.limit = limit
        self.today = today
    }

    /// The bytes left of the day's allowance; 0 or more.
    func remaining(of mailbox: String) -> Int { max(0, limit - fetched(of: mailbox)) }

    func spend(_ bytes: Int, of mailbox: String) {
        guard bytes > 0 else { return }
        let count = Count(day: today(), bytes: fetched(of: mailbox) + bytes)
        guard let text = try? JSONOutput.text(count) else { return }
        try? Data(text.utf8).write(to: URL(filePath: file(of: mailbox)), options: .atomic)
    }

    private func fetched(of mailbox: String) -> Int {
        guard let data = try? Data(contentsOf: URL(filePath: file(of: mailbox))),
            let count = try? JSONDecoder().decode(Count.self, from: data), count.day == today()
        else { return 0 }
        return count.bytes
    }

    /// Mailbox names are words of ASCII letters, digits, `_` and `-`.
    private func file(of mailbox: String) -> String { "\(folder)/\(mailbox).fetched.json" }
}
