import Mail

extension PartTreeBuilder {
    /// The boundary of a multipart; where none is declared, the first line that can be one. Without any the part becomes text.
    mutating func boundary(of part: inout BodyPart, from bodyStart: Int) -> [UInt8]? {
        guard part.mediaType.type == "multipart" else { return nil }
        var declared = Array((part.mediaType.parameters["boundary"] ?? "").utf8)
        while declared.last?.isBlank == true { declared.removeLast() }
        let other = guessedBoundary(from: bodyStart)
        if !declared.isEmpty {
            guard let other, other != declared, !isNear(declared, from: bodyStart) else { return declared }
            report("missing_boundary", at: part.path, "the parts are divided by another boundary than the declared one")
            return other
        }
        report("missing_boundary", at: part.path, "no boundary is declared")
        if let other { return other }
        part.mediaType = .plainText
        return nil
    }

    /// Whether a delimiter line of `boundary` stands in the first megabyte behind `start`, or too many were looked for.
    private mutating func isNear(_ boundary: [UInt8], from start: Int) -> Bool {
        guard searchesLeft > 0 else { return true }
        searchesLeft -= 1
        var search = BoundaryStack()
        search.levels = [
            BoundaryStack.Level(boundary: boundary, part: BodyPart(path: "", mediaType: .plainText, body: 0..<0))
        ]
        return search.nextDelimiter(from: start, to: start + 1_000_000, in: reader) != nil
    }

    /// The first of the next 64 lines that starts with `--`, divides no outer part and is followed by a Content- field.
    private func guessedBoundary(from start: Int) -> [UInt8]? {
        let bytes = reader.bytes
        var position = start
        for _ in 0..<64 where position < bytes.count {
            if stack.delimiter(at: position, in: reader) != nil { return nil }
            let (line, next) = reader.line(at: position)
            if line.count > 2, line.count < 200, bytes[position] == Octet.hyphen, bytes[position + 1] == Octet.hyphen,
                next + 8 <= bytes.count, bytes[next..<next + 8].equalsIgnoringCase("Content-")
            {
                return Array(bytes[(position + 2)..<line.upperBound].trimmed)
            }
            position = next
        }
        return nil
    }
}
