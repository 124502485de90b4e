package import Mail

/// How a submission stands among the replies of one respondent.
package enum SubmissionStatus: String, Codable, Sendable { case current, waiting, superseded }

/// One reply among those that share a key, as far as the order of replies is concerned.
package struct Reply: Hashable, Sendable {
    package var id: SubmissionID
    /// Milliseconds since 1970 (UTC).
    package var received: Int64
    package var message: ContentDigest
    package var authenticatedAs: String?
    /// Whether a person let it take the place of the one before it.
    package var isApproved: Bool

    package init(
        id: SubmissionID, received: Int64, message: ContentDigest, authenticatedAs: String?, isApproved: Bool = false
    ) {
        self.id = id
        self.received = received
        self.message = message
        self.authenticatedAs = authenticatedAs
        self.isApproved = isApproved
    }
}

/// Which reply stands, by (time of receipt, digest) and never by the order of filing.
///
/// The earliest stands until a later one from another message may take its place: because a person let it, or because
/// both carry a DMARC pass for the same address. Any other later reply waits.
package enum Supersession {
    package struct Standing: Hashable, Sendable {
        package var status: SubmissionStatus
        package var supersedes: SubmissionID?
        package var supersededBy: SubmissionID?
    }

    /// Settles the replies that share a key.
    /// - Returns: the standing of each, whatever the order they are given in.
    package static func settle(_ replies: [Reply]) -> [SubmissionID: Standing] {
        var standings: [SubmissionID: Standing] = [:]
        var current: Reply?
        for reply in replies.sorted(by: isEarlier) {
            guard let standing = current else {
                standings[reply.id] = Standing(status: .current)
                current = reply
                continue
            }
            if mayReplace(standing, with: reply) {
                standings[standing.id]?.status = .superseded
                standings[standing.id]?.supersededBy = reply.id
                standings[reply.id] = Standing(status: .current, supersedes: standing.id)
                current = reply
            } else {
                standings[reply.id] = Standing(status: .waiting)
            }
        }
        return standings
    }

    /// The order of replies: time of receipt, then digest, then id.
    package static func isEarlier(_ left: Reply, _ right: Reply) -> Bool {
        if left.received != right.received { return left.received < right.received }
        if left.message != right.message { return left.message < right.message }
        return left.id < right.id
    }

    private static func mayReplace(_ earlier: Reply, with later: Reply) -> Bool {
        if later.isApproved { return true }
        guard let sender = later.authenticatedAs, later.message != earlier.message else { return false }
        return sender == earlier.authenticatedAs
    }
}
