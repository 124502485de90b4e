internal import Archive
internal import FlyingFox
internal import FlyingSocks
internal import FoundationEssentials
internal import Glibc
internal import Logging
internal import ServiceLifecycle

/// Tells programs on this machine how the archive is: `GET /health` (200, or 503 with the problems) and `GET /metrics`
/// (Prometheus), on 127.0.0.1 alone.
///
/// A port that cannot be had, or a server that fails, never ends the daemon: it is tried again.
struct HealthService: Service {
    let port: UInt16
    let archive: Archive
    let logger: Logger

    /// The wait before a port is tried again.
    private static let pause = Duration.seconds(30)
    /// Seconds that a client may take.
    private static let timeout = 5.0

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await serve()
                } catch {
                    if Task.isCancelled { return }
                    logger.error("the health port is not served", metadata: ["port": "\(port)"])
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    private func serve() async throws {
        let configuration = HTTPServer.Configuration(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: Self.timeout,
            logger: .disabled)
        let server = HTTPServer(config: configuration)
        await server.appendRoute("GET /health") { _ in try health() }
        await server.appendRoute("GET /metrics") { _ in try metrics() }
        try await server.run()
    }

    private struct Health: Encodable {
        var healthy: Bool
        var problems: [StatusReport.Problem]
    }

    private func health() throws -> HTTPResponse {
        let status = try archive.records.status()
        let body = try JSONOutput.text(Health(healthy: status.isHealthy, problems: status.problems)) + "\n"
        return response(body, "application/json", status.isHealthy ? .ok : .serviceUnavailable)
    }

    private func metrics() throws -> HTTPResponse {
        let text = MetricsText.text(
            of: try archive.records.status(), version: programVersion, freeBytes: try? archive.freeBytes())
        return response(text, MetricsText.mediaType, .ok)
    }

    private func response(_ body: String, _ mediaType: String, _ status: HTTPStatusCode) -> HTTPResponse {
        HTTPResponse(statusCode: status, headers: [.contentType: mediaType], body: Data(body.utf8))
    }
}
