import MIME
import Mail
import Testing

/// Who wrote a message, a person or a program (RFC 3834, RFC 3464, RFC 2919).
@Suite struct AutomaticMailTests {
    @Test(
        arguments: [
            ("Subject: Formulaire", nil), ("Auto-Submitted: no", nil), ("Return-Path: <>", nil),
            ("Auto-Submitted: auto-replied; x=y", .autoReply), ("X-Autoreply: yes", .autoReply),
            ("Subject: Réponse automatique : absence", .autoReply), ("Subject: رد تلقائي: شكرا", .autoReply),
            ("Precedence: bulk", .list), ("List-Id: <a.x.ma>", .list),
            ("Return-Path: <>\nX-Failed-Recipients: b@x.ma", .bounce),
        ] as [(String, AutomaticKind?)]) func headers(_ fields: String, _ kind: AutomaticKind?) throws
    {
        #expect(try message(with: fields).envelope.automatic == kind)
    }

    @Test func scannerWithAFileIsAPersonsMail() throws {
        let header = "Auto-Submitted: auto-generated\nContent-Disposition: attachment; filename=scan.pdf"
        #expect(try message(with: header).envelope.automatic == nil)
        #expect(try message(with: "Auto-Submitted: auto-generated").envelope.automatic == .autoReply)
    }

    @Test func mailerDaemon() throws {
        let bytes = crlf("From: MAILER-DAEMON@x.ma\nSubject: Undelivered\n\nsorry\n")
        #expect(try MessageParser().parse(bytes).envelope.automatic == .bounce)
    }

    @Test(arguments: [("failed", AutomaticKind.bounce), ("delayed", .deliveryStatus), ("delivered", .deliveryStatus)])
    func deliveryReports(_ action: String, _ kind: AutomaticKind) throws {
        let bytes = crlf(
            """
            From: Mail <postmaster@x.ma>
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Your mail
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; x.ma

            Final-Recipient: rfc822; b@x.ma
            Action: \(action)
            --b--
            """)
        #expect(try MessageParser().parse(bytes).envelope.automatic == kind)
    }
}
