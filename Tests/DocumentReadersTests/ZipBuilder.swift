import TestSupport

/// Builds a zip of stored members, one after the other.
struct ZipBuilder {
    private var forge = ZipForge([])

    var bytes: [UInt8] { forge.bytes }

    mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

    mutating func add(_ name: String, _ bytes: [UInt8], isEncrypted: Bool = false) {
        var member = ZipForge.Member(name: Array(name.utf8))
        member.content = bytes
        member.flags = isEncrypted ? 0x0801 : 0x0800
        forge.members.append(member)
    }
}
