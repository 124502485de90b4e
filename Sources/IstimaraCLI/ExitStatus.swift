internal import ArgumentParser

/// How a command ends (sysexits.h, and 1 for "done, but something needs a person").
package enum ExitStatus: Int32, Sendable, Comparable {
    case done = 0
    case needsPerson = 1
    case usage = 64
    /// The file cannot be read as mail or document.
    case dataError = 65
    case noInput = 66
    /// A program it needs is missing.
    case unavailable = 69
    case inputOutput = 74
    /// Try again: the lock is held, the server is down.
    case temporary = 75
    /// Credentials were refused.
    case refused = 77
    case configuration = 78

    /// Ends the command so; returns where it is done.
    func end() throws {
        if self != .done { throw ExitCode(rawValue) }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a command ends before its work is done, in words a person can act on.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    package var status: ExitStatus
    /// A stable word for programs: `settings_missing`, `no_such_input`, ….
    package var code: String
    package var description: String

    package init(_ status: ExitStatus, code: String, _ description: String) {
        self.status = status
        self.code = code
        self.description = description
    }
}
