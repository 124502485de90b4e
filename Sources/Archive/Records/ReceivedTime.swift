package import Mail

/// When a message was received: INTERNALDATE, else the topmost `Received`, else `Date`, else the file's time.
///
/// Milliseconds since 1970 (UTC). The same bytes seen twice keep the earliest of each kind.
package struct ReceivedTime: Hashable, Sendable {
    package var internalDate: Int64?
    package var headerReceived: Int64?
    package var headerDate: Int64?
    package var fileTime: Int64?

    package init(
        internalDate: Int64? = nil, headerReceived: Int64? = nil, headerDate: Int64? = nil, fileTime: Int64? = nil
    ) {
        self.internalDate = internalDate
        self.headerReceived = headerReceived
        self.headerDate = headerDate
        self.fileTime = fileTime
    }

    /// 0 where nothing is known.
    package var milliseconds: Int64 { internalDate ?? headerReceived ?? headerDate ?? fileTime ?? 0 }

    /// Takes what one more sighting says.
    package mutating func note(_ sighting: Sighting) {
        guard let time = sighting.received.map(\.milliseconds) else { return }
        if case .imap = sighting.locator {
            internalDate = min(internalDate ?? time, time)
        } else {
            fileTime = min(fileTime ?? time, time)
        }
    }

    /// Takes what the message's own header says.
    package mutating func note(_ envelope: Envelope?) {
        headerReceived = envelope?.received.map(\.milliseconds)
        headerDate = envelope?.date.map(\.milliseconds)
    }
}

extension MailDate {
    /// Milliseconds since 1970 (UTC).
    package var milliseconds: Int64 { secondsSinceEpoch * 1000 }

    package init(milliseconds: Int64) {
        self.init(secondsSinceEpoch: milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
    }
}
