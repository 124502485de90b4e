internal import Archive
internal import ArgumentParser
internal import Documents
internal import Extraction
internal import Forms
internal import Intake

/// `istimara parse`: a dry run over saved messages and documents.
struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Dry run: reads saved messages or form documents and shows what would be filed.",
        discussion: """
            Writes nothing anywhere and contacts nobody. Takes .eml files, raw messages, - for standard input, and bare \
            documents. Example: istimara parse fixtures/messages/01-arabic-tagged.eml
            """)

    @OptionGroup var options: SettingsOption
    @Option(help: "The id of the only form that is looked for.") var form: String?
    @Flag(help: "One JSON object an input.") var json = false
    @Argument(help: "Messages or documents; - for standard input.", completion: .file()) var files: [String]

    func run() async throws {
        let assembly = Assembly(try options.settings())
        assembly.keep()
        let judgement = try assembly.judgement(form: form)
        let extractor = try assembly.extractor()
        let folders = try assembly.viewContext(of: nil)
        let page = ParsePage(terminal: .standard, definitions: try assembly.definitions())
        var status = ExitStatus.done
        for file in files {
            let (report, ending) = try await parse(file, extractor: extractor, judgement: judgement, folders: folders)
            status = max(status, ending)
            if json {
                Terminal.standard.say(try JSONOutput.text(report))
            } else {
                page.print(report)
            }
        }
        try status.end()
    }

    private func parse(
        _ file: String, extractor: ExtractionThreads, judgement: Judgement, folders: ViewContext
    ) async throws -> (ParseReport, ExitStatus) {
        func unreadable(_ code: String, _ message: String) -> ParseReport {
            ParseReport(
                input: file, filing: nil, outcome: .quarantined, reason: code, would: [],
                findings: [Finding(.error, code: code, location: file, message: message)])
        }
        do {
            let bytes = try InputFile.bytes(file)
            let name = file == "-" ? nil : file.split(separator: "/").last.map(String.init)
            let message = try await extractor.extract(file: bytes, filename: name)
            let filing = judgement.filing(of: message)
            return (
                ParseReport(
                    input: file, filing: filing, outcome: filing.outcome, reason: filing.reason,
                    would: folders.intentions(for: filing), findings: filing.findings),
                status(of: filing)
            )
        } catch let failure as CommandFailure {
            return (unreadable(failure.code, failure.description), failure.status)
        }
    }

    private func status(of filing: Filing) -> ExitStatus {
        if filing.submissions.contains(where: { $0.reading.form != nil }) { return .done }
        // A mail with a broken attachment is a mail all the same.
        let isReadable = filing.envelope != nil || filing.parts.contains { $0.state != .unreadable }
        return isReadable ? .needsPerson : .dataError
    }
}
