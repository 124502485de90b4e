internal import ArgumentParser
internal import BlankForms
internal import Forms
internal import FoundationEssentials

/// `istimara forms`: the form definitions and the blank forms made from them.
struct FormsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms", abstract: "Form definitions, and blank forms made from them.",
        discussion: "Example: istimara forms blank --form ampcpp-consultation --language ar --format docx -o form.docx",
        subcommands: [List.self, Check.self, Blank.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the forms.", discussion: "Example: istimara forms list --json")
        @OptionGroup var options: SettingsOption
        @Flag(help: "One JSON object a form.") var json = false

        struct Row: Encodable {
            var id: String
            var version: String
            var languages: [Language]
            var sections: Int
            var questions: Int
            var title: [String: String]
        }

        func run() async throws {
            let definitions = try Assembly(try options.settings()).definitions()
            let rows = definitions.map { form in
                Row(
                    id: form.id, version: form.version, languages: form.languages, sections: form.sections.count,
                    questions: form.questions.count,
                    title: Dictionary(uniqueKeysWithValues: form.title.texts.map { ($0.key.rawValue, $0.value) }))
            }
            let terminal = Terminal.standard
            if json {
                for row in rows { terminal.say(try JSONOutput.text(row)) }
                return
            }
            var table = TextTable([
                ("FORM", .leading), ("VERSION", .leading), ("LANGUAGES", .leading), ("QUESTIONS", .trailing),
                ("TITLE", .leading),
            ])
            for (row, form) in zip(rows, definitions) {
                table.add([
                    row.id, row.version, row.languages.map(\.rawValue).joined(separator: " "), "\(row.questions)",
                    form.title.text(form.defaultLanguage),
                ])
            }
            for line in table.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every mistake in the form definitions by key path and line.",
            discussion: "Example: istimara forms check config/forms/ampcpp-consultation.yaml")
        @OptionGroup var options: SettingsOption
        @Argument(help: "Definitions to check; else those of the settings.", completion: .file(extensions: ["yaml"]))
        var files: [String] = []
        @Flag(help: "One JSON object a problem.") var json = false

        func run() async throws {
            let files = try files.isEmpty ? Assembly(try options.settings()).definitionFiles() : files
            var problems: [ConfigurationProblem] = []
            for file in files {
                let (_, found) = FormDefinition.load(yaml: try InputFile.text(file), file: file)
                problems += found
            }
            try ProblemReport.end(problems, checked: files, json: json)
        }
    }

    struct Blank: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a blank form.",
            discussion:
                "Example: istimara forms blank --form ampcpp-consultation --language fr --format docx -o form.docx")

        enum Format: String, ExpressibleByArgument, CaseIterable { case docx, pdf }

        @OptionGroup var options: SettingsOption
        @Option(name: .customLong("form"), help: "The form's id; may be left out where there is only one.") var form:
            String?
        @Option(help: "ar or fr; else the form's own.") var language: Language?
        @Option(help: "docx (pdf comes later).") var format: Format = .docx
        @Option(name: .shortAndLong, help: "The file to write; - for standard output.") var output: String

        func run() async throws {
            guard format == .docx else {
                throw CommandFailure(.usage, code: "no_such_format", "blank forms as PDF are not made by this version")
            }
            let definition = try Assembly(try options.settings()).definition(named: form)
            let language = language ?? definition.defaultLanguage
            guard definition.languages.contains(language) else {
                throw CommandFailure(
                    .usage, code: "no_such_language", "\(definition.id) is not written in \(language.rawValue)")
            }
            let bytes: [UInt8]
            do {
                bytes = try BlankForm(definition: definition, language: language).docx()
            } catch {
                throw CommandFailure(.inputOutput, code: "blank_form", "\(error)")
            }
            try OutputFile.write(bytes, to: output)
        }
    }
}

extension Language: ExpressibleByArgument {}
