internal import ArgumentParser
internal import Extraction
internal import Forms
internal import Intake

extension BenchmarkCommand {
    /// `istimara benchmark matching`: what it costs to find and read the answers in documents that are open already.
    struct Matching: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "matching",
            abstract: "Finds and reads the answers of returns, their documents being open already.",
            discussion: "Example: istimara benchmark matching fixtures/messages/*.eml")
        @OptionGroup var options: SettingsOption
        @Option(help: "How often everything is read; the best round counts.") var rounds = 20
        @Argument(help: "Messages or documents.", completion: .file()) var files: [String]

        struct Figures: Encodable {
            /// The files in which a form was read.
            var returns: Int
            /// Milliseconds of processor time a return, the best round.
            var milliseconds: Double
        }

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let extractor = try assembly.extractor()
            let reader = FormReader(
                definitions: try assembly.definitions(), councils: try assembly.councils(),
                themes: try assembly.themes())
            var returns: [[ReturnedDocument]] = []
            for file in files {
                let name = file.split(separator: "/").last.map(String.init)
                let message = try await extractor.extract(file: try InputFile.bytes(file), filename: name)
                let documents = message.returnedDocuments
                if !reader.read(documents).isEmpty { returns.append(documents) }
            }
            var best = Double.infinity
            for _ in 0..<max(1, rounds) {
                let started = ProcessorTime.seconds()
                for documents in returns { _ = reader.read(documents) }
                best = min(best, ProcessorTime.seconds() - started)
            }
            let figures = Figures(
                returns: returns.count, milliseconds: best * 1_000 / Double(max(1, returns.count)))
            Terminal.standard.say(try JSONOutput.text(figures))
        }
    }
}
