internal import FoundationEssentials
internal import Glibc
internal import Logging
internal import Synchronization

/// Where a command logs to. Messages are constant; what varies is metadata, and no mail content is in it above debug.
enum LogTarget {
    /// Warnings and errors alone, for commands that a person runs.
    case quiet
    /// As the settings say, for the daemon.
    case settings

    func logger(_ settings: Settings.Log) -> Logger {
        var logger = Logger(label: "istimara") { _ in LineLogHandler(format: settings.format) }
        let level = Logger.Level(rawValue: settings.level) ?? .info
        logger.logLevel =
            switch self {
            case .quiet: max(level, .warning)
            case .settings: level
            }
        return logger
    }
}

/// One line an event on standard error: text for people and journald, or a JSON object.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let format: Settings.Log.Format

    init(format: Settings.Log.Format) { self.format = format }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let fields = merged.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = Self.line(level: event.level.rawValue, message: "\(event.message)", fields: fields, format: format)
        let bytes = Array((line + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// One event as a line without its end; whatever is in a field, it stays one line and acts on no terminal.
    static func line(
        level: String, message: String, fields: [(key: String, value: String)], format: Settings.Log.Format
    ) -> String {
        switch format {
        case .text:
            return "\(level) \(message)" + fields.map { " \($0.key)=\(LogText.value($0.value))" }.joined()
        case .json:
            var object = Dictionary(fields.map { ($0.key, TerminalText.escape($0.value)) }) { first, _ in first }
            object["level"] = level
            object["message"] = message
            object["time"] = Date.now.formatted(.iso8601)
            return (try? JSONOutput.text(object)) ?? message
        }
    }
}
