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

    package func settleView(_ change: ChangedView, folders: [String]) throws(ArchiveError) {
        try writing { database in
            if Set(folders) != Set(change.folders) {
                try database.run("DELETE FROM view_folders WHERE subject = ?", [change.subject.key])
                for folder in Set(folders) {
                    try database.run("INSERT INTO view_folders VALUES (?, ?)", [change.subject.key, folder])
                }
            }
            switch change.subject {
            case .submission(let id):
                try database.run("UPDATE submissions SET view_done = ? WHERE id = ?", [change.revision, id.blob])
            case .message(let digest):
                try database.run("UPDATE messages SET view_done = ? WHERE digest = ?", [change.revision, digest.hex])
            }
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
}
