/// A zip in memory whose members are read by exact name, under limits; nothing is ever unpacked to disk.
///
/// Names are compared as OPC compares part names, without regard to ASCII case (ECMA-376 part 2, 6.2.2.3). Two members
/// of one name are refused: readers disagree which of them counts.
package final class ZipPackage {
    package let limits: ZipLimits
    package let members: [ZipMember]
    private let archive: ZipHandle
    private let indices: [String: Int]
    private var unpacked = 0

    /// Opens a zip and reads its central directory.
    ///
    /// - Throws: `broken`, `archive_entries`, or `forbidden` for a name that climbs out or stands twice.
    package init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) {
        archive = try ZipHandle(bytes)
        (members, indices) = try Self.directory(of: archive, limits: limits)
        self.limits = limits
    }

    package func contains(_ name: String) -> Bool { indices[name.lowercased()] != nil }

    /// The bytes of one member; nil where there is none of that name.
    ///
    /// - Throws: `locked`, `package_part`, `package_total`, `archive_ratio` (on the size declared; no more bytes are
    ///   unpacked than that), `broken`.
    package func read(_ name: String) throws(ZipError) -> [UInt8]? {
        guard let index = indices[name.lowercased()] else { return nil }
        return try read(memberAt: index)
    }

    /// The bytes of the member at an index of ``members``; throws as ``read(_:)`` does.
    package func read(memberAt index: Int) throws(ZipError) -> [UInt8] {
        let member = members[index]
        guard !member.isEncrypted else { throw ZipError(.locked, member.name) }
        try check(member.declaredSize, of: member)
        let bytes = try archive.read(at: index, name: member.name, declaredSize: Int(member.declaredSize))
        unpacked += bytes.count
        return bytes
    }

    private func check(_ size: UInt64, of member: ZipMember) throws(ZipError) {
        if size > UInt64(limits.ratioFloor), size / UInt64(limits.ratio) > max(1, member.packedSize) {
            throw ZipError(.ratio, "\(member.name): \(size) bytes from \(member.packedSize)")
        }
        guard size <= UInt64(limits.partBytes) else { throw ZipError(.part, "\(member.name): \(size) bytes") }
        guard UInt64(unpacked) + size <= UInt64(limits.totalBytes) else {
            throw ZipError(.total, "with \(member.name): \(UInt64(unpacked) + size) bytes")
        }
    }
}

extension ZipPackage {
    private static func directory(
        of archive: ZipHandle, limits: ZipLimits
    ) throws(ZipError) -> ([ZipMember], [String: Int]) {
        let count = archive.count
        guard count <= limits.entries else { throw ZipError(.entries, "\(count) members") }
        var members: [ZipMember] = []
        var indices: [String: Int] = [:]
        for index in 0..<count {
            guard let facts = archive.facts(at: index, isRaw: false) else { throw ZipError(.broken, "member \(index)") }
            let written = String(decoding: facts.name, as: UTF8.self)
            guard let name = ZipMember.normalised(written) else { throw ZipError(.forbidden, "name \(written)") }
            guard indices.updateValue(index, forKey: name.lowercased()) == nil else {
                throw ZipError(.forbidden, "two members named \(name)")
            }
            members.append(
                ZipMember(
                    name: name, packedSize: facts.packedSize, declaredSize: facts.declaredSize,
                    isEncrypted: facts.isEncrypted, isDirectory: written.hasSuffix("/") || written.hasSuffix("\\")))
        }
        return (members, indices)
    }
}
