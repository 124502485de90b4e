import Foundation
import TestSupport
import Testing

/// A death around an action on the server: what was moved is filed, and is moved once.
@Suite(.serialized) struct ActionFaultTests {
    private static let library = Istimara.products.appending(path: "libistimara-faults.so").path
    private static let isWhole = ProcessInfo.processInfo.environment["ISTIMARA_FAULT_POINTS"] == "all"

    /// A mailbox of an accepted form, which is moved, and a letter, which stays.
    private final class Mailbox {
        let server: DovecotServer
        let istimara: Istimara
        private let folder: TemporaryDirectory

        init() throws {
            folder = try TemporaryDirectory()
            server = try DovecotServer()
            try server.fill(with: ["01-arabic-tagged", "10-letter"].map(BuiltProgram.fixture))
            let secret = try folder.writeSecret()
            istimara = try Istimara(
                settings: Istimara.settings(of: server, secretFile: secret)
                    + "\n    actions: {accepted: {move: Done}}\nlimits: {attempts: 1000}\n")
        }

        /// How many messages a folder of the server holds.
        func count(_ folder: String) throws -> Int {
            let listing = try server.adm("-f", "tab", "fetch", "-u", DovecotServer.user, "uid", "mailbox", folder)
            return max(0, listing.split(separator: "\n").count - 1)
        }

        /// How many messages the archive has filed; 0 where there is none.
        func filed() throws -> Int {
            let status = try istimara.program.run("status", "--json").objects().first
            return (status?["messages"] as? [String: Int])?.values.reduce(0, +) ?? 0
        }

        /// What is not as it must be at any moment, also after a death: what has left the inbox is filed.
        func problemNow() throws -> String? {
            let moved = 2 - (try count("INBOX"))
            let accepted =
                try istimara.program.run("status", "--json").objects().first
                .flatMap { ($0["messages"] as? [String: Int])?["accepted"] } ?? 0
            return moved > accepted ? "\(moved) moved, \(accepted) accepted" : nil
        }

        /// What is not as it must be once an undisturbed poll has ended.
        func problemAfterwards() throws -> String? {
            let run = try istimara.program.run("poll")
            if run.status != 0 { return "the next poll ended with \(run.status): \(run.errors)" }
            let places = (try count("INBOX"), try count("Done"), try filed())
            if places != (1, 1, 2) { return "\(places) in the inbox, moved, filed" }
            let status = try istimara.program.run("status", "--json")
            return status.status == 0 ? nil : "unhealthy: \(status.output)"
        }
    }

    private static func program(of mailbox: Mailbox, _ environment: [String: String]) -> BuiltProgram {
        var program = mailbox.istimara.program
        program.environment.merge(
            ["LD_PRELOAD": library, "ISTIMARA_FAULTS_ROOT": mailbox.istimara.archive].merging(environment) { $1 }
        ) { $1 }
        return program
    }

    /// The calls that change the archive in one poll.
    private static func calls() throws -> Int {
        let mailbox = try Mailbox()
        let folder = try TemporaryDirectory()
        let run = try program(of: mailbox, ["ISTIMARA_FAULTS_COUNT": folder.path + "/count"]).run("poll")
        try #require(run.status == 0, "\(run.errors)")
        return try #require(Int(try String(contentsOfFile: folder.path + "/count", encoding: .utf8).dropLast()))
    }

    @Test(.timeLimit(.minutes(isWhole ? 240 : 15))) func whatIsMovedIsFiledWheneverTheProgramDies() throws {
        let calls = try Self.calls()
        // The action comes with the last calls: most of the sample falls there.
        let places =
            Self.isWhole
            ? Array(1...(calls + 5))
            : Array(stride(from: calls / 5, to: calls - 40, by: calls / 4))
                + Array(stride(from: calls - 40 + Int.random(in: 0..<4), through: calls, by: 4))
        var problems: [String] = []
        var deathsAfterTheMove = 0
        for place in places {
            let mailbox = try Mailbox()
            let died = try Self.program(
                of: mailbox, ["ISTIMARA_FAULTS_WHAT": "kill", "ISTIMARA_FAULTS_AT": String(place)]
            ).run("poll")
            if died.status == SIGKILL, try mailbox.count("Done") == 1 { deathsAfterTheMove += 1 }
            if let problem = try mailbox.problemNow() { problems.append("call \(place): \(problem)") }
            if let problem = try mailbox.problemAfterwards() { problems.append("call \(place), then: \(problem)") }
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
        // Else nothing was tried.
        #expect(deathsAfterTheMove > 0)
    }

    /// A program that moves before it has stored must not pass: what it leaves when it dies between the two is found.
    @Test func aMoveBeforeTheRecordIsFound() throws {
        let mailbox = try Mailbox()
        #expect(try mailbox.problemNow() == nil)
        try mailbox.server.adm("mailbox", "create", "-u", DovecotServer.user, "Done")
        try mailbox.server.adm("move", "-u", DovecotServer.user, "Done", "mailbox", "INBOX", "uid", "1")
        let died = try Self.program(of: mailbox, ["ISTIMARA_FAULTS_WHAT": "kill", "ISTIMARA_FAULTS_AT": "20"])
            .run("poll")
        #expect(died.status == SIGKILL)
        #expect(try mailbox.problemNow() != nil)
        #expect(try mailbox.problemAfterwards() != nil)
    }
}
