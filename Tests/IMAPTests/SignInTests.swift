import Testing

@testable import Transport

/// How a failed sign-in is understood, and what may be printed of it.
@Suite struct SignInTests {
    @Test(arguments: [
        ("A002 NO [AUTHENTICATIONFAILED] Authentication failed.", TransportError.Code.refused),
        ("A002 NO [ALERT] Invalid credentials (Failure)", .refused), ("A002 NO LOGIN failed.", .refused),
        ("A002 NO [WEBALERT https://x] Web login required.", .refused), ("A002 NO [EXPIRED] x", .refused),
        ("A002 BAD invalid", .refused), ("A002 NO [ALERT] Too many simultaneous connections. (Failure)", .temporary),
        ("A002 NO [UNAVAILABLE] Temporary authentication failure.", .temporary), ("A002 NO [LIMIT] x", .temporary),
        ("A002 NO [INUSE] x", .temporary), ("A002 NO Server maintenance, try again later", .temporary),
        ("* BYE [UNAVAILABLE] going down", .temporary), ("* BYE Too many connections", .temporary),
        ("A002 NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", .overQuota),
        ("* BYE [OVERQUOTA] enough for today", .overQuota),
        ("A002 NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", .overQuota),
        ("* BYE", .temporary), ("* BYE [AUTHENTICATIONFAILED] enough", .refused), ("A001 OK done", .temporary),
    ])
    func aRefusalIsUnderstood(line: String, code: TransportError.Code) {
        let transcript = LoginTranscript(lines: ["* OK hello", "* CAPABILITY IMAP4rev1 AUTH=PLAIN", line])
        #expect(LoginRefusal.error(in: transcript) == TransportError(code))
    }

    @Test func aServerWithoutOurMechanismsIsNamed() {
        let transcript = LoginTranscript(lines: ["* OK [CAPABILITY IMAP4rev1 AUTH=GSSAPI LOGINDISABLED] hello"])
        #expect(transcript.capabilities == ["IMAP4REV1", "AUTH=GSSAPI", "LOGINDISABLED"])
        #expect(LoginRefusal.error(in: transcript) == TransportError(.mechanism))
    }

    @Test func secretsAreHidden() {
        var transcript = LoginTranscript()
        transcript.record(Array("+ VXNlcm5hbWU6\r\n".utf8), hiding: ["hunter2"])
        transcript.record(Array("A1 NO hunter2 is wrong\u{7}\r\n".utf8), hiding: ["hunter2"])
        #expect(transcript.lines == ["+ <challenge>", "A1 NO <secret> is wrong"])
        let credentials = Credentials(user: "a", secret: Secret("hunter2"))
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!(dumped + "\(credentials)" + String(reflecting: credentials)).contains("hunter2"))
    }

    @Test(arguments: [
        ("imaps://imap.example.org", "imaps://imap.example.org:993", nil),
        ("IMAP://localhost:10143/", "imap://localhost:10143", nil),
        ("imaps://[::1]:1993", "imaps://[::1]:1993", nil),
        ("imap://h/Envoy%C3%A9s/2020", "imap://h:143", "Envoyés/2020"),
    ])
    func aURLNamesAServer(url: String, description: String, folder: String?) throws {
        let endpoint = try Endpoint(url: url)
        #expect(endpoint.description == description)
        #expect(endpoint.folder == folder)
    }

    @Test(arguments: [
        "", "imap.example.org", "https://x", "imaps://", "imaps://u:p@host", "imaps://h:0", "imaps://h:70000",
        "imaps://h:x",
        "imaps://a b", "imaps://h/%zz", "imaps://h/%00", "imaps://h\r\nx",
    ])
    func whatIsNoServerIsRefused(_ url: String) {
        #expect(throws: TransportError(.configuration)) { try Endpoint(url: url) }
    }

    /// A run that was offered and not taken is offered again with the same address and length.
    @Test func outputKeepsItsPlaceUntilItIsTaken() throws {
        let ring = OutputRing(capacity: 8)
        var sent: [UInt8] = []
        var offers: [(UnsafeRawPointer?, Int)] = unsafe []
        ring.enqueue([1, 2, 3])
        try unsafe ring.drain { (run) throws(TransportError) in
            unsafe offers.append((run.baseAddress, run.count))
            return 0
        }
        ring.enqueue(Array(4...20))
        try unsafe ring.drain { (run) throws(TransportError) in
            unsafe offers.append((run.baseAddress, run.count))
            let taken = min(2, run.count)
            unsafe sent += Array(run.prefix(taken))
            return taken
        }
        #expect(unsafe offers[0].0 == offers[1].0 && offers[0].1 == 3 && offers[1].1 == 3)
        #expect(sent == Array(1...20))
        #expect(ring.isEmpty)
    }
}
