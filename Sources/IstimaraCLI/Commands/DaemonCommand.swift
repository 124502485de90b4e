internal import ArgumentParser
internal import Intake
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// `istimara daemon`: scheduled polling until it is told to end.
struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon", abstract: "Polls the mailboxes on schedule.",
        discussion: """
            SIGTERM ends after the message in hand. Under systemd: Type=notify. \
            Example: istimara daemon --config /etc/istimara/istimara.yaml
            """)

    @OptionGroup var options: SettingsOption

    func run() async throws {
        let assembly = Assembly(try options.settings())
        guard !assembly.settings.mailboxes.isEmpty else {
            throw CommandFailure(
                .configuration, code: "no_mailbox", "\(assembly.settings.file): mailboxes: none is configured")
        }
        let session = try ArchiveSession(assembly, logsTo: .settings)
        let logger = LogTarget.settings.logger(assembly.settings.log)
        let cycle = try session.cycle()
        let service = PollService(interval: .seconds(assembly.settings.pollInterval)) { shouldStop in
            let report = try await cycle.run(shouldStop: shouldStop)
            SystemdNotification.status(
                "last cycle: \(report.summary.messages) messages, \(report.failures.count) failures")
            // Credentials that were refused stay refused: trying on would lock the account.
            if let refused = report.failures.first(where: { $0.exitStatus == ExitStatus.refused.rawValue }) {
                throw CommandFailure(.refused, code: refused.code, "\(refused.account): \(refused.message)")
            }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        SystemdNotification.ready()
        logger.notice("daemon started", metadata: ["interval": "\(assembly.settings.pollInterval) s"])
        try await group.run()
        SystemdNotification.stopping()
        logger.notice("daemon ended")
    }
}
