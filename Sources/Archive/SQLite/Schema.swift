import GRDB

/// The migrations of the SQLite store: numbered, forward only, never changed once landed.
///
/// Migration n is written once more for another engine under the same number. Digests and codes are TEXT, ids BLOB(16),
/// times milliseconds since 1970 (UTC), JSON canonical TEXT; no path and no rowid leaves.
enum Schema {
    static let migrations: [String] = [records, numberedReadings, drops, actions]

    static var version: Int { migrations.count }

    /// Brings a database up to this program's version, one transaction for each step.
    static func migrate(_ database: Database) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw ArchiveError(.schemaNewer, "schema \(found) of a newer program; this one knows \(version)")
        }
        for number in found..<version {
            try database.inTransaction(.immediate) {
                try database.execute(sql: migrations[number])
                if number == 1 { try RowDigest.sealWhatFollows(in: database) }
                try database.execute(sql: "PRAGMA user_version = \(number + 1)")
                return .commit
            }
        }
    }

    /// Refuses a database that this program cannot read as it is.
    static func check(_ database: Database) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if found > version {
            throw ArchiveError(.schemaNewer, "schema \(found) of a newer program; this one knows \(version)")
        }
        if found < version {
            throw ArchiveError(
                .schemaOlder,
                "schema \(found) of an older program; the next import, poll or daemon brings it to \(version), "
                    + "and so does `istimara archive rebuild`")
        }
    }

    private static let records = """
        CREATE TABLE instance (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE messages (
            digest TEXT PRIMARY KEY,
            ordinal INTEGER NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            internal_date INTEGER, header_received INTEGER, header_date INTEGER, file_time INTEGER,
            received INTEGER NOT NULL,
            letter TEXT,
            duplicate_of TEXT,
            header TEXT,
            authenticated_as TEXT,
            own_outcome TEXT,
            own_reason TEXT,
            outcome TEXT,
            reason TEXT,
            findings TEXT NOT NULL DEFAULT '[]',
            program_version TEXT,
            filed_at INTEGER,
            view_wanted INTEGER NOT NULL DEFAULT 0,
            view_done INTEGER NOT NULL DEFAULT 0,
            row_digest TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX messages_by_letter ON messages (letter) WHERE letter IS NOT NULL;
        CREATE INDEX messages_by_outcome ON messages (outcome, ordinal);
        CREATE INDEX messages_to_view ON messages (ordinal) WHERE view_wanted <> view_done;

        CREATE TABLE sightings (
            locator TEXT NOT NULL,
            message TEXT NOT NULL REFERENCES messages,
            ordinal INTEGER NOT NULL UNIQUE,
            seen_at INTEGER NOT NULL,
            source TEXT NOT NULL,
            account TEXT, folder TEXT, uid_validity INTEGER, uid INTEGER,
            is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
            host TEXT NOT NULL,
            epoch TEXT NOT NULL,
            PRIMARY KEY (locator, message)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sightings_by_message ON sightings (message, ordinal);
        CREATE INDEX sightings_by_uid ON sightings (account, folder, uid_validity, uid) WHERE uid IS NOT NULL;

        CREATE TABLE jobs (
            message TEXT PRIMARY KEY REFERENCES messages,
            state TEXT NOT NULL CHECK (state IN ('received', 'working', 'filed')),
            attempt INTEGER NOT NULL DEFAULT 0,
            lease_until INTEGER,
            host TEXT NOT NULL,
            epoch TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX jobs_open ON jobs (message) WHERE state <> 'filed';

        CREATE TABLE parts (
            message TEXT NOT NULL REFERENCES messages,
            ordinal INTEGER NOT NULL,
            path TEXT NOT NULL,
            digest TEXT NOT NULL,
            content TEXT NOT NULL,
            PRIMARY KEY (message, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX parts_by_digest ON parts (digest);

        CREATE TABLE submissions (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            message TEXT NOT NULL REFERENCES messages,
            ordinal INTEGER NOT NULL,
            received INTEGER NOT NULL,
            form TEXT,
            form_version TEXT,
            council TEXT,
            capacity TEXT,
            reply_key TEXT,
            is_approved INTEGER NOT NULL DEFAULT 0 CHECK (is_approved IN (0, 1)),
            base_outcome TEXT NOT NULL,
            base_reason TEXT,
            outcome TEXT NOT NULL,
            reason TEXT,
            status TEXT NOT NULL CHECK (status IN ('current', 'waiting', 'superseded')),
            supersedes BLOB,
            superseded_by BLOB,
            revision INTEGER NOT NULL,
            view_wanted INTEGER NOT NULL DEFAULT 1,
            view_done INTEGER NOT NULL DEFAULT 0,
            row_digest TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submissions_by_message ON submissions (message, ordinal);
        CREATE INDEX submissions_by_reply ON submissions (reply_key) WHERE reply_key IS NOT NULL;
        CREATE INDEX submissions_by_time ON submissions (received, id);
        CREATE INDEX submissions_by_standing ON submissions (status, outcome);
        CREATE INDEX submissions_to_view ON submissions (received) WHERE view_wanted <> view_done;

        CREATE TABLE readings (
            submission BLOB NOT NULL REFERENCES submissions,
            program_version TEXT NOT NULL,
            form_version TEXT NOT NULL,
            read_at INTEGER NOT NULL,
            is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
            content TEXT NOT NULL,
            row_digest TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (submission, program_version, form_version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE answers (
            submission BLOB NOT NULL REFERENCES submissions,
            question TEXT NOT NULL,
            "row" INTEGER NOT NULL,
            status TEXT NOT NULL,
            value TEXT,
            text TEXT,
            folded TEXT,
            fold_version INTEGER NOT NULL,
            confidence REAL NOT NULL,
            PRIMARY KEY (submission, question, "row")
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE proposals (
            submission BLOB NOT NULL REFERENCES submissions,
            question TEXT NOT NULL,
            "row" INTEGER NOT NULL,
            text TEXT NOT NULL,
            folded TEXT NOT NULL,
            fold_version INTEGER NOT NULL,
            theme TEXT,
            secondary_theme TEXT,
            decided_by TEXT NOT NULL,
            confidence REAL NOT NULL,
            PRIMARY KEY (submission, question, "row")
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX proposals_by_theme ON proposals (theme);

        CREATE TABLE submission_themes (
            submission BLOB NOT NULL REFERENCES submissions,
            theme TEXT NOT NULL,
            PRIMARY KEY (submission, theme)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submission_themes_by_theme ON submission_themes (theme, submission);

        CREATE TABLE decisions (
            ordinal INTEGER PRIMARY KEY,
            submission BLOB NOT NULL,
            content TEXT NOT NULL,
            host TEXT NOT NULL,
            epoch TEXT NOT NULL
        ) STRICT;
        CREATE INDEX decisions_by_submission ON decisions (submission, ordinal);

        CREATE TABLE mailboxes (
            account TEXT NOT NULL,
            folder TEXT NOT NULL,
            uid_validity INTEGER NOT NULL DEFAULT 0,
            on_server INTEGER NOT NULL DEFAULT 0,
            missing INTEGER NOT NULL DEFAULT 0,
            last_success INTEGER,
            error_code TEXT,
            error_message TEXT,
            error_at INTEGER,
            PRIMARY KEY (account, folder)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE view_folders (
            subject TEXT NOT NULL,
            folder TEXT NOT NULL,
            PRIMARY KEY (subject, folder)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            ordinal INTEGER PRIMARY KEY,
            host TEXT NOT NULL,
            epoch TEXT NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_by_host ON audit (host, ordinal);
        CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
        CREATE TRIGGER audit_grows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
        """
}
