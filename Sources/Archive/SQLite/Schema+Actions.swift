extension Schema {
    /// Migration 4: what is done to messages on their servers after they were filed.
    static let actions = """
        CREATE TABLE actions (
            account TEXT NOT NULL,
            folder TEXT NOT NULL,
            uid_validity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (account, folder, uid_validity, uid, action, target)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX actions_by_state ON actions (state);
        """
}
