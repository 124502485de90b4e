import Archive
import Mail

/// The messages of a pass that are being read: while one is, the next is fetched and kept. They are filed in the order in
/// which they came, so that what is filed and told does not depend on how long each takes.
struct MessagesInHand {
    private let intake: MessageIntake
    private let archive: Archive
    private var readings: [MessageIntake.Reading] = []

    /// How many are in hand at once.
    private static let most = 2
    /// The size in bytes from which on a message is in hand alone: two of the largest would fill the memory.
    private static let large = 4_000_000

    init(_ intake: MessageIntake, archive: Archive) {
        self.intake = intake
        self.archive = archive
    }

    /// Takes one more message, and files those before it that there is no hand left for.
    /// - Parameter tell: told what became of each message, in the order in which they came.
    mutating func take(_ message: SourcedMessage, tell: (IntakeResult) throws -> Void) async throws {
        if message.size >= Self.large { try await finish(leaving: 0, tell: tell) }
        let isInHand = readings.contains { $0.message == message.digest }
        switch try intake.begin(message) {
        case .reading(let reading):
            readings.append(reading)
            try await finish(leaving: message.size >= Self.large ? 0 : Self.most - 1, tell: tell)
        case .settled(let result):
            try await finish(leaving: 0, tell: tell)
            // The same bytes twice in a row: what became of the first is known by now.
            guard isInHand, let held = try archive.records.message(message.digest), let outcome = held.outcome else {
                return try tell(result)
            }
            try tell(
                intake.duplicate(
                    message, Filed(outcome: outcome, reason: held.reason, submissions: held.submissions)))
        }
    }

    /// Files what is in hand, the first that came first, until `count` are left.
    ///
    /// Where one cannot be filed the others are given back: the next pass takes them up.
    mutating func finish(leaving count: Int, tell: (IntakeResult) throws -> Void) async throws {
        do {
            while readings.count > count {
                let reading = readings.removeFirst()
                try tell(try await intake.finish(reading))
            }
        } catch {
            for reading in readings { await intake.abandon(reading) }
            readings = []
            throw error
        }
    }
}
