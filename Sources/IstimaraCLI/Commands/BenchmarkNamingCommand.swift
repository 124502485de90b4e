internal import ArgumentParser
internal import Forms

extension BenchmarkCommand {
    /// `istimara benchmark naming`: how many texts are filed and how many names found in a second of processor time.
    struct Naming: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "naming",
            abstract: "Classifies texts and resolves names, lexicon and register being loaded already.",
            discussion: "Example: istimara benchmark naming --texts texts.jsonl --names names.jsonl")
        @OptionGroup var options: SettingsOption
        @Option(help: "Texts, one a line or JSON Lines with \"text\".", completion: .file()) var texts: [String] = []
        @Option(help: "Names, in the same way.", completion: .file()) var names: [String] = []
        @Option(help: "How often all are done; the best round counts.") var rounds = 5

        struct Figures: Encodable {
            /// Milliseconds of processor time to load the lexicon, and the register.
            var lexicon: Double
            var register: Double
            /// Texts and names in a second of processor time, the best round; nil where none were given.
            var texts: Double?
            var names: Double?
        }

        func run() async throws {
            let assembly = Assembly(try options.settings())
            var started = ProcessorTime.seconds()
            let lexicon = try assembly.themes()
            let lexiconTime = ProcessorTime.seconds() - started
            started = ProcessorTime.seconds()
            let register = try assembly.councils()
            let registerTime = ProcessorTime.seconds() - started
            Terminal.standard.say(
                try JSONOutput.text(
                    Figures(
                        lexicon: lexiconTime * 1_000, register: registerTime * 1_000,
                        texts: try rate(texts) { _ = lexicon.classify($0) },
                        names: try rate(names) { _ = register.resolve($0) })))
        }

        private func rate(_ files: [String], _ body: (String) -> Void) throws -> Double? {
            var lines: [String] = []
            if !files.isEmpty { try InputLines.forEach(files) { lines.append($0) } }
            guard !lines.isEmpty else { return nil }
            var best = Double.infinity
            for _ in 0..<max(1, rounds) {
                let started = ProcessorTime.seconds()
                for line in lines { body(line) }
                best = min(best, ProcessorTime.seconds() - started)
            }
            return Double(lines.count) / max(best, 1e-9)
        }
    }
}
