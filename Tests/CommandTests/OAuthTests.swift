import Foundation
import TestSupport
import Testing

/// Signing in by OAuth: a real provider over HTTPS, a real Dovecot that looks at the tokens, and curl for the browser.
@Suite(.serialized) struct OAuthTests {
    /// The provider of a test, with the server that takes its tokens.
    private final class Provider {
        let server: DovecotServer
        let port: Int
        private let input: FileHandle
        private let process: Process

        init() throws {
            server = try DovecotServer()
            process = Process()
            let input = Pipe()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = [
                BuiltProgram.root.path + "/Tests/TestSupport/oauth-provider.py", server.folder,
            ]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            self.input = input.fileHandleForWriting
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        }

        deinit {
            try? input.close()
            process.waitUntilExit()
        }

        func set(_ mode: String) throws {
            try Data(mode.utf8).write(to: URL(fileURLWithPath: server.folder + "/mode"))
        }

        /// How often a kind of request came.
        func count(_ request: String) -> Int {
            let text = (try? String(contentsOfFile: server.folder + "/requests", encoding: .utf8)) ?? ""
            return text.split(separator: "\n").count { $0.hasPrefix(request) }
        }
    }

    private let provider: Provider
    private let folder: TemporaryDirectory
    private let istimara: Istimara

    init() throws {
        provider = try Provider()
        folder = try TemporaryDirectory()
        let secret = try folder.writeSecret("s&cret =", to: "client")
        let config = BuiltProgram.root.path + "/config"
        istimara = try Istimara(
            settings: """
                forms: \(config)/forms
                themes: \(config)/themes.yaml
                councils: \(config)/councils.csv
                mailboxes:
                  - name: consultation
                    url: \(provider.server.url)
                    user: \(DovecotServer.user)
                    ca_file: \(provider.server.caFile)
                    oauth:
                      provider:
                        authorization_url: https://localhost:\(provider.port)/authorize
                        token_url: https://localhost:\(provider.port)/token
                        scope: mail
                      client_id: client
                      client_secret: {file: \(secret)}
                """)
    }

    private var tokenFile: String { istimara.archive + "/state/consultation.token.json" }

    /// Goes through the provider's page as a browser does; returns the exit status and what was printed.
    private func authorize(_ alter: (String) -> String = { $0 }) async throws -> (Int32, String) {
        let output = try folder.write([], to: "printed")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        let process = try istimara.program.start(
            ["mailbox", "authorize", "consultation", "--seconds", "8"], output: handle, errors: handle)
        func printed() throws -> String { try String(contentsOfFile: output, encoding: .utf8) }
        for _ in 0..<200 where !(try printed().contains("ssh -L")) && process.isRunning {
            try await Task.sleep(for: .milliseconds(50))
        }
        let address = try #require(try printed().split(separator: "\n").first { $0.hasPrefix("https://") })
        let browser = try BuiltProgram(path: "/usr/bin/curl").run(
            "-sS", "-L", "--cacert", provider.server.caFile, alter(String(address)))
        try Data(browser.output.utf8).write(to: URL(fileURLWithPath: folder.path + "/page"))
        process.waitUntilExit()
        return (process.terminationStatus, try printed())
    }

    private func poll() throws -> BuiltProgram.Run { try istimara.program.run("poll", "--json") }

