/// What else is known of who wrote a name: it speaks for or against a council and never names one by itself.
package struct CouncilEvidence: Hashable, Sendable {
    /// The code of the region that another answer names.
    package var region: String?
    /// The kind of council that another answer names: `province`.
    package var kind: String?
    /// The council that this sender's earlier mails were resolved to.
    package var previous: String?

    package init(region: String? = nil, kind: String? = nil, previous: String? = nil) {
        self.region = region
        self.kind = kind
        self.previous = previous
    }

    /// Whether the answers on region and kind allow a council.
    func allows(_ council: Council) -> Bool {
        (region == nil || council.region == nil || council.region?.code == region)
            && (kind == nil || council.kind.isEmpty || council.kind == kind)
    }
}
