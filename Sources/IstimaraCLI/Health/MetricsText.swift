internal import Archive
internal import Mail

/// The state of the archive in Prometheus' text format (exposition format 0.0.4).
///
/// Every value is a gauge read from the records when somebody asks: a daemon that is started anew shows the same.
enum MetricsText {
    /// The text's media type.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// - Parameters:
    ///   - version: the program's.
    ///   - freeBytes: what is free on the archive's disk; nil where nobody could tell.
    static func text(of status: StatusReport, version: String, freeBytes: Int?) -> String {
        var text = ""
        func family(_ name: String, _ help: String, _ samples: [([(String, String)], Int)]) {
            guard !samples.isEmpty else { return }
            text += "# HELP istimara_\(name) \(help)\n# TYPE istimara_\(name) gauge\n"
            for (labels, value) in samples {
                let pairs = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
                text += "istimara_\(name)\(pairs.isEmpty ? "" : "{\(pairs)}") \(value)\n"
            }
        }
        func perFolder(_ value: (StatusReport.Mailbox) -> Int?) -> [([(String, String)], Int)] {
            status.mailboxes.compactMap { mailbox in
                value(mailbox).map { ([("mailbox", mailbox.name), ("folder", mailbox.folder)], $0) }
            }
        }
        family("build_info", "The program's version.", [([("version", version)], 1)])
        family("healthy", "1 where nothing needs a person, else 0.", [([], status.isHealthy ? 1 : 0)])
        family(
            "problem", "A problem that makes the archive unhealthy, by its code.",
            Dictionary(grouping: status.problems, by: \.code).sorted { $0.key < $1.key }
                .map { ([("code", $0.key)], $0.value.count) })
        family("folder_messages", "Messages that the server's folder held at the last cycle.", perFolder(\.onServer))
        family("folder_accounted_messages", "Those of them that the records account for.", perFolder(\.accounted))
        family("folder_missing_messages", "Those of them that they do not.", perFolder(\.missing))
        family("folder_backlog_messages", "Messages that are kept and not filed yet.", perFolder(\.backlog))
        family(
            "folder_last_success_timestamp_seconds", "When the folder was last read to its end.",
            perFolder { ($0.lastSuccess?.secondsSinceEpoch).map { Int($0) } })
        family(
            "folder_last_error_timestamp_seconds", "When the last cycle over the folder failed; none after a success.",
            status.mailboxes.compactMap { mailbox in
                mailbox.lastError.map { error in
                    (
                        [("mailbox", mailbox.name), ("folder", mailbox.folder), ("code", error.code)],
                        Int(error.at.secondsSinceEpoch)
                    )
                }
            })
        family(
            "messages", "Messages in the archive by outcome.",
            Outcome.allCases.map { ([("outcome", $0.rawValue)], status.messages[$0] ?? 0) })
        family(
            "submissions", "Submissions in the archive by state.",
            [
                ([("state", "current")], status.submissions.current),
                ([("state", "superseded")], status.submissions.superseded),
                ([("state", "to_review")], status.submissions.toReview),
            ])
        if let freeBytes { family("disk_free_bytes", "Bytes free on the archive's disk.", [([], freeBytes)]) }
        return text
    }

    /// A label's value as the format wants it; it goes by scalars, so that no mark hides a quote.
    private static func escaped(_ value: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
            case "\"": text.append(contentsOf: "\\\"".unicodeScalars)
            case "\n": text.append(contentsOf: "\\n".unicodeScalars)
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
