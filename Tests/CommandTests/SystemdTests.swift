import Foundation
import Glibc
import TestSupport
import Testing

/// What the daemon tells systemd (sd_notify(3)).
@Suite(.serialized) struct SystemdTests {
    /// The socket that systemd would listen at.
    private final class Listener {
        let path: String
        private let descriptor: Int32

        init(_ folder: TemporaryDirectory) throws {
            path = folder.path + "/notify"
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let name = Array(path.utf8)
            try #require(name.count < MemoryLayout.size(ofValue: address.sun_path))
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let status = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(descriptor, $0, length)
                }
            }
            try #require(status == 0)
        }

        deinit { close(descriptor) }

        /// What has come since the last call.
        func messages() -> [String] {
            var all: [String] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return all }
                all.append(String(decoding: buffer[..<count], as: UTF8.self))
            }
        }
    }

    private func daemon(_ environment: [String: String], in folder: TemporaryDirectory) throws -> (Istimara, Process) {
        let config = BuiltProgram.root.path + "/config"
        let secret = try folder.writeSecret()
        var istimara = try Istimara(
            settings: """
                forms: \(config)/forms
                themes: \(config)/themes.yaml
                councils: \(config)/councils.csv
                schedule: {every: 1h, idle: false}
                mailboxes:
                  - {name: a, url: "imaps://localhost:1", user: u, password: {file: \(secret)}}
                """)
        istimara.program.environment.merge(environment) { _, new in new }
        let process = try istimara.program.start(
            ["daemon"], output: FileHandle.nullDevice, errors: FileHandle.nullDevice)
        return (istimara, process)
    }

    @Test(.timeLimit(.minutes(2))) func theWatchdogHearsOfALoopThatTurnsAndOfNothingElse() async throws {
        let folder = try TemporaryDirectory()
        let listener = try Listener(folder)
        let (istimara, process) = try daemon(
            ["NOTIFY_SOCKET": listener.path, "WATCHDOG_USEC": "2000000"], in: folder)
        // The settings go with their owner.
        defer {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            _ = istimara
        }
        var all: [String] = []
        for _ in 0..<300 where !all.contains(where: { $0.hasPrefix("STATUS=last cycle") }) {
            try await Task.sleep(for: .milliseconds(100))
            all += listener.messages()
        }
        #expect(all.contains { $0.hasPrefix("READY=1\n") })
        _ = listener.messages()
        // It sleeps for an hour now, and says twice a second or so that it would wake.
        try await Task.sleep(for: .seconds(4))
        let idle = listener.messages()
        #expect((4...20).contains(idle.filter { $0 == "WATCHDOG=1" }.count), "\(idle)")
        // One that stands still says nothing.
        kill(process.processIdentifier, SIGSTOP)
        try await Task.sleep(for: .milliseconds(300))
        _ = listener.messages()
        try await Task.sleep(for: .seconds(3))
        #expect(listener.messages().isEmpty)
        kill(process.processIdentifier, SIGCONT)
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(listener.messages().contains { $0.hasPrefix("STOPPING=1\n") })
    }

    /// Without a watchdog, and with one of another process.
    @Test(.timeLimit(.minutes(2)), arguments: [[:], ["WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"]])
    func whereNobodyWatchesNothingIsSaid(environment: [String: String]) async throws {
        let folder = try TemporaryDirectory()
        let listener = try Listener(folder)
        let (istimara, process) = try daemon(
            environment.merging(["NOTIFY_SOCKET": listener.path]) { $1 }, in: folder)
        // The settings go with their owner.
        defer {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            _ = istimara
        }
        try await Task.sleep(for: .seconds(5))
        let all = listener.messages()
        #expect(all.contains { $0.hasPrefix("READY=1\n") })
        #expect(!all.contains("WATCHDOG=1"))
        process.terminate()
        process.waitUntilExit()
    }

    @Test func theUnitIsInOrderAndHardened() throws {
        let analyze = BuiltProgram(path: "/usr/bin/systemd-analyze")
        // The unit names the program where it is installed: here it is taken to be where it was built.
        let folder = try TemporaryDirectory()
        let unit = try String(contentsOf: BuiltProgram.root.appending(path: "config/istimara.service"), encoding: .utf8)
        let program = try Istimara().program.path
        #expect(unit.contains("ExecStart=/usr/bin/istimara daemon "))
        let file = try folder.write(
            Array(unit.replacing("/usr/bin/istimara", with: program).utf8), to: "istimara.service")
        let verified = try analyze.run("verify", "--man=no", file)
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(!(verified.output + verified.errors).contains("istimara.service:"), "\(verified.errors)")
        let security = try analyze.run(
            "security", "--offline=true", "--no-pager", "--threshold=20", file)
        #expect(security.status == 0, "\(security.output.suffix(300))\(security.errors)")
        #expect(security.output.contains("OK"), "\(security.output.suffix(300))")
    }

    /// What the unit lets the program call is what it calls: the daemon, its workers and their fence.
    @Test func theUnitAllowsWhatTheProgramCalls() throws {
        let unit = try String(contentsOf: BuiltProgram.root.appending(path: "config/istimara.service"), encoding: .utf8)
        let allowed = try calls(allowedBy: unit)
        #expect(allowed.count > 200)
        let server = try DovecotServer()
        try server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
        let folder = try TemporaryDirectory()
        let secret = try folder.writeSecret()
        let istimara = try Istimara(settings: Istimara.settings(of: server, secretFile: secret))
        var strace = BuiltProgram(path: "/usr/bin/strace")
        strace.environment = istimara.program.environment
        let trace = folder.path + "/trace"
        let run = try strace.run("-f", "-qq", "-o", trace, istimara.program.path, "poll")
        #expect(run.status == 0, "\(run.errors)")
        var called: Set<String> = []
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
            // A process, and its call: `4711 openat(…`.
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count > 1, let end = words[1].firstIndex(of: "(") else { continue }
            called.insert(String(words[1][..<end]))
        }
        #expect(called.isSuperset(of: ["openat", "seccomp", "landlock_restrict_self"]))
        #expect(called.subtracting(allowed).isEmpty, "\(called.subtracting(allowed).sorted())")
    }

    /// The system calls that the `SystemCallFilter=` lines of a unit leave (systemd.exec(5)).
    private func calls(allowedBy unit: String) throws -> Set<String> {
        var allowed: Set<String> = []
        for line in unit.split(separator: "\n") where line.hasPrefix("SystemCallFilter=") {
            let words = line.dropFirst("SystemCallFilter=".count).split(separator: " ")
            let isDenied = words.first?.hasPrefix("~") == true
            for word in words {
                let names = try members(of: String(word.drop { $0 == "~" }))
                if isDenied { allowed.subtract(names) } else { allowed.formUnion(names) }
            }
        }
        return allowed
    }

    private func members(of name: String) throws -> Set<String> {
        guard name.hasPrefix("@") else { return [name] }
        let listing = try BuiltProgram(path: "/usr/bin/systemd-analyze").run("syscall-filter", "--no-pager", name)
        var all: Set<String> = []
        for line in listing.output.split(separator: "\n").dropFirst() {
            let word = line.trimmingCharacters(in: .whitespaces)
            guard !word.hasPrefix("#"), !word.isEmpty else { continue }
            all.formUnion(try members(of: word))
        }
        return all
    }
}
