import Archive
import Documents
import Extraction
import Forms
import Intake
import Mail
import Testing

/// What becomes of a message from the states of its parts (contract.md): no file, no worker.
@Suite struct JudgementTests {
    private func message(
        _ parts: [ExtractedPart], automatic: AutomaticKind? = nil, from: String = "a@example.org",
        findings: [Finding] = []
    ) -> ExtractedMessage {
        var envelope = Envelope()
        envelope.from = [EmailAddress(address: from)]
        envelope.automatic = automatic
        return ExtractedMessage(
            envelope: envelope, size: 1, digest: ContentDigest(of: [1]), parts: parts, findings: findings)
    }

    private func part(
        _ role: ExtractedRole, _ state: ExtractedState, reason: String? = nil, isQuarantined: Bool = false,
        text: String? = nil
    ) -> ExtractedPart {
        let document = text.map {
            Document(format: .text, blocks: [.paragraph(Paragraph(runs: [Run($0)]))])
        }
        return ExtractedPart(
            path: "1", filename: nil, declaredType: nil, detectedType: "text/plain", disposition: nil, size: 1,
            digest: ContentDigest(of: [2]), role: role, state: state, reason: reason, isQuarantined: isQuarantined,
            document: document)
    }

    private static let letter = "Nous proposons de relever la part de TVA des provinces."

    @Test func lettersAndTalk() throws {
        let judgement = try Judgement.sample()
        let letter = judgement.filing(of: message([part(.body, .read, text: Self.letter)]))
        #expect(letter.outcome == .needsReview && letter.reason == "letter" && letter.submissions.count == 1)
        let talk = judgement.filing(of: message([part(.body, .read, text: "Bonjour, bien reçu, merci.")]))
        #expect(talk.outcome == .ignored && talk.submissions.isEmpty)
    }

    @Test(arguments: [AutomaticKind.bounce, .autoReply, .deliveryStatus, .list])
    func whatAProgramWroteIsNoLetter(_ kind: AutomaticKind) throws {
        let filing = try Judgement.sample().filing(
            of: message([part(.body, .read, text: Self.letter)], automatic: kind))
        #expect(filing.outcome == .ignored && filing.submissions.isEmpty)
    }

    @Test func ourOwnMailIsNoLetter() throws {
        let filing = try Judgement.sample().filing(
            of: message([part(.body, .read, text: Self.letter)], from: "Forms@Example.org"))
        #expect(filing.outcome == .ignored)
    }

    @Test func whatCannotBeReadIsNeverIgnored() throws {
        let judgement = try Judgement.sample()
        for (part, outcome, reason) in [
            (part(.form, .unreadable, reason: "no_reader"), Outcome.needsReview, "no_reader"),
            (part(.form, .locked, reason: "locked"), .needsReview, "locked"),
            (part(.form, .limited, reason: "attachment_size", isQuarantined: true), .quarantined, "attachment_size"),
            (part(.form, .unreadable, reason: "worker_crash", isQuarantined: true), .quarantined, "worker_crash"),
        ] {
            let alone = judgement.filing(of: message([self.part(.body, .read, text: "Ci-joint."), part]))
            #expect(alone.outcome == outcome && alone.reason == reason)
            // What stands beside it is filed all the same.
            let beside = judgement.filing(of: message([self.part(.body, .read, text: Self.letter), part]))
            #expect(beside.outcome == outcome && beside.submissions.count == 1)
        }
    }

    @Test func aLinkInTheFormsPlace() throws {
        let link = Finding(.warning, code: "attachment_by_link", message: "a link")
        let filing = try Judgement.sample().filing(
            of: message([part(.body, .read, text: "Ci-joint le formulaire.")], findings: [link]))
        #expect(filing.outcome == .needsReview && filing.reason == "attachment_by_link")
    }
}
