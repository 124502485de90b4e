import Foundation
import Glibc
import Mail
import Testing

@testable import Extraction

extension WorkerTests {
    @Suite(.serialized) struct WorkerProcessTests {
        @Test("The worker lays its limits on itself before it greets")
        func confinement() throws {
            let worker = try Workers.start(Workers.real)
            func lines(_ file: String) throws -> [String] {
                let text = try String(contentsOfFile: "/proc/\(worker.process)/\(file)", encoding: .utf8)
                return text.split(separator: "\n").map {
                    $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                }
            }
            let limits = try lines("limits")
            for line in [
                "Max address space 536870912 536870912 bytes", "Max cpu time 20 21 seconds",
                "Max file size 0 0 bytes", "Max core file size 0 0 bytes", "Max open files 64 64 files",
            ] {
                #expect(limits.contains(line))
            }
            #expect(try lines("status").contains("NoNewPrivs: 1"))
            #expect(try lines("status").contains("Threads: 1"))
        }

        @Test(
            "The worker holds three descriptors and no environment of ours, whatever we have open",
            .enabled(if: ProcessInfo.processInfo.environment["CI"] != nil || geteuid() == 0))
        func inheritance() throws {
            unsafe setenv("ISTIMARA_SECRET", "x", 1)
            defer { unsafe unsetenv("ISTIMARA_SECRET") }
            // One that every program started without care would hold too.
            let open = unsafe Glibc.open("/dev/null", O_RDONLY)
            let high = fcntl(open, F_DUPFD, 200)
            defer { for descriptor in [open, high] { close(descriptor) } }
            #expect(high >= 200 && fcntl(high, F_GETFD) == 0)
            let worker = try Workers.start(Workers.real)
            let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker.process)/fd")
            #expect(descriptors.sorted() == ["0", "1", "2"])
            let environment = try String(contentsOfFile: "/proc/\(worker.process)/environ", encoding: .utf8)
            #expect(Set(environment.split(separator: "\0")) == ["LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"])
        }

        @Test("Our ends of its pipes close in whatever else we start")
        func closeOnExec() throws {
            func descriptors() throws -> Set<CInt> {
                Set(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { CInt($0) })
                    .filter { fcntl($0, F_GETFD) >= 0 }
            }
            let before = try descriptors()
            let worker = try Workers.start(Workers.real)
            let ours = try descriptors().subtracting(before)
            // Three of the worker, two of its zygote.
            #expect(ours.count == 5)
            for descriptor in ours {
                #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
                #expect(fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0)
            }
            worker.end()
        }

        @Test("The worker's program asks the loader for no Foundation, which would cost its start more than all else")
        func libraries() throws {
            let program = try Data(contentsOf: URL(fileURLWithPath: Workers.real), options: .mappedIfSafe)
            #expect(program.range(of: Data("libxml2.so".utf8)) != nil)
            #expect(program.range(of: Data("libFoundation".utf8)) == nil)
        }

        @Test("A worker without a socket to take orders from ends")
        func endOfRequests() throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Workers.real)
            process.arguments = ["536870912", "20", "\(getpid())", "required"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == EX_IOERR)
        }

        @Test(
            "Started by hand it says what it is",
            arguments: [[], ["1", "2"], ["a", "b", "c", "required"], ["1", "2", "3", "none"]])
        func usage(arguments: [String]) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Workers.real)
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 64)
        }
    }

    @Suite(.serialized) struct ExtractionThreadsTests {
        @Test("Messages on threads come back as what they are")
        func threads() async throws {
            let threads = ExtractionThreads(Extractor(workerPath: Workers.real), count: 2)
            let digests = try await withThrowingTaskGroup(of: (Int, ContentDigest).self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let message = try await threads.extract(message: Letter.message(.text("\(number)\n")))
                        return (number, message.digest)
                    }
                }
                return try await group.reduce(into: [Int: ContentDigest]()) { $0[$1.0] = $1.1 }
            }
            for number in 0..<8 {
                #expect(digests[number] == ContentDigest(of: Letter.message(.text("\(number)\n"))))
            }
        }
    }
}
