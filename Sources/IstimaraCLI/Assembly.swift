internal import Archive
internal import Extraction
internal import Forms
internal import FoundationEssentials
internal import Intake
internal import Mail

/// Puts live parts together as the settings say: the one place that does. What it reads it reads once.
final class Assembly {
    let settings: Settings
    private var loadedDefinitions: [FormDefinition]?
    private var loadedThemes: ThemeLexicon?
    private var loadedCouncils: CouncilRegister?

    private var judgements: [Judgement] = []

    init(_ settings: Settings) { self.settings = settings }

    /// Keeps what was read until the process ends: to take it apart before that would only cost time.
    func keep() { _ = unsafe Unmanaged.passRetained(self) }

    /// The files in the folder of form definitions, by name.
    func definitionFiles() throws(CommandFailure) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: settings.forms) else {
            throw CommandFailure(.configuration, code: "forms_missing", "forms: \(settings.forms): no such folder")
        }
        let files = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        guard !files.isEmpty else {
            throw CommandFailure(
                .configuration, code: "forms_missing", "forms: \(settings.forms): holds no form definition (*.yaml)")
        }
        return files.map { "\(settings.forms)/\($0)" }
    }

    /// Every form of the settings; the mistakes of all files are named together.
    func definitions() throws(CommandFailure) -> [FormDefinition] {
        if let loadedDefinitions { return loadedDefinitions }
        var definitions: [FormDefinition] = []
        var problems: [ConfigurationProblem] = []
        for file in try definitionFiles() {
            let (definition, found) = FormDefinition.load(yaml: try configurationText(file), file: file)
            problems += found
            guard let definition else { continue }
            if definitions.contains(where: { $0.reference == definition.reference }) {
                problems.append(
                    ConfigurationProblem(
                        file: file, path: "form.id",
                        message: "\(definition.id) \(definition.version) is defined in another file already"))
            }
            definitions.append(definition)
        }
        guard problems.isEmpty else { throw CommandFailure(problems) }
        loadedDefinitions = definitions
        return definitions
    }

    /// The form of that id; without an id the only one there is.
    func definition(named id: String?) throws(CommandFailure) -> FormDefinition {
        let definitions = try definitions()
        let known = definitions.map(\.id).joined(separator: ", ")
        guard let id else {
            guard definitions.count == 1, let only = definitions.first else {
                throw CommandFailure(.usage, code: "form_wanted", "there are several forms, --form names one: \(known)")
            }
            return only
        }
        guard let definition = definitions.last(where: { $0.id == id }) else {
            throw CommandFailure(.usage, code: "no_such_form", "no form has the id \(id); there are: \(known)")
        }
        return definition
    }

    func themes() throws(CommandFailure) -> ThemeLexicon {
        if let loadedThemes { return loadedThemes }
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: try configurationText(settings.themes), file: settings.themes,
            own: try Self.ownTerms(besides: settings.themes))
        guard let lexicon, problems.isEmpty else { throw CommandFailure(problems) }
        loadedThemes = lexicon
        return lexicon
    }

    /// The terms that the association has added to a lexicon; nil where it has added none.
    static func ownTerms(besides lexicon: String) throws(CommandFailure) -> (yaml: String, file: String)? {
        let file = OwnTerms.file(besides: lexicon)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return (try configurationText(file), file)
    }

    func councils() throws(CommandFailure) -> CouncilRegister {
        if let loadedCouncils { return loadedCouncils }
        let (register, problems) = try Self.register(settings.councils)
        guard let register, problems.isEmpty else { throw CommandFailure(problems) }
        loadedCouncils = register
        return register
    }

    /// A register with the files that may stand beside it: `regions.csv` and `arrondissement-prefectures.csv`.
    static func register(
        _ file: String
    ) throws(CommandFailure) -> (register: CouncilRegister?, problems: [ConfigurationProblem]) {
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        func beside(_ name: String) throws(CommandFailure) -> CouncilRegister.File? {
            let path = folder + name
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return CouncilRegister.File(name: path, text: try configurationText(path))
        }
        return CouncilRegister.load(
            councilsCSV: try configurationText(file), file: file, regions: try beside("regions.csv"),
            districts: try beside("arrondissement-prefectures.csv"))
    }

    /// Decides what becomes of messages.
    /// - Parameter form: the id of the only form that is looked for; nil for all.
    func judgement(form: String? = nil) throws(CommandFailure) -> Judgement {
        let definitions = try definitions()
        if let form { _ = try definition(named: form) }
        let reader = FormReader(definitions: definitions, councils: try councils(), themes: try themes())
        let own = settings.mailboxes.map(\.user) + definitions.compactMap(\.returnTo)
        let judgement = Judgement(
            reader: reader, form: form, ownAddresses: Set(own.map { $0.lowercased() }), programVersion: programVersion)
        judgements.append(judgement)
        return judgement
    }

    /// Opens messages and documents; the worker stands beside the program.
    func extractor() throws(CommandFailure) -> ExtractionThreads {
        ExtractionThreads(
            Extractor(
                workerPath: try WorkerLocation.find(), limits: settings.limits, fence: settings.fence,
                advanced: SystemdNotification.advanced))
    }

    /// The fence that a worker says it has here.
    /// - Throws: also where the settings require one and there is none.
    func fence() throws -> FenceReport {
        let program = WorkerProgram(
            path: try WorkerLocation.find(), limits: settings.limits, fence: settings.fence)
        return try WorkerSource(program).fence()
    }

    /// Reads the originals of an archive.
    func originalReader(of archive: Archive) throws(CommandFailure) -> OriginalReader {
        let servers = settings.mailboxes.compactMap { mailbox in mailbox.authservID.map { (mailbox.name, $0) } }
        return OriginalReader(
            archive: archive, extractor: try extractor(), judgement: try judgement(),
            authenticationServers: Dictionary(servers) { first, _ in first })
    }

    /// What the archive is told of this program.
    func archiveOptions() -> ArchiveOptions {
        ArchiveOptions(
            attempts: settings.limits[.attempts], fold: Normaliser.key, foldVersion: Normaliser.foldVersion)
    }
}

/// The text of a file that the settings name.
func configurationText(_ file: String) throws(CommandFailure) -> String {
    do {
        return try InputFile.text(file)
    } catch {
        throw CommandFailure(.configuration, code: error.code, error.description)
    }
}

/// Where `istimara-worker` is: beside the program, or in the `libexec` next to its `bin`.
enum WorkerLocation {
    static func find() throws(CommandFailure) -> String {
        if let named = ProcessInfo.processInfo.environment["ISTIMARA_WORKER"], !named.isEmpty { return named }
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let slash = program.lastIndex(of: "/")
        else { throw CommandFailure(.unavailable, code: "worker_missing", "/proc is not mounted") }
        let folder = program[..<slash]
        let places = ["\(folder)/istimara-worker", "\(folder)/../libexec/istimara-worker"]
        guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw CommandFailure(
                .unavailable, code: "worker_missing",
                "istimara-worker is missing; looked for \(places.joined(separator: ", "))")
        }
        return found
    }
}
