package import Mail

/// That a message was seen somewhere.
package struct Sighting: Hashable, Sendable {
    package var locator: MessageLocator
    package var message: ContentDigest
    /// The whole message in bytes.
    package var size: Int
    /// INTERNALDATE of the server, or the file's time.
    package var received: MailDate?

    package init(locator: MessageLocator, message: ContentDigest, size: Int, received: MailDate?) {
        self.locator = locator
        self.message = message
        self.size = size
        self.received = received
    }

    package init(_ message: SourcedMessage) {
        self.init(
            locator: message.locator, message: message.digest, size: message.size, received: message.received)
    }
}

/// What the records knew of a message when its sighting was written.
package struct Recorded: Hashable, Sendable {
    package var isNewMessage: Bool
    package var isNewSighting: Bool
    /// What became of the message when its bytes were filed before; nil while they wait.
    package var filed: Filed?
    /// The claim, where one was asked for and the message waits.
    package var claim: Claim?

    package init(isNewMessage: Bool, isNewSighting: Bool, filed: Filed?, claim: Claim?) {
        self.isNewMessage = isNewMessage
        self.isNewSighting = isNewSighting
        self.filed = filed
        self.claim = claim
    }
}

/// What became of a message.
package struct Filed: Hashable, Sendable {
    package var outcome: Outcome
    package var reason: String?
    package var submissions: [SubmissionID]

    package init(outcome: Outcome, reason: String?, submissions: [SubmissionID]) {
        self.outcome = outcome
        self.reason = reason
        self.submissions = submissions
    }
}

/// The right to work on one message until its lease ends or somebody else claims it.
package struct Claim: Hashable, Sendable {
    package var message: ContentDigest
    /// The number of the attempt, from 1: what is filed under an older fence is refused.
    package var fence: Int
    /// Whether the message was begun too often: it is to be disposed of as quarantined, not opened again.
    package var isExhausted: Bool

    package init(message: ContentDigest, fence: Int, isExhausted: Bool) {
        self.message = message
        self.fence = fence
        self.isExhausted = isExhausted
    }
}

/// What filing a message came to.
package struct FilingResult: Hashable, Sendable {
    /// The most telling of what its submissions came to.
    package enum Kind: String, Sendable {
        case filed
        /// A submission took the place of an earlier reply.
        case superseding
        /// A submission is older than the one that stands, and went below it.
        case belowCurrent
        /// A later reply may not supersede by itself: a person decides.
        case toDecide
        /// The same letter was filed before through other bytes.
        case duplicate
        /// Somebody else claimed the message meanwhile: nothing was written.
        case claimLost
    }

    package var kind: Kind
    package var filed: Filed

    package init(kind: Kind, filed: Filed) {
        self.kind = kind
        self.filed = filed
    }
}
