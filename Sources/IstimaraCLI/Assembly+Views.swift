internal import Archive
internal import Extraction
internal import Forms
internal import Foundation
internal import Glibc
internal import Mail

extension Assembly {
    /// Where the theme, review and quarantine folders stand.
    func viewPlace() -> ViewPlace {
        ViewPlace(
            path: settings.viewPath ?? settings.archive, mode: mode_t(settings.viewMode),
            group: settings.viewGroup.map { gid_t($0.id) })
    }

    /// What the views are made with.
    /// - Parameter archive: where the messages are that parts are copied from; nil for a dry run, which copies none.
    func viewContext(of archive: Archive?) throws(CommandFailure) -> ViewContext {
        let lexicon = try themes()
        let register = try councils()
        let zone = TimeZone(identifier: settings.timeZone) ?? .gmt
        let limits = settings.limits
        let worker = try WorkerLocation.find()
        let folders = register.councils.map { council in
            let region = council.region
            return (
                council.id,
                CouncilFolders(
                    // Folded, so that folder names keep their letters where accents go: fes-meknes.
                    region: region.map { "\($0.code) \(Normaliser.key($0.name.text(.french)))" } ?? "unknown",
                    council: "\(council.id) \(Normaliser.key(council.name.text(.french)))")
            )
        }
        return ViewContext(
            themes: lexicon.themes.map(\.id), councils: Dictionary(folders) { first, _ in first },
            forms: try definitions(),
            utcOffset: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) },
            partBytes: { message, path in
                guard let raw = try? archive?.originals.read(message) else { return nil }
                return PartContent.bytes(of: path, in: raw, limits: limits, workerPath: worker)
            })
    }
}

extension ViewContext {
    /// What the daemon would do with a message.
    func intentions(for filing: Filing, received: MailDate? = nil) -> [ParseReport.Intention] {
        ((try? plannedFolders(of: filing, received: received)) ?? []).map {
            ParseReport.Intention(action: "file", target: $0)
        }
    }
}
