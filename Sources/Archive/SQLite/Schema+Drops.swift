extension Schema {
    /// Migration 3: messages that a person dropped out of quarantine.
    static let drops = """
        CREATE TABLE drops (
            ordinal INTEGER PRIMARY KEY,
            message TEXT NOT NULL,
            content TEXT NOT NULL,
            host TEXT NOT NULL,
            epoch TEXT NOT NULL
        ) STRICT;
        CREATE INDEX drops_by_message ON drops (message);
        """
}
