/// A member of a zip as its central directory declares it; nothing here has been checked against its bytes.
package struct ZipMember: Hashable, Sendable {
    /// Components joined by `/`, without one in front; a label, never a path on disk.
    package var name: String
    package var packedSize: UInt64
    package var declaredSize: UInt64
    package var isEncrypted: Bool
    package var isDirectory: Bool

    /// The name with `/` between components and none in front; nil for one that climbs out of the package.
    ///
    /// Some producers write `word\document.xml` or `/word/document.xml`: both name the same part.
    static func normalised(_ raw: String) -> String? {
        guard !raw.unicodeScalars.contains("\0") else { return nil }
        var components: [Substring] = []
        for component in raw.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where component != "." {
            guard component != ".." else { return nil }
            components.append(component)
        }
        guard let first = components.first, !first.hasSuffix(":") else { return nil }
        return components.joined(separator: "/")
    }
}
