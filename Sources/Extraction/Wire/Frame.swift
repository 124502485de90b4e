/// One message on the worker's pipes: four bytes of length, highest first, and that many bytes.
package enum Frame {
    package static let headerSize = 4

    private static let name = "istimara-worker 3 "

    /// What a zygote says once, in one packet and before it takes an order: that it is one, and the fence that it closed
    /// around itself.
    package static func greeting(_ report: FenceReport) -> [UInt8] { Array((name + report.text).utf8) }

    /// The fence in a greeting; nil where it is none of a worker of this version.
    package static func report(in greeting: [UInt8]) -> FenceReport? {
        let text = String(decoding: greeting, as: UTF8.self)
        return text.hasPrefix(name) ? FenceReport(text: text.dropFirst(name.utf8.count)) : nil
    }

    /// What a worker says once, in a frame and before it reads anything: that it gave up the rest of its rights.
    package static let ready = Array("ready".utf8)

    /// The most bytes of a greeting.
    static let longestGreeting = 200

    /// The exit status of a zygote that greets nobody because the fence that is required cannot be had (`EX_UNAVAILABLE`
    /// of sysexits.h).
    package static let noFence: Int32 = 69

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
