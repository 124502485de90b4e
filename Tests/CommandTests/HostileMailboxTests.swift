import Foundation
import TestSupport
import Testing

/// What a mailbox full of harm costs: the entries in quarantine, and nothing else.
@Suite(.serialized) struct HostileMailboxTests {
    @Test func eachLetterEndsInItsOutcomeAndTheNextIsFiled() throws {
        var istimara = try Istimara()
        istimara.program.timeLimit = .seconds(300)
        let folder = try TemporaryDirectory()
        let letters = try HostileMailbox.letters()
        for letter in letters { try folder.write(letter.message, to: letter.name + ".eml") }
        try folder.write(try form(), to: "zz-form.eml")
        let run = try istimara.program.run("import", folder.path, "--json")
        // Some of it waits for a person.
        #expect(run.status == 1, "\(run.errors)")
        let outcomes = try run.objects().reduce(into: [String: String]()) { outcomes, object in
            guard let source = object["source"] as? String, let outcome = object["outcome"] as? String else { return }
            let name = source.split(separator: "/").last.map(String.init) ?? source
            outcomes[name] = outcome
        }
        for letter in letters { #expect(outcomes[letter.name + ".eml"] == letter.outcome, "\(letter.name)") }
        #expect(outcomes["zz-form.eml"] == "accepted")
        #expect(run.peakMemory < 400 << 20, "\(run.peakMemory)")
        // Whatever they are called, only names of ours are in the views.
        for path in try istimara.tree("themes", "review", "quarantine").keys {
            #expect(
                path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C } && !path.contains(".."), "\(path)")
        }
    }

    @Test func theDaemonHoldsNoMoreMemoryAfterThemAndFetchesNothing() async throws {
        let listener = try Listener(port: 8_399)
        let server = try DovecotServer()
        let folder = try TemporaryDirectory()
        let secret = try folder.writeSecret()
        let istimara = try Istimara(settings: Istimara.settings(of: server, secretFile: secret))
        try server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
        let daemon = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        var expected = try FileManager.default.contentsOfDirectory(
            atPath: BuiltProgram.root.path + "/fixtures/messages"
        ).count
        try await wait(for: expected, in: istimara, within: .seconds(60))
        let before = try anonymousMemory(of: daemon)

        let letters = try HostileMailbox.letters()
        try server.fill(with: letters.map(\.message))
        expected += letters.count
        try await wait(for: expected, in: istimara, within: .seconds(240))
        try server.fill(with: [Array("Message-ID: <after@example.org>\r\n".utf8) + (try form())])
        // A program built for debugging has its views to write first, and takes several times as long for that.
        try await wait(for: expected + 1, in: istimara, within: .seconds(20))
        // The cycle that filed it gives back what it took, and ends.
        try await Task.sleep(for: .seconds(1))
        let growth = try anonymousMemory(of: daemon) - before
        #expect(growth < 20_000_000, "\(growth)")
        #expect(try listener.connections() == 0)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    private func form() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: BuiltProgram.root.appending(path: "fixtures/messages/02-french-tagged.eml")))
    }

    private func wait(for count: Int, in istimara: Istimara, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        var seen = -1
        while ContinuousClock.now < deadline {
            let status = try istimara.program.run("status", "--json").objects().first
            seen = (status?["messages"] as? [String: Int])?.values.reduce(0, +) ?? seen
            if seen == count { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(seen) of \(count) messages after \(limit)")
    }

    /// `RssAnon` of proc(5), in bytes.
    private func anonymousMemory(of process: Process) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return try #require(line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1_024
    }
}

/// A port of this machine on which somebody waits for those whom a document sends there.
private final class Listener {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var one: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, listen(descriptor, 128) == 0 else {
            throw BuiltProgram.Failure(description: "port \(port) is taken")
        }
    }

    deinit { close(descriptor) }

    /// How many have come: the kernel keeps them until they are asked for.
    func connections() throws -> Int {
        var count = 0
        while true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else {
                #expect(errno == EAGAIN)
                return count
            }
            close(connection)
            count += 1
        }
    }
}
