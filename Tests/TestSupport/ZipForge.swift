/// Writes zips byte by byte (APPNOTE §4.3), true ones and such as no archiver would write.
package struct ZipForge: Sendable {
    /// A member; what is nil is as it should be.
    package struct Member: Sendable {
        package var name: [UInt8]
        package var content: [UInt8] = []
        /// The content as packed; nil where it is stored.
        package var packed: [UInt8]?
        package var flags: UInt16 = 0
        /// 0 stored, 8 deflated.
        package var method: UInt16 = 0
        package var declaredSize: Int?
        package var host: UInt8 = 0
        package var mode: UInt16 = 0
        /// In the directory.
        package var extra: [UInt8] = []
        package var offset: Int?
        package var disk: UInt16 = 0
        package var hasDescriptor = false
        package var isZip64 = false

        package init(_ name: String, _ content: String = "x") {
            self.name = Array(name.utf8)
            self.content = Array(content.utf8)
        }

        package init(name: [UInt8]) {
            self.name = name
            content = [0x78]
        }

        package func with(_ change: (inout Member) -> Void) -> Member {
            var member = self
            change(&member)
            return member
        }
    }

    package var members: [Member]
    package var disk: UInt16 = 0
    package var comment: [UInt8] = []
    package var hasZip64End = false
    /// What the zip64 locator says of the number of files.
    package var disks: UInt32 = 1

    package init(_ members: Member...) { self.members = members }
    package init(_ members: [Member]) { self.members = members }

    package var bytes: [UInt8] {
        var local: [UInt8] = []
        var central: [UInt8] = []
        for member in members {
            let offset = member.offset ?? local.count
            local += Self.local(member)
            central += Self.central(member, offset: offset)
        }
        var bytes = local + central
        if hasZip64End {
            let start = bytes.count
            bytes += [0x50, 0x4B, 6, 6] + le(44, 8) + le(45, 2) + le(45, 2) + le(0, 4) + le(0, 4)
            bytes += le(members.count, 8) + le(members.count, 8) + le(central.count, 8) + le(local.count, 8)
            bytes += [0x50, 0x4B, 6, 7] + le(0, 4) + le(start, 8) + le(Int(disks), 4)
        }
        let count = hasZip64End ? 0xFFFF : members.count
        bytes += [0x50, 0x4B, 5, 6] + le(Int(disk), 2) + le(Int(disk), 2) + le(count, 2) + le(count, 2)
        bytes += le(central.count, 4) + le(hasZip64End ? 0xFFFF_FFFF : local.count, 4)
        return bytes + le(comment.count, 2) + comment
    }

    private static func local(_ member: Member) -> [UInt8] {
        let packed = member.packed ?? member.content
        let size = member.declaredSize ?? member.content.count
        let numbers = le(Int(crc(member.content)), 4) + le(packed.count, 4) + le(size, 4)
        var bytes: [UInt8] = [0x50, 0x4B, 3, 4] + le(20, 2) + le(Int(flags(member)), 2) + le(Int(member.method), 2)
        bytes += le(0x2101_0000, 4) + (member.hasDescriptor ? Array(repeating: 0, count: 12) : numbers)
        bytes += le(member.name.count, 2) + le(0, 2) + member.name + packed
        return member.hasDescriptor ? bytes + [0x50, 0x4B, 7, 8] + numbers : bytes
    }

    private static func central(_ member: Member, offset: Int) -> [UInt8] {
        let packed = member.packed ?? member.content
        let size = member.declaredSize ?? member.content.count
        let wide = le(1, 2) + le(24, 2) + le(size, 8) + le(packed.count, 8) + le(offset, 8)
        let extra = (member.isZip64 ? wide : []) + member.extra
        var bytes: [UInt8] = [0x50, 0x4B, 1, 2, 20, member.host] + le(20, 2) + le(Int(flags(member)), 2)
        bytes += le(Int(member.method), 2) + le(0x2101_0000, 4) + le(Int(crc(member.content)), 4)
        bytes += member.isZip64 ? le(0xFFFF_FFFF, 4) + le(0xFFFF_FFFF, 4) : le(packed.count, 4) + le(size, 4)
        bytes += le(member.name.count, 2) + le(extra.count, 2) + le(0, 2) + le(Int(member.disk), 2) + le(0, 2)
        bytes += le(Int(member.mode) << 16, 4) + le(member.isZip64 ? 0xFFFF_FFFF : offset, 4)
        return bytes + member.name + extra
    }

    private static func flags(_ member: Member) -> UInt16 { member.flags | (member.hasDescriptor ? 8 : 0) }

    package static func le(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private func le(_ value: Int, _ count: Int) -> [UInt8] { Self.le(value, count) }

    package static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
