/// Reads an e-mail address out of what was written, in lower case.
///
/// Only the plain form is looked for (RFC 5321 §4.1.2 `Dot-string @ Domain`), with the spaces that people and scanners
/// put around the `@`.
enum EmailParser {
    static func parse(_ text: String) -> ParsedValue {
        if Absence.isUnknown(text) || Absence.isNone(text) { return .notAvailable }
        let scalars = Array(Normaliser.clean(text).lowercased().unicodeScalars)
        var addresses: [String] = []
        for (index, scalar) in scalars.enumerated() where scalar == "@" {
            let local = scalars[..<index].reversed().drop { $0.isBlank }.prefix(while: isLocal).reversed()
            let domain = scalars[(index + 1)...].drop { $0.isBlank }.prefix(while: isDomain)
            guard let address = address(local: String(local), domain: String(domain)) else { continue }
            if !addresses.contains(address) { addresses.append(address) }
        }
        switch addresses.count {
        case 0: return .unreadable(.unrecognised)
        case 1: return .exact(.string(addresses[0]))
        default: return .several(addresses.map { .string($0) })
        }
    }

    private static func address(local: String, domain: String) -> String? {
        var domain = domain
        while domain.hasSuffix(".") || domain.hasSuffix("-") { domain.removeLast() }
        var local = local
        while local.hasPrefix(".") || local.hasPrefix("-") { local.removeFirst() }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard !local.isEmpty, local.utf8.count <= 64, labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }),
            (labels.last?.utf8.count ?? 0) >= 2
        else { return nil }
        return local + "@" + domain
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        isDomain(scalar) || ["_", "+", "%", "'"].contains(scalar)
    }

    private static func isDomain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIDigit || ("a"..."z").contains(scalar) || scalar == "." || scalar == "-"
    }
}
