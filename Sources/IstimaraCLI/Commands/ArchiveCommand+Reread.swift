internal import Archive
internal import ArgumentParser
internal import Intake
internal import Mail

extension ArchiveCommand {
    struct Reread: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads originals again with today's program; decisions stay.",
            discussion: """
                Every difference is shown before anything changes; with --diff nothing does. What was read before stays \
                beside the new reading. Exit 1 where an original is missing or damaged.
                Example: istimara archive reread --diff
                """)
        @OptionGroup var options: SettingsOption
        @Flag(help: "Only shows what would change; works beside a running daemon.") var diff = false
        @Flag(help: "One JSON object a message that differs, then a summary.") var json = false
        @Argument(help: "Submissions by id, or messages by digest (sha256:…); else everything.") var ids: [String] = []

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let page = DifferencePage(terminal: .standard, json: json)
            var summary = RereadSummary()
            if diff {
                let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
                let rereading = Rereading(archive: archive, reader: try assembly.originalReader(of: archive))
                _ = try await compare(rereading, in: archive, page: page, summary: &summary)
            } else {
                let session = try ArchiveSession(assembly, logsTo: .quiet)
                let revisions = try await compare(
                    session.rereading, in: session.archive, page: page, summary: &summary)
                for revision in revisions {
                    try session.rereading.apply(revision)
                    summary.applied += 1
                }
                try session.refreshViews()
            }
            try page.end(summary, isDry: diff)
            if summary.unreadable > 0 { throw ExitCode(ExitStatus.needsPerson.rawValue) }
        }

        /// Reads the messages again and shows what differs.
        private func compare(
            _ rereading: Rereading, in archive: Archive, page: DifferencePage, summary: inout RereadSummary
        ) async throws -> [Rereading.Revision] {
            let messages = try messages(in: archive)
            var bar = ProgressBar(total: messages.count, terminal: .standard)
            var revisions: [Rereading.Revision] = []
            for message in messages {
                let result = try await rereading.compare(message)
                bar.clear()
                summary.messages += 1
                switch result {
                case .same: break
                case .differs(let revision):
                    summary.add(revision.difference)
                    try page.print(revision.difference)
                    revisions.append(revision)
                case .unreadable(let error):
                    summary.unreadable += 1
                    try page.print(message, error)
                }
                bar.advance()
            }
            bar.clear()
            return revisions
        }

        private func messages(in archive: Archive) throws -> [ContentDigest] {
            let all = try archive.records.filedMessages()
            guard !ids.isEmpty else { return all }
            let wanted = Set(
                try ids.map { id in
                    if let digest = ContentDigest(id) { return digest }
                    return try archive.records.submission(matching: id).message
                })
            if let unknown = wanted.subtracting(all).first {
                throw CommandFailure(
                    .noInput, code: "not_found", "message \(unknown) is not among those that can be read again")
            }
            return all.filter(wanted.contains)
        }
    }
}

/// The counts at the end of `archive reread`.
struct RereadSummary: Encodable {
    var messages = 0
    var different = 0
    var submissions = 0
    var answers = 0
    /// Answers that read otherwise beneath a correction, which stands.
    var decided = 0
    var unreadable = 0
    var applied = 0

    mutating func add(_ difference: MessageDifference) {
        different += 1
        submissions += difference.submissions.count
        for submission in difference.submissions {
            answers += submission.answers.count
            decided += submission.answers.values.count { $0.correctedBy != nil }
        }
    }
}
