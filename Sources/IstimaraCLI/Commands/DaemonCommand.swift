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
            SIGTERM ends after the message in hand. SIGHUP reads settings, forms, themes and councils again, and keeps \
            the old where the new are bad. Under systemd: Type=notify. \
            Example: istimara daemon --config /etc/istimara/istimara.yaml
            """)

    @OptionGroup var options: SettingsOption

    func run() async throws {
        let settings = try options.settings()
        let logger = LogTarget.settings.logger(settings.log)
        let session = try ArchiveSession(Assembly(settings), logsTo: .settings)
        let plan = try DaemonPlan.plan(of: session, settings)
        let reloading = DaemonPlan(config: options.config, archive: session.archive, logger: logger)
        let service = PollService(
            plan, reload: reloading.reload, glance: SystemdNotification.longestPause,
            advanced: SystemdNotification.advanced)
        // Taken before anybody is told that the daemon is ready: until then SIGHUP would end it.
        let reloads = await UnixSignalsSequence(trapping: .sighup)
        var services: [any Service] = [service, ReloadSignal(signals: reloads, service: service)]
        if let port = settings.healthPort {
            services.append(HealthService(port: port, archive: session.archive, logger: logger))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        SystemdNotification.ready("waiting for the first cycle")
        logger.notice("daemon started", metadata: ["schedule": "\(settings.schedule)"])
        try await group.run()
        SystemdNotification.stopping()
        logger.notice("daemon ended")
    }
}

/// Passes SIGHUP on to the daemon's work.
private struct ReloadSignal: Service {
    let signals: UnixSignalsSequence
    let service: PollService

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() { service.requestReload() }
    }
}
