internal import Extraction

/// What `istimara check --json` prints.
struct CheckReport: Encodable {
    /// The layers around the worker; a number that is null or a flag that is false stands for one that the kernel lacks.
    struct Fence: Encodable {
        /// `worker.fence` of the settings.
        var policy: String
        /// Whether there is as much as `required` asks for.
        var isSufficient: Bool
        /// Landlock's ABI.
        var landlock: Int?
        var systemCalls: Bool
        var memory: Bool

        private enum CodingKeys: String, CodingKey {
            case policy, landlock, memory
            case isSufficient = "sufficient"
            case systemCalls = "system_calls"
        }

        init(_ report: FenceReport, policy: FencePolicy) {
            self.policy = policy.rawValue
            isSufficient = report.isSufficient
            landlock = report.landlock > 0 ? report.landlock : nil
            systemCalls = report.systemCalls == 0
            memory = report.memory == 0
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(policy, forKey: .policy)
            try container.encode(isSufficient, forKey: .isSufficient)
            try container.encode(landlock, forKey: .landlock)
            try container.encode(systemCalls, forKey: .systemCalls)
            try container.encode(memory, forKey: .memory)
        }
    }

    struct Mailbox: Encodable {
        var name: String
        /// What the server said; nil where it was not asked or could not be.
        var facts: String?
        /// The code of what went wrong.
        var error: String?
    }

    /// The settings' file.
    var settings: String
    /// Where the worker is.
    var worker: String?
    /// Nil where no worker starts.
    var fence: Fence?
    var mailboxes: [Mailbox] = []
    var problems: [String] = []
}
