package import Mail

/// One cycle over a mailbox, as the records keep it.
package enum CycleNote: Sendable {
    /// What the server's folders held when the cycle ended.
    case success([FolderReport])
    /// Why the cycle over these folders of an account failed.
    case failure(account: String, folders: [String], code: String, message: String)
}

/// What `status --json` prints: counted from the archive alone.
package struct StatusReport: Encodable, Hashable, Sendable {
    package struct Failure: Encodable, Hashable, Sendable {
        package var code: String
        package var message: String
        package var at: MailDate
    }

    /// One folder of a mailbox, reconciled: what the server held against what the records account for.
    package struct Mailbox: Hashable, Sendable {
        package var name: String
        package var folder: String
        /// 0 until the folder was first opened.
        package var uidValidity: UInt32
        package var onServer: Int
        /// How many of those on the server the records hold a sighting of.
        package var accounted: Int
        package var missing: Int
        /// How many are held and not yet filed.
        package var backlog: Int
        package var lastSuccess: MailDate?
        package var lastError: Failure?

        package init(
            name: String, folder: String, uidValidity: UInt32, onServer: Int, accounted: Int, missing: Int,
            backlog: Int, lastSuccess: MailDate? = nil, lastError: Failure? = nil
        ) {
            self.name = name
            self.folder = folder
            self.uidValidity = uidValidity
            self.onServer = onServer
            self.accounted = accounted
            self.missing = missing
            self.backlog = backlog
            self.lastSuccess = lastSuccess
            self.lastError = lastError
        }
    }

    package struct Submissions: Encodable, Hashable, Sendable {
        package var current = 0
        package var superseded = 0
        package var toReview = 0

        package init() {}

        private enum CodingKeys: String, CodingKey {
            case current, superseded
            case toReview = "to_review"
        }
    }

    package struct Problem: Encodable, Hashable, Sendable {
        package var code: String
        package var message: String
    }

    package var mailboxes: [Mailbox]
    /// Each locator once; bytes that another locator held first are `duplicate`.
    package var messages: [Outcome: Int]
    package var submissions: Submissions
    package var problems: [Problem]

    package init(mailboxes: [Mailbox], messages: [Outcome: Int], submissions: Submissions, problems: [Problem]) {
        self.mailboxes = mailboxes
        self.messages = messages
        self.submissions = submissions
        self.problems = problems
    }

    package var isHealthy: Bool { problems.isEmpty }

    private enum CodingKeys: String, CodingKey { case mailboxes, messages, submissions, healthy, problems }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(mailboxes, forKey: .mailboxes)
        let counts = Outcome.allCases.map { ($0.rawValue, messages[$0] ?? 0) }
        try container.encode(Dictionary(uniqueKeysWithValues: counts), forKey: .messages)
        try container.encode(submissions, forKey: .submissions)
        try container.encode(isHealthy, forKey: .healthy)
        try container.encode(problems, forKey: .problems)
    }
}

extension StatusReport.Mailbox: Encodable {
    private enum CodingKeys: String, CodingKey {
        case name, folder, accounted, missing, backlog
        case uidValidity = "uidvalidity"
        case onServer = "on_server"
        case lastSuccess = "last_success"
        case lastError = "last_error"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(folder, forKey: .folder)
        try container.encode(uidValidity, forKey: .uidValidity)
        try container.encode(onServer, forKey: .onServer)
        try container.encode(accounted, forKey: .accounted)
        try container.encode(missing, forKey: .missing)
        try container.encode(backlog, forKey: .backlog)
        try container.encode(lastSuccess, forKey: .lastSuccess)
        try container.encode(lastError, forKey: .lastError)
    }
}
