import GRDB
import Mail

extension SQLiteStore {
    package func changedViews(limit: Int) throws(ArchiveError) -> [ChangedView] {
        try reading { database in
            let submissions = try database.all(
                """
                SELECT id, view_wanted FROM submissions WHERE view_wanted <> view_done
                ORDER BY received, id LIMIT ?
                """, [limit]
            ).map { (ChangedView.Subject.submission(try $0.id("id")), $0["view_wanted"] as Int) }
            let messages = try database.all(
                "SELECT digest, view_wanted FROM messages WHERE view_wanted <> view_done ORDER BY ordinal LIMIT ?",
                [limit - submissions.count]
            ).map { (ChangedView.Subject.message(try $0.digest("digest")), $0["view_wanted"] as Int) }
            return try (submissions + messages).map { subject, revision in
                let folders = try database.all(
                    "SELECT folder FROM view_folders WHERE subject = ? ORDER BY folder", [subject.key])
                return ChangedView(subject: subject, revision: revision, folders: folders.map { $0["folder"] })
            }
        }
    }

    package func settleViews(_ settled: [SettledView]) throws(ArchiveError) {
        try writing { database in
            for view in settled { try settle(view, in: database) }
        }
    }

    package func viewStamp() throws(ArchiveError) -> String? {
        try reading { try $0.first("SELECT value FROM instance WHERE name = 'view_stamp'")?["value"] }
    }

    package func renewViews(stamp: String) throws(ArchiveError) {
        try writing { database in
            try database.run("INSERT OR REPLACE INTO instance (name, value) VALUES ('view_stamp', ?)", [stamp])
            try database.run("UPDATE submissions SET view_wanted = view_wanted + 1")
            try database.run("UPDATE messages SET view_wanted = view_wanted + 1 WHERE outcome IS NOT NULL")
        }
    }

    package func viewFolders() throws(ArchiveError) -> Set<String> {
        try reading { Set(try String.fetchAll($0, sql: "SELECT folder FROM view_folders")) }
    }

    package func viewedSubjects() throws(ArchiveError) -> [(subject: ChangedView.Subject, folders: [String])] {
        try reading { database in
            var folders: [ChangedView.Subject: [String]] = [:]
            for row in try database.all("SELECT * FROM view_folders ORDER BY folder") {
                guard let subject = ChangedView.Subject(key: row["subject"]) else { continue }
                folders[subject, default: []].append(row["folder"])
            }
            return folders.map { ($0.key, $0.value) }.sorted { $0.folders[0] < $1.folders[0] }
        }
    }

    private func settle(_ view: SettledView, in database: Database) throws {
        if Set(view.folders) != Set(view.change.folders) {
            try database.run("DELETE FROM view_folders WHERE subject = ?", [view.change.subject.key])
            for folder in Set(view.folders) {
                try database.run("INSERT INTO view_folders VALUES (?, ?)", [view.change.subject.key, folder])
            }
        }
        switch view.change.subject {
        case .submission(let id):
            try database.run("UPDATE submissions SET view_done = ? WHERE id = ?", [view.change.revision, id.blob])
        case .message(let digest):
            try database.run("UPDATE messages SET view_done = ? WHERE digest = ?", [view.change.revision, digest.hex])
        }
    }
}

extension ChangedView.Subject {
    /// As the table of folders names it.
    var key: String {
        switch self {
        case .submission(let id): "submission \(id)"
        case .message(let digest): "message \(digest.hex)"
        }
    }

    init?(key: String) {
        let words = key.split(separator: " ")
        guard words.count == 2 else { return nil }
        let name = String(words[1])
        switch words[0] {
        case "submission":
            guard let id = SubmissionID(name) else { return nil }
            self = .submission(id)
        default:
            guard let digest = ContentDigest(name) else { return nil }
            self = .message(digest)
        }
    }
}
