/// One message on the worker's pipes: four bytes of length, highest first, and that many bytes.
package enum Frame {
    package static let headerSize = 4

    /// What a worker says once, before it reads anything: that it is one, and laid its limits on itself.
    package static let greeting = Array("istimara-worker 2".utf8)

    /// The bytes that a request begins with and that its reply must begin with: a worker cannot answer ahead of being
    /// asked, and no reply is taken for another part's.
    package static let nonceSize = 8

    /// The length as it stands on the wire.
    package static func header(_ length: Int) -> [UInt8] {
        let length = UInt32(clamping: length)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) }
    }

    /// The length that a header announces; nil where there are fewer than four bytes.
    package static func length(_ header: ArraySlice<UInt8>) -> Int? {
        guard header.count >= headerSize else { return nil }
        return header.prefix(headerSize).reduce(0) { $0 << 8 | Int($1) }
    }
}
