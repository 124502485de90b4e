extension Schema {
    /// Migration 2: readings are numbered and none takes another's place; answers and parts are sealed; a submission
    /// that is read no longer is withdrawn, not deleted; ids that are kept although the parts read today differ.
    ///
    /// A column added here counts in a row's digest only where it holds something, so that older seals still hold.
    static let numberedReadings = """
        CREATE TABLE numbered_readings (
            submission BLOB NOT NULL REFERENCES submissions,
            number INTEGER NOT NULL,
            program_version TEXT NOT NULL,
            form_version TEXT NOT NULL,
            read_at INTEGER NOT NULL,
            is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
            content TEXT NOT NULL,
            row_digest TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (submission, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO numbered_readings
            SELECT submission, row_number() OVER (PARTITION BY submission ORDER BY read_at, is_current),
                program_version, form_version, read_at, is_current, content, row_digest
            FROM readings;
        DROP TABLE readings;
        ALTER TABLE numbered_readings RENAME TO readings;

        ALTER TABLE messages ADD COLUMN parts_digest TEXT;
        ALTER TABLE submissions ADD COLUMN answers_digest TEXT;
        ALTER TABLE submissions ADD COLUMN withdrawn_at INTEGER;

        CREATE TABLE kept_ids (
            derived BLOB PRIMARY KEY CHECK (length(derived) = 16),
            submission BLOB NOT NULL CHECK (length(submission) = 16),
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
