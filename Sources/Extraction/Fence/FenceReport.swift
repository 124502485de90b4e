import CFence

/// Which layers of the fence a worker has laid on itself, as its greeting says and `istimara check` prints.
///
/// The limits, the lost capabilities and the parent's death signal are not in it: without them no worker greets.
package struct FenceReport: Hashable, Sendable {
    /// Landlock's ABI, 1 or more; or the negated errno that tells why the kernel has none.
    package var landlock: Int
    /// Memory that was written is never run (`PR_SET_MDWE`): 0, or the negated errno.
    package var memory: Int
    /// System calls are filtered (seccomp): 0, or the negated errno.
    package var systemCalls: Int

    package init(landlock: Int, memory: Int, systemCalls: Int) {
        self.landlock = landlock
        self.memory = memory
        self.systemCalls = systemCalls
    }

    /// Whether hostile bytes may be read under ``FencePolicy/required``. The filter alone closes the file system, the
    /// network and other processes; Landlock closes them once more.
    package var isSufficient: Bool { systemCalls == 0 }
}

extension FenceReport {
    init(_ fence: istimara_fence) {
        self.init(landlock: Int(fence.landlock), memory: Int(fence.memory), systemCalls: Int(fence.system_calls))
    }

    /// Takes what ``text`` gives; nil for anything else.
    init?(text: Substring) {
        var values: [Int] = []
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == Self.names.count else { return nil }
        for (word, name) in zip(words, Self.names) {
            guard word.hasPrefix("\(name)="), let value = Int(word.dropFirst(name.utf8.count + 1)),
                (-4_095...1_000).contains(value)
            else { return nil }
            values.append(value)
        }
        self.init(landlock: values[0], memory: min(0, values[1]), systemCalls: min(0, values[2]))
    }

    /// `landlock=7 memory=0 system_calls=0`: as it stands in a greeting.
    var text: String {
        zip(Self.names, [landlock, memory, systemCalls]).map { "\($0)=\($1)" }.joined(separator: " ")
    }

    private static let names = ["landlock", "memory", "system_calls"]
}

extension FenceReport: CustomStringConvertible {
    /// For people: `system calls filtered, files closed twice (Landlock ABI 7), no memory both written and run`.
    package var description: String {
        [
            systemCalls == 0
                ? "system calls filtered" : "system calls not filtered (no seccomp, errno \(-systemCalls))",
            landlock > 0
                ? "Landlock ABI \(landlock)"
                : "no Landlock (errno \(-landlock))" + (systemCalls == 0 ? ": the filter alone closes the files" : ""),
            memory == 0 ? "no memory both written and run" : "memory may be written and run (errno \(-memory))",
        ].joined(separator: ", ")
    }
}
