package import Archive
package import Extraction
package import Mail

/// Reads a kept original: taken apart, its documents read, judged. The same for a first reading and for every later one.
package struct OriginalReader: Sendable {
    private let archive: Archive
    private let extractor: ExtractionThreads
    private let judgement: Judgement
    /// Whose `Authentication-Results` are believed, by the account's name.
    private let authenticationServers: [String: String]

    package init(
        archive: Archive, extractor: ExtractionThreads, judgement: Judgement,
        authenticationServers: [String: String] = [:]
    ) {
        self.archive = archive
        self.extractor = extractor
        self.judgement = judgement
        self.authenticationServers = authenticationServers
    }

    /// What today's program reads of a kept message.
    /// - Parameter account: the account it came through; nil for files, whose senders nobody vouches for.
    /// - Throws: `ArchiveError` where the original is missing or damaged; `ExtractionError` where no worker starts.
    package func filing(of message: ContentDigest, account: String?) async throws -> Filing {
        try await filing(of: try archive.originals.read(message), account: account)
    }

    /// What today's program reads of an original's bytes.
    /// - Parameter isSenderWaiting: whether no worker is to see any of them.
    func filing(of original: [UInt8], account: String?, isSenderWaiting: Bool = false) async throws -> Filing {
        let extracted = try await extractor.extract(file: original, filename: nil, isSenderWaiting: isSenderWaiting)
        var filing = judgement.filing(of: extracted)
        if let server = account.flatMap({ authenticationServers[$0] }) {
            filing.authenticatedAs = AuthenticationResults.authenticatedAddress(of: extracted.envelope, by: server)
        }
        return filing
    }

    /// Who a message says it is from; nil where the bytes are no message.
    func sender(of original: [UInt8], account: String?) -> Incidents.Sender? {
        guard let envelope = extractor.envelope(of: original) else { return nil }
        let server = account.flatMap { authenticationServers[$0] }
        let authenticated = server.flatMap { AuthenticationResults.authenticatedAddress(of: envelope, by: $0) }
        let address = envelope.from.first?.address.lowercased() ?? ""
        return Incidents.Sender(address: address, isAuthenticated: authenticated == address)
    }

    /// The account that a message was first seen in; for a file a name that no account has.
    static func account(of message: ArchivedMessage?) -> String? {
        message?.sources.first?.split(separator: "/").first.map(String.init)
    }
}
