internal import FlyingFox
internal import FlyingSocks
internal import FoundationEssentials
internal import Glibc
internal import Mail
internal import Synchronization
internal import Transport

/// A person's agreement at a provider's page, brought back to a port of this machine (RFC 8252 §7.3), with a proof key
/// (RFC 7636) so that whoever else sees the code cannot use it.
struct Authorization: Sendable {
    private let client: OAuthClient
    private let user: String
    private let state = Self.randomText()
    private let verifier = Self.randomText()

    init(_ client: OAuthClient, user: String) {
        self.client = client
        self.user = user
    }

    /// What came back.
    private enum Outcome: Sendable {
        case code(String)
        case refused(String)
    }

    /// Shows the address, waits for the browser to come back, and takes the tokens.
    /// - Parameters:
    ///   - port: of 127.0.0.1; 0 for any that is free.
    ///   - limit: how long the person may take.
    ///   - show: told the address and the port that the browser comes back to.
    /// - Throws: `refused` where the person or the provider does not agree; `temporary` where nobody came in time;
    ///   `resources` where the port cannot be had.
    func run(port: UInt16, limit: Duration, show: (String, UInt16) -> Void) async throws -> OAuthGrant {
        let (outcomes, arrival) = AsyncStream.makeStream(of: Outcome.self)
        let server: HTTPServer
        do {
            server = HTTPServer(
                config: .init(
                    address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 10, logger: .disabled))
        } catch { throw TransportError(.resources, "port \(port) of 127.0.0.1 cannot be had") }
        await server.appendRoute("GET /") { [state] request in
            let query = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
            guard let given = query["state"], Self.areEqual(given, state) else {
                return Self.page("This is not the answer that istimara waits for.", .badRequest)
            }
            guard let code = query["code"], !code.isEmpty else {
                let word = (query["error"] ?? "").filter { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(60)
                arrival.yield(.refused(String(word)))
                return Self.page("The sign-in was not agreed to. istimara says more in its terminal.", .ok)
            }
            arrival.yield(.code(code))
            return Self.page("Done: istimara goes on in its terminal. This page can be closed.", .ok)
        }
        return try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do { try await server.run() } catch is CancellationError {} catch {
                    throw TransportError(.resources, "port \(port) of 127.0.0.1 cannot be had")
                }
                return nil
            }
            try await server.waitUntilListening(timeout: 10)
            guard case .ip4(_, let ownPort)? = await server.listeningAddress else {
                throw TransportError(.resources, "port \(port) of 127.0.0.1 cannot be had")
            }
            let redirect = "http://127.0.0.1:\(ownPort)/"
            show(
                client.authorizationURL(redirect: redirect, state: state, challenge: challenge, user: user), ownPort)
            group.addTask {
                for await outcome in outcomes { return outcome }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw TransportError(.temporary, "nobody came back from the provider's page in time")
            }
            defer { group.cancelAll() }
            while let outcome = try await group.next() {
                switch outcome {
                case .code(let code)?:
                    // The browser has its page before the port closes.
                    await server.stop(timeout: 2)
                    return try client.exchange(code: code, redirect: redirect, verifier: verifier)
                case .refused(let word)?:
                    await server.stop(timeout: 2)
                    throw TransportError(.refused, "the provider did not agree: \(word.isEmpty ? "no reason" : word)")
                case nil: continue
                }
            }
            throw TransportError(.resources, "the port was closed")
        }
    }

    /// The S256 challenge of the verifier.
    private var challenge: String { Self.base64URL(ContentDigest(of: Array(verifier.utf8)).bytes) }

    private static func page(_ text: String, _ status: HTTPStatusCode) -> HTTPResponse {
        let html = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>istimara</title>\
            <body style="font: 1.1rem sans-serif; margin: 3rem"><p>\(text)</p></body></html>
            """
        return HTTPResponse(
            statusCode: status,
            headers: [
                .contentType: "text/html; charset=utf-8", HTTPHeader("Referrer-Policy"): "no-referrer",
                HTTPHeader("Cache-Control"): "no-store",
            ], body: Data(html.utf8))
    }

    /// 256 bits that nobody can guess, as 43 letters.
    private static func randomText() -> String {
        var generator = SystemRandomNumberGenerator()
        return base64URL((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// RFC 4648 §5, without padding.
    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Takes as long whether the texts differ early or late.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
