internal import ArgumentParser

/// Runs the command named on the command line and ends the process with its exit status.
package func run() async {
    do {
        var command = try IstimaraCommand.parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    } catch {
        guard let failure = CommandFailure(error) else {
            IstimaraCommand.exit(withError: error)
        }
        Terminal.standard.complain(failure.description)
        IstimaraCommand.exit(withError: ExitCode(failure.status.rawValue))
    }
}
