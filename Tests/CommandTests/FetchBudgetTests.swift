import Foundation
import Synchronization
import TestSupport
import Testing

@testable import IstimaraCLI

/// The day's allowance of a mailbox (`imap_daily_bytes`).
@Suite struct FetchBudgetTests {
    @Test func whatWasFetchedCountsUntilTheNextDayAndForItsMailboxAlone() throws {
        let folder = try TemporaryDirectory()
        let day = Mutex("2026-11-25")
        // Each is a run of the program.
        func budget() -> FetchBudget {
            let today = day.withLock { $0 }
            return FetchBudget(folder: folder.path, limit: 1_000) { today }
        }
        #expect(budget().remaining(of: "one") == 1_000)
        budget().spend(400, of: "one")
        budget().spend(0, of: "one")
        #expect(budget().remaining(of: "one") == 600)
        #expect(budget().remaining(of: "two") == 1_000)
        budget().spend(700, of: "one")
        #expect(budget().remaining(of: "one") == 0)
        day.withLock { $0 = "2026-11-26" }
        #expect(budget().remaining(of: "one") == 1_000)
        budget().spend(1, of: "one")
        #expect(budget().remaining(of: "one") == 999)
    }

    @Test func aFileThatCannotBeReadCountsAsNothing() throws {
        let folder = try TemporaryDirectory()
        try folder.write(Array("{".utf8), to: "one.fetched.json")
        #expect(FetchBudget(folder: folder.path, limit: 10).remaining(of: "one") == 10)
        #expect(FetchBudget(folder: folder.path + "/none", limit: 10).remaining(of: "one") == 10)
    }
}
