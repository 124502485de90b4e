internal import ArgumentParser
internal import CMemory

/// Runs the command named on the command line and ends the process with its exit status.
package func run() async {
    istimara_memory_share_arena()
    do {
        var command = try parsedCommand(Array(CommandLine.arguments.dropFirst()))
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

/// The command of a command line.
///
/// The tree of all commands takes longer to build than many a command runs: the one that is named is parsed alone, and
/// the tree only where that fails or help is asked for, which it alone can word.
private func parsedCommand(_ arguments: [String]) throws -> any ParsableCommand {
    let name = arguments.first
    let named = IstimaraCommand.configuration.subcommands.first { $0.configuration.commandName == name }
    let asksForHelp = arguments.contains { ["help", "--help", "-h", "--version"].contains($0) }
    if let named, !asksForHelp, let command = try? named.parseAsRoot(Array(arguments.dropFirst())) { return command }
    return try IstimaraCommand.parseAsRoot(arguments)
}
