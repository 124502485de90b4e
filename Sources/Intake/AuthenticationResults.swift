package import Mail

/// What a mailbox's own server says of a sender (RFC 8601). What any other server says is the sender's to write.
package enum AuthenticationResults {
    /// The sender's address, in lower case, if `authservID` says that DMARC passed for its domain; else nil.
    ///
    /// Only the topmost fields that bear the configured authserv-id count, and only a message with one From address.
    package static func authenticatedAddress(of envelope: Envelope?, by authservID: String) -> String? {
        guard let envelope, envelope.from.count == 1, let sender = envelope.from.first else { return nil }
        let address = sender.address.lowercased()
        guard let domain = address.split(separator: "@").last, address.contains("@") else { return nil }
        // The receiving server puts its field on top; a field of that name further down may be forged.
        guard let field = envelope.authenticationResults.first else { return nil }
        let clauses = withoutComments(field).lowercased().split(separator: ";").map { clause in
            clause.split(whereSeparator: \.isWhitespace)
        }
        guard let id = clauses.first?.first, id == authservID.lowercased() else { return nil }
        let hasPassed = clauses.dropFirst().contains { words in
            words.first == "dmarc=pass" && words.contains { $0 == "header.from=\(domain)" }
        }
        return hasPassed ? address : nil
    }

    /// The field without its comments (RFC 5322 §3.2.2), which may nest and may hold anything.
    private static func withoutComments(_ field: String) -> String {
        var result = String.UnicodeScalarView()
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for scalar in field.unicodeScalars {
            if isEscaped {
                isEscaped = false
                if depth == 0 { result.append(scalar) }
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "\"" where depth == 0: isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted && depth > 0: depth -= 1
            default: if depth == 0 { result.append(scalar) }
            }
        }
        return String(result)
    }
}