    @Test(.timeLimit(.minutes(2))) func aPersonAgreesOnceAndTheMailboxIsReadFromThenOn() async throws {
        try provider.server.fill(from: BuiltProgram.root.path + "/fixtures/messages")
        // Before that, everything says what is to be done.
        let before = try poll()
        #expect(before.status == 77)
        #expect(before.errors.contains("istimara mailbox authorize consultation"), "\(before.errors)")
        let (status, printed) = try await authorize()
        #expect(status == 0, "\(printed)")
        #expect(printed.contains("signed in"))
        #expect(try String(contentsOfFile: folder.path + "/page", encoding: .utf8).contains("Done:"))
        let mode = try FileManager.default.attributesOfItem(atPath: tokenFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let first = try poll()
        #expect(first.status == 0, "\(first.errors)")
        #expect((try first.objects().last?["summary"] as? [String: Any])?["messages"] as? Int == 19)
        // The token is good for an hour: nobody is asked again.
        #expect(provider.count("token refresh_token") == 0)
        let tokens = try String(contentsOfFile: tokenFile, encoding: .utf8)
        let access = try #require(tokens.firstMatch(of: /"access_token":"([^"]+)"/)?.1)
        for text in [printed, first.output, first.errors] { #expect(!text.contains(access)) }
        #expect(try istimara.program.run("check").output.contains("signed in"))
    }

    @Test(.timeLimit(.minutes(2))) func aTokenThatEndsIsTakenAnew() async throws {
        try provider.set("short")
        #expect(try await authorize().0 == 0)
        let asked = provider.count("token refresh_token")
        #expect(try poll().status == 0)
        #expect(provider.count("token refresh_token") == asked + 1)
        try provider.set("agree")
        #expect(try poll().status == 0)
        #expect(provider.count("token refresh_token") == asked + 2)
        #expect(try poll().status == 0)
        #expect(provider.count("token refresh_token") == asked + 2)
    }

    @Test(.timeLimit(.minutes(2))) func aTokenThatTheServerRefusesIsTakenAnewOnce() async throws {
        #expect(try await authorize().0 == 0)
        let text = try String(contentsOfFile: tokenFile, encoding: .utf8)
        let spoilt = text.replacing(/"access_token":"[^"]+"/, with: "\"access_token\":\"revoked\"")
        try spoilt.write(toFile: tokenFile, atomically: false, encoding: .utf8)
        #expect(try poll().status == 0)
        #expect(provider.count("token refresh_token") == 1)
        // One that stays refused is not tried on: the account would be locked.
        try provider.set("bad")
        try spoilt.write(toFile: tokenFile, atomically: false, encoding: .utf8)
        let run = try poll()
        #expect(run.status == 77, "\(run.errors)")
        #expect(provider.count("token refresh_token") == 2)
    }

    @Test(.timeLimit(.minutes(2))) func whatTheProviderTakesBackNeedsAPersonAndWhatIsDownDoesNot() async throws {
        try provider.set("short")
        _ = try await authorize()
        try provider.set("down")
        let down = try poll()
        #expect(down.status == 75, "\(down.errors)")
        try provider.set("revoked")
        let revoked = try poll()
        #expect(revoked.status == 77)
        #expect(revoked.errors.contains("invalid_grant; sign in with: istimara mailbox authorize consultation"))
        #expect(!revoked.errors.contains("has been revoked"))
    }

    @Test(.timeLimit(.minutes(2))) func whoeverDoesNotAgreeIsTold() async throws {
        try provider.set("deny")
        let (status, printed) = try await authorize()
        #expect(status == 77, "\(printed)")
        #expect(printed.contains("access_denied"))
        #expect(!FileManager.default.fileExists(atPath: tokenFile))
    }

    @Test(.timeLimit(.minutes(2))) func anAnswerToAnotherQuestionIsNotTaken() async throws {
        // Somebody else's state, as a foreign page would send it; then the person does not come back.
        let (status, printed) = try await authorize { address in
            address.replacing(/state=[^&]+/, with: "state=forged")
        }
        #expect(status == 75, "\(printed)")
        #expect(try String(contentsOfFile: folder.path + "/page", encoding: .utf8).contains("not the answer"))
        #expect(provider.count("token") == 0)
        #expect(!FileManager.default.fileExists(atPath: tokenFile))
    }

    @Test(.timeLimit(.minutes(2))) func tokensThatOthersCanReadAreNotUsed() async throws {
        #expect(try await authorize().0 == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: tokenFile)
        let run = try poll()
        #expect(run.status == 77)
        #expect(run.errors.contains("others can read these tokens"))
    }
}
