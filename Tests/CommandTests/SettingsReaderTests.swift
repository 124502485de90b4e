import Extraction
import Forms
import Foundation
import TestSupport
import Testing

@testable import Intake
@testable import IstimaraCLI
@testable import Mail

/// What the reader of the settings makes of them, and how it names each mistake.
@Suite struct SettingsReaderTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(
        _ text: String, archive: String? = nil, environment: [String: String] = [:]
    ) throws -> (settings: Settings?, problems: [ConfigurationProblem]) {
        let file = try folder.write(Array(text.utf8), to: "istimara.yaml")
        return SettingsReader.read(file: file, archive: archive, environment: environment)
    }

    /// Settings with one mistake, and where and how it is named.
    struct Mistake: CustomTestStringConvertible, Sendable {
        var text: String
        var line: Int
        var path: String
        var words: String
        var testDescription: String { "\(path): \(words)" }

        init(_ text: String, _ line: Int, _ path: String, _ words: String) {
            self.text = text
            self.line = line
            self.path = path
            self.words = words
        }
    }

    private static func mailbox(_ lines: String...) -> String {
        "mailboxes:\n  - name: one\n    url: imaps://mail.example.org\n    user: u\n"
            + "    password: {file: secret}\n" + lines.map { "    \($0)\n" }.joined()
    }

    static let mistakes = [
        Mistake("archive: a\ntehmes: t.yaml\n", 2, "tehmes", "did you mean `themes`?"),
        Mistake("zzzzzzzz: 1\n", 1, "zzzzzzzz", "is an unknown key; known here: archive, forms"),
        Mistake("archive: [a]\n", 1, "archive", "expects a text, and has a list"),
        Mistake("archive: \"\"\n", 1, "archive", "expects a text, and is empty"),
        Mistake("\nlimits:\n  message_size: large\n", 3, "limits.message_size", "expects a positive number of bytes"),
        Mistake("limits: {mesage_size: 1MB}\n", 1, "limits.mesage_size", "did you mean `message_size`?"),
        Mistake("limits: {worker_wall: 0}\n", 1, "limits.worker_wall", "expects a positive number of seconds"),
        Mistake("limits: {attempts: -1}\n", 1, "limits.attempts", "expects a positive number of count"),
        Mistake("limits: 5\n", 1, "limits", "expects a mapping, and has a single value"),
        Mistake("schedule: {every: soon}\n", 1, "schedule.every", "expects a time such as 5m"),
        Mistake("schedule: {every: 8d}\n", 1, "schedule.every", "of a second to a week"),
        Mistake("schedule: {evry: 5m}\n", 1, "schedule.evry", "did you mean `every`?"),
        Mistake("schedule: {calendar: \"Mon..Fri 08..25:00\"}\n", 1, "schedule.calendar", "and has `08..25:00`"),
        Mistake("schedule: {calendar: \"2012-10-15\"}\n", 1, "schedule.calendar", "never comes again"),
        Mistake(
            "schedule: {calendar: \"08:00 Mars/Base\"}\n", 1, "schedule.calendar", "`Mars/Base` is not a time zone"),
        Mistake("schedule:\n  every: 5m\n  calendar: hourly\n", 3, "schedule.calendar", "stands beside every"),
        Mistake(
            "mailboxes: [{name: a, url: \"imaps://h\", user: u, oauth: {provider: yahoo, client_id: c}}]\n", 1,
            "mailboxes[0].oauth.provider", "expects google, or {authorization_url"),
        Mistake(
            "mailboxes: [{name: a, url: \"imaps://h\", user: u, password: {env: X}, oauth: {provider: google, client_id: c}}]\n",
            1, "mailboxes[0].oauth", "stands beside password"),
        Mistake(mailbox("folders: ['\\Tout']"), 6, "mailboxes[0].folders[0]", "is no use of a folder; there are \\All"),
        Mistake("health: {port: 70000}\n", 1, "health.port", "expects a port from 1 to 65535"),
        Mistake("health: {}\n", 1, "health.port", "is missing"),
        Mistake("schedule: {idle: often}\n", 1, "schedule.idle", "expects true or false"),
        Mistake("time_zone: Africa/Atlantis\n", 1, "time_zone", "is not a time zone of the tz database"),
        Mistake("view: {mode: \"0077\"}\n", 1, "view.mode", "expects a mode such as"),
        Mistake("view: {group: users}\n", 1, "view.group", "stands without view.path"),
        Mistake("view: {path: /srv, group: no-such-group}\n", 1, "view.group", "is no group of this machine"),
        Mistake("log: {level: loud}\n", 1, "log.level", "expects one of trace, debug"),
        Mistake("log: {format: xml}\n", 1, "log.format", "expects one of text, json"),
        Mistake("alarm: {after: 2}\n", 1, "alarm.command", "is missing"),
        Mistake("alarm: {command: x, after: 0}\n", 1, "alarm.after", "expects 1 or more cycles"),
        Mistake("worker: {office: auto}\n", 1, "worker.office", "cannot do that yet"),
        Mistake("worker: {fence: none}\n", 1, "worker.fence", "expects one of required, best_effort"),
        Mistake("mailboxes: {}\n", 1, "mailboxes", "expects a list, and has a mapping"),
        Mistake(
            "mailboxes:\n  - url: imaps://h\n    user: u\n    password: {file: s}\n", 2, "mailboxes[0].name",
            "is missing"),
        Mistake(mailbox().replacing("imaps://mail", with: "http://mail"), 3, "mailboxes[0].url", "expects imaps://"),
        Mistake(mailbox().replacing("    user: u\n", with: ""), 2, "mailboxes[0].user", "is missing"),
        Mistake(mailbox().replacing("one", with: "one/two"), 2, "mailboxes[0].name", "may only have letters"),
        Mistake(
            mailbox().replacing("{file: secret}", with: "{}"), 5, "mailboxes[0].password", "expects exactly one of"),
        Mistake(
            mailbox().replacing("{file: secret}", with: "{fiel: secret}"), 5, "mailboxes[0].password.fiel",
            "did you mean `file`?"),
        Mistake(mailbox("since: March"), 6, "mailboxes[0].since", "expects a day such as 2020-03-01"),
        Mistake(mailbox("folders: []"), 6, "mailboxes[0].folders", "is an empty list"),
        Mistake(mailbox("actions: {accepted: seen}"), 6, "mailboxes[0].actions.accepted", "expects none, or one of"),
        Mistake(mailbox("actions: {accepted: {flag: X}}"), 6, "mailboxes[0].actions.accepted.flag", "unknown key"),
        Mistake(
            mailbox("actions: {accepted: {keyword: a b}}"), 6, "mailboxes[0].actions.accepted.keyword", "is no keyword"),
        Mistake(mailbox("actions: {acepted: none}"), 6, "mailboxes[0].actions.acepted", "did you mean `accepted`?"),
        Mistake(mailbox("actions: {ignored: none}"), 6, "mailboxes[0].actions.ignored", "left as it was"),
        Mistake(
            mailbox() + mailbox().replacing("mailboxes:\n", with: ""), 6, "mailboxes[1].name", "is the name of another"),
    ]

    @Test(arguments: mistakes) func aMistakeIsNamedByPathAndLine(_ mistake: Mistake) throws {
        let (settings, problems) = try read(mistake.text)
        #expect(settings == nil)
        let problem = try #require(problems.first { $0.path == mistake.path }, "\(problems)")
        #expect(problem.line == mistake.line)
        #expect(problem.message.contains(mistake.words), "\(problem.message)")
        #expect(problems.count == 1, "\(problems)")
    }

    @Test func everyMistakeIsNamedInOnePass() throws {
        let texts = Self.mistakes.map(\.text).filter { $0.split(separator: "\n").count == 1 && !$0.hasPrefix("limits") }
        // Keys that stand once, so that the file is YAML.
        var keys: Set<Substring> = []
        let chosen = texts.filter { keys.insert($0.prefix { $0 != ":" }).inserted }
        let (settings, problems) = try read(chosen.joined())
        #expect(settings == nil && chosen.count > 6)
        #expect(Set(problems.compactMap(\.line)) == Set(1...chosen.count))
    }

    @Test(arguments: ["archive: a\narchive: b\n", "archive: {\n", "- archive\n", "\u{1}\n"])
    func whatIsNoSettingsFile(_ text: String) throws {
        let (settings, problems) = try read(text)
        #expect(settings == nil && !problems.isEmpty)
    }

    @Test func notUTF8AndNotThere() throws {
        let file = try folder.write([0x61, 0xFF, 0x0A], to: "latin.yaml")
        #expect(SettingsReader.read(file: file, environment: [:]).problems.first?.message.contains("not UTF-8") == true)
        #expect(SettingsReader.read(file: folder.path + "/none.yaml", environment: [:]).settings == nil)
    }

    @Test func optionBeforeEnvironmentBeforeFileBeforeDefault() throws {
        let text = "archive: from-file\n"
        #expect(try read("log: {level: info}\n").settings?.archive == folder.path + "/archive")
        #expect(try read(text).settings?.archive == folder.path + "/from-file")
        let environment = ["ISTIMARA_ARCHIVE": "/from/environment"]
        #expect(try read(text, environment: environment).settings?.archive == "/from/environment")
        let settings = try #require(try read(text, archive: "/from/option", environment: environment).settings)
        #expect(settings.archive == "/from/option")
        #expect(settings.origins["archive"] == "--archive")
    }

    @Test func whatIsWrittenIsWhatHolds() throws {
        let (read, problems) = try read(
            """
            forms: /etc/forms
            themes: t.yaml
            schedule: {calendar: "Mon..Fri *-*-* 08..18:00/15"}
            time_zone: Europe/Paris
            view: {path: v, mode: "0750"}
            limits: {message_size: 1 MiB, worker_wall: 2m}
            worker: {fence: best_effort, office: off}
            log: {level: debug, format: json}
            mailboxes:
              - name: one
                url: imap://mail.example.org:1143
                user: forms@example.org
                password: {command: "pass show mail"}
                ca_file: ca.pem
                folders: [INBOX, "صندوق"]
                since: 2020-03-01
                authserv_id: mx.example.org
                actions: {accepted: none}
            """)
        let settings = try #require(read, "\(problems)")
        #expect(settings.forms == "/etc/forms" && settings.themes == folder.path + "/t.yaml")
        #expect(settings.schedule == .calendar(try CalendarExpression("Mon..Fri *-*-* 08..18:00/15")))
        #expect(!settings.idle)
        #expect(settings.timeZone == "Europe/Paris")
        #expect(settings.viewPath == folder.path + "/v" && settings.viewMode == 0o750)
        #expect(settings.limits[.messageSize] == 1 << 20 && settings.limits[.workerWall] == 120)
        #expect(settings.limits[.attempts] == 3)
        #expect(settings.fence == .bestEffort && settings.origins["worker.fence"] == settings.file)
        #expect(settings.log.level == "debug" && settings.log.format == .json)
        let mailbox = try #require(settings.mailboxes.first)
        #expect(mailbox.url == "imap://mail.example.org:1143" && mailbox.caFile == folder.path + "/ca.pem")
        #expect(mailbox.folders == ["INBOX", "صندوق"] && mailbox.since == "2020-03-01")
        #expect(mailbox.authservID == "mx.example.org")
        #expect(!mailbox.signIn.description.contains("pass show"))
    }

    @Test func aCalendarMeansTheSettingsZoneUnlessItNamesOne() throws {
        func offset(_ calendar: String) throws -> Int {
            let settings = try #require(
                try read("time_zone: Asia/Tokyo\nschedule: {calendar: \"\(calendar)\"}\n").settings)
            return PollSchedule(settings).utcOffset(1_780_000_000)
        }
        #expect(try offset("08:00") == 32_400)
        #expect(try offset("08:00 UTC") == 0)
    }
}
