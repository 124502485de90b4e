import Intake
import Mail
import Testing

/// Whose word on a sender counts: that of the mailbox's own server, on top, and nobody else's.
@Suite struct AuthenticationResultsTests {
    private func address(_ fields: [String], from: [String] = ["Nadia@Taounate.example"]) -> String? {
        var envelope = Envelope()
        envelope.from = from.map { EmailAddress(address: $0) }
        envelope.authenticationResults = fields
        return AuthenticationResults.authenticatedAddress(of: envelope, by: "mx.example.org")
    }

    private static let pass =
        "mx.example.org; spf=pass smtp.mailfrom=x; dmarc=pass (p=NONE) header.from=taounate.example"

    @Test func aPassForTheSendersDomain() {
        #expect(address([Self.pass]) == "nadia@taounate.example")
        #expect(address(["MX.example.org 1; dmarc=pass header.from=Taounate.example"]) == "nadia@taounate.example")
    }

    @Test(arguments: [
        ["mx.evil.example; dmarc=pass header.from=taounate.example"],
        ["mx.evil.example; dmarc=fail header.from=taounate.example", pass],
        ["mx.example.org; dmarc=fail header.from=taounate.example"],
        ["mx.example.org; dmarc=pass header.from=evil.example"],
        ["mx.example.org; spf=fail (dmarc=pass header.from=taounate.example)"],
        ["mx.example.org (; dmarc=pass header.from=taounate.example); spf=pass"],
        ["mx.example.org.evil.example; dmarc=pass header.from=taounate.example"],
        [""], [],
    ])
    func anythingElseIsNone(_ fields: [String]) {
        #expect(address(fields) == nil)
    }

    @Test func twoSendersAreNone() {
        #expect(address([Self.pass], from: ["nadia@taounate.example", "other@taounate.example"]) == nil)
        #expect(address([Self.pass], from: []) == nil)
    }
}
