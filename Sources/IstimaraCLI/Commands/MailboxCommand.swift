internal import Archive
internal import ArgumentParser
internal import FoundationEssentials
internal import IMAP
internal import Transport

/// `istimara mailbox …`: what a person does about a mailbox.
struct MailboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox", abstract: "Signs a mailbox in by OAuth.",
        discussion: "Example: istimara mailbox authorize consultation", subcommands: [Authorize.self])

    struct Authorize: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "authorize", abstract: "Signs a mailbox in at its provider's page and keeps the tokens.",
            discussion: """
                Prints an address for a browser, which comes back to a port of this machine. Where the browser is on \
                another machine: choose a port, lead it here (ssh -L 8765:127.0.0.1:8765 SERVER), then open the address \
                there. At Google the client is of the type "Desktop app", and the consent screen is published: tokens of \
                one in testing end after seven days. Example: istimara mailbox authorize consultation --port 8765
                """)

        @OptionGroup var options: SettingsOption
        @Option(help: "The port of 127.0.0.1 that the browser comes back to; 0 for any that is free.")
        var port: UInt16 = 0
        @Option(help: "Seconds to wait for the browser.") var seconds = 600
        @Argument(help: "The mailbox's name in the settings.") var name: String

        func run() async throws {
            let settings = try options.settings()
            let names = settings.mailboxes.map(\.name).joined(separator: ", ")
            guard let mailbox = settings.mailboxes.first(where: { $0.name == name }) else {
                throw CommandFailure(.usage, code: "no_mailbox", "no mailbox has the name \(name); there are: \(names)")
            }
            guard case .oauth(let oauth) = mailbox.signIn else {
                throw CommandFailure(
                    .configuration, code: "no_oauth", "\(name) is signed in to with a password; oauth: is not set")
            }
            try prepare(ArchiveLocation(directory: settings.archive))
            let signIns = MailboxSignIns(settings)
            let tokens = signIns.tokens(of: mailbox, oauth)
            let secret = try oauth.clientSecret?.read()
            let client = OAuthClient(
                oauth.provider, id: oauth.clientID, secret: secret.map { Secret($0) }, caFile: mailbox.caFile)
            let terminal = Terminal.standard
            do {
                let grant = try await Authorization(client, user: mailbox.user).run(
                    port: port, limit: .seconds(max(1, seconds))
                ) { address, port in
                    terminal.say("Open this address in a browser and agree for \(mailbox.user):\n\n\(address)\n")
                    terminal.say("A browser on another machine needs: ssh -L \(port):127.0.0.1:\(port) THIS-MACHINE")
                }
                try tokens.keep(grant)
            } catch let error as TransportError {
                throw CommandFailure(IMAPError(error)) ?? error
            }
            // The account that agreed may be another than the settings name.
            do {
                let facts = try await MessageSources(settings, spool: "/nonexistent").probe(mailbox)
                terminal.say("\(terminal.styled("signed in", .green)): \(facts)")
            } catch {
                throw CommandFailure(error) ?? error
            }
        }

        /// Makes the folder that tokens are kept in, where the archive is not there yet.
        private func prepare(_ archive: ArchiveLocation) throws(CommandFailure) {
            do {
                try FileManager.default.createDirectory(
                    atPath: archive.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw CommandFailure(.inputOutput, code: "write_failed", "\(archive.state): cannot be made")
            }
        }
    }
}
