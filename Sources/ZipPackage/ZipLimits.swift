/// How much a zip may hold, and how much of it is unpacked.
package struct ZipLimits: Hashable, Sendable {
    /// Members in the central directory.
    package var entries: Int
    /// Bytes of one member, unpacked.
    package var partBytes: Int
    /// Bytes of all members that are read, unpacked; a member read twice counts twice.
    package var totalBytes: Int
    /// Unpacked bytes for each packed byte of a member.
    package var ratio: Int
    /// Members smaller than this, unpacked, may exceed the ratio: well-formed XML often does.
    package var ratioFloor: Int

    package init(
        entries: Int = 2_000, partBytes: Int = 48_000_000, totalBytes: Int = 160_000_000, ratio: Int = 200,
        ratioFloor: Int = 2_000_000
    ) {
        self.entries = entries
        self.partBytes = partBytes
        self.totalBytes = totalBytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
    }
}
