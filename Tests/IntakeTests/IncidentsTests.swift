import Archive
import Testing

@testable import Intake

@Suite struct IncidentsTests {
    @Test(
        "A sender waits twice as long after each incident, a week at most",
        arguments: [
            (0, 0), (1, 3_600), (2, 7_200), (3, 14_400), (8, 460_800), (9, 604_800), (1_000, 604_800),
        ])
    func wait(count: Int, seconds: Int) {
        #expect(Incidents.wait(after: count) == seconds)
    }

    private func note(_ sender: String, age: Int, isAuthenticated: Bool = false) -> QuarantineNote {
        QuarantineNote(sender: sender, isAuthenticated: isAuthenticated, age: age)
    }

    @Test("The wait counts from the last incident, for this sender alone")
    func waiting() {
        let one = Incidents.Sender(address: "a@example.org", isAuthenticated: false)
        #expect(!Incidents.isWaiting(one, after: []))
        #expect(!Incidents.isWaiting(one, after: [note("b@example.org", age: 0)]))
        #expect(Incidents.isWaiting(one, after: [note("a@example.org", age: 3_599)]))
        #expect(!Incidents.isWaiting(one, after: [note("a@example.org", age: 3_600)]))
        let two = [note("a@example.org", age: 100_000), note("a@example.org", age: 7_199)]
        #expect(Incidents.isWaiting(one, after: two))
        #expect(!Incidents.isWaiting(one, after: two.map { note($0.sender, age: $0.age + 1) }))
    }

    @Test("What a forger does costs the sender whom the server vouches for nothing, and the other way round")
    func forger() {
        for isAuthenticated in [false, true] {
            let sender = Incidents.Sender(address: "a@example.org", isAuthenticated: isAuthenticated)
            #expect(
                Incidents.isWaiting(sender, after: [note("a@example.org", age: 0, isAuthenticated: isAuthenticated)]))
            #expect(
                !Incidents.isWaiting(sender, after: [note("a@example.org", age: 0, isAuthenticated: !isAuthenticated)]))
        }
    }
}
