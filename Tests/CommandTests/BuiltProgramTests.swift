import TestSupport
import Testing

/// The way that the tests of commands run programs.
@Suite struct BuiltProgramTests {
    @Test(.timeLimit(.minutes(1))) func aRunThatHangsFails() throws {
        var program = BuiltProgram(path: "/bin/sleep")
        program.timeLimit = .milliseconds(300)
        #expect(throws: BuiltProgram.Failure.self) { try program.run("600") }
    }

    @Test func memoryIsThatOfTheRunAlone() throws {
        let program = BuiltProgram(path: "/usr/bin/python3")
        let small = try program.run("-c", "import time; time.sleep(0.2)")
        let large = try program.run("-c", "import time; x = b'1' * 200_000_000; time.sleep(0.2)")
        #expect((1_000_000..<50_000_000).contains(small.peakMemory), "\(small.peakMemory)")
        #expect((200_000_000..<260_000_000).contains(large.peakMemory), "\(large.peakMemory)")
    }
}
