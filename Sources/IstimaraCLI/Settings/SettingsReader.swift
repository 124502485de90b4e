internal import Extraction
internal import Forms
internal import FoundationEssentials
internal import Mail

/// Reads `istimara.yaml`: every mistake in one pass, each with its key path and line.
struct SettingsReader {
    /// The settings of a file.
    /// - Parameter archive: what the command line says instead of the file.
    /// - Returns: the settings, nil where a problem stands against them, and all problems.
    static func read(
        file: String, archive: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> (settings: Settings?, problems: [ConfigurationProblem]) {
        do {
            return read(try InputFile.text(file), file: file, archive: archive, environment: environment)
        } catch {
            return (nil, [ConfigurationProblem(file: file, message: error.description)])
        }
    }

    /// The settings of a file's text.
    static func read(
        _ text: String, file: String, archive: String? = nil, environment: [String: String]
    ) -> (settings: Settings?, problems: [ConfigurationProblem]) {
        let log = ProblemLog(file: file)
        let reader = SettingsReader(file: file, log: log)
        let settings = YAMLDocument.compose(text, log: log)?.mapping().flatMap { root in
            reader.settings(root, archive: archive, environment: environment)
        }
        let problems = log.sorted
        return (problems.isEmpty ? settings : nil, problems)
    }

    private let file: String
    private let log: ProblemLog
    /// The folder that the file's relative paths start from.
    private let folder: String

    private init(file: String, log: ProblemLog) {
        self.file = file
        self.log = log
        let path = Self.absolute(file)
        folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private func settings(_ root: YAMLMapping, archive: String?, environment: [String: String]) -> Settings {
        root.checkKeys([
            "archive", "forms", "themes", "councils", "mailboxes", "schedule", "time_zone", "view", "alarm", "health",
            "worker", "limits", "log",
        ])
        var origins = Dictionary(root.entries.map { ($0.key, file) }) { first, _ in first }
        var archivePath = path(root, "archive") ?? "\(folder)/archive"
        if let value = environment["ISTIMARA_ARCHIVE"], !value.isEmpty {
            archivePath = Self.absolute(value)
            origins["archive"] = "ISTIMARA_ARCHIVE"
        }
        if let archive {
            archivePath = Self.absolute(archive)
            origins["archive"] = "--archive"
        }
        let view = section(root, "view", keys: ["path", "group", "mode"], into: &origins)
        let log = section(root, "log", keys: ["level", "format"], into: &origins)
        let group = view.flatMap(group)
        let schedule = section(root, "schedule", keys: ["every", "idle", "calendar"], into: &origins)
        let worker = section(root, "worker", keys: ["fence", "office"], into: &origins)
        if worker.flatMap({ choice($0, "office", of: ["auto", "off"]) }) == "auto" {
            worker?["office"]?.reportNotBuilt()
        }
        return Settings(
            file: file, archive: archivePath, forms: path(root, "forms") ?? "\(folder)/forms",
            themes: path(root, "themes") ?? "\(folder)/themes.yaml",
            councils: path(root, "councils") ?? "\(folder)/councils.csv",
            mailboxes: MailboxSettingsReader(folder: folder).mailboxes(root),
            schedule: ScheduleReader.rule(schedule), idle: ScheduleReader.idle(schedule),
            alarm: section(root, "alarm", keys: ["command", "after"], into: &origins).flatMap(alarm),
            healthPort: section(root, "health", keys: ["port"], into: &origins).flatMap(healthPort),
            timeZone: timeZone(root), viewPath: view.flatMap { path($0, "path") },
            viewMode: view.flatMap(mode) ?? (group == nil ? 0o700 : 0o750), viewGroup: group,
            fence: worker.flatMap { choice($0, "fence", of: FencePolicy.allCases.map(\.rawValue)) }
                .flatMap(FencePolicy.init) ?? .required,
            limits: limits(root, into: &origins),
            log: Settings.Log(
                level: log.flatMap { choice($0, "level", of: Settings.Log.levels) } ?? "info",
                format: log.flatMap { choice($0, "format", of: Settings.Log.Format.allCases.map(\.rawValue)) }
                    .flatMap(Settings.Log.Format.init) ?? .text),
            origins: origins)
    }

    private func section(
        _ root: YAMLMapping, _ key: String, keys: [String], into origins: inout [String: String]
    ) -> YAMLMapping? {
        guard let section = root.optional(key)?.mapping() else { return nil }
        section.checkKeys(keys)
        for entry in section.entries { origins["\(key).\(entry.key)"] = file }
        return section
    }

    private func alarm(_ section: YAMLMapping) -> Settings.Alarm? {
        let command = section.required("command")?.string()
        var after = 3
        if let value = section.optional("after"), let number = value.integer() {
            if number < 1 { value.report("expects 1 or more cycles, and has \(number)") }
            after = number
        }
        return command.map { Settings.Alarm(command: $0, after: after) }
    }

    private func healthPort(_ section: YAMLMapping) -> UInt16? {
        guard let value = section.required("port"), let number = value.integer() else { return nil }
        guard let port = UInt16(exactly: number), port > 0 else {
            value.report("expects a port from 1 to 65535, and has \(number)")
            return nil
        }
        return port
    }

    private func timeZone(_ root: YAMLMapping) -> String {
        guard let value = root.optional("time_zone"), let name = value.string() else { return "Africa/Casablanca" }
        if TimeZone(identifier: name) == nil { value.report("`\(name)` is not a time zone of the tz database") }
        return name
    }

    private func group(_ view: YAMLMapping) -> SystemGroup? {
        guard let value = view.optional("group"), let name = value.string() else { return nil }
        if view["path"] == nil {
            value.report("stands without view.path: nobody but its owner can enter the archive")
        }
        guard let group = SystemGroup(named: name) else {
            value.report("`\(name)` is no group of this machine")
            return nil
        }
        return group
    }

    private func mode(_ view: YAMLMapping) -> Int? {
        guard let value = view.optional("mode"), let text = value.string() else { return nil }
        guard let mode = Int(text, radix: 8), (0o700...0o777).contains(mode) else {
            value.report("expects a mode such as \"0750\" that leaves the owner all rights, and has `\(text)`")
            return nil
        }
        return mode
    }

    private func limits(_ root: YAMLMapping, into origins: inout [String: String]) -> Limits {
        var limits = Limits()
        let names = Limit.allCases.map(\.rawValue)
        guard let section = section(root, "limits", keys: names, into: &origins) else { return limits }
        for entry in section.entries {
            guard let limit = Limit(rawValue: entry.key), let text = entry.value.string() else { continue }
            let number =
                switch limit.unit {
                case .bytes, .bytesPerSecond: Quantities.bytes(text)
                case .seconds: Quantities.seconds(text)
                case .count: Int(text)
                }
            if let number, number > 0 {
                limits[limit] = number
            } else {
                entry.value.report("expects a positive number of \(limit.unit.rawValue), and has `\(text)`")
            }
        }
        return limits
    }

    private func choice(_ mapping: YAMLMapping, _ key: String, of words: [String]) -> String? {
        guard let value = mapping.optional(key), let word = value.string() else { return nil }
        guard words.contains(word) else {
            value.report("expects one of \(words.joined(separator: ", ")), and has `\(word)`")
            return nil
        }
        return word
    }

    /// A path of the file, relative to the folder that the file stands in.
    private func path(_ mapping: YAMLMapping, _ key: String) -> String? {
        mapping.optional(key)?.string().map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
    }

    /// A path of the command line or environment, relative to the working folder.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}

extension YAMLValue {
    /// Reports a key that is of the settings and that this version cannot honour: it is never silently left out.
    func reportNotBuilt() { report("this version cannot do that yet; leave the key out") }
}
