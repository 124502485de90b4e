import Mail

extension ResponseParser {
    /// `(UID 7 FLAGS (\Seen) BODY[] {3}…)`: any items in any order; unknown ones are stepped over.
    func fetch(_ cursor: inout LineCursor) throws(IMAPError) -> FetchData {
        var data = FetchData()
        try cursor.expect("(")
        cursor.skipSpaces()
        while !cursor.take(")") {
            let name = cursor.takeKeyword()
            guard !name.isEmpty else { throw LineCursor.malformed("FETCH without the name of an item") }
            if cursor.take("[") {
                try bodySection(of: name, &cursor, into: &data)
            } else {
                cursor.skipSpaces()
                try item(name, &cursor, into: &data)
            }
            cursor.skipSpaces()
        }
        return data
    }

    private func item(_ name: String, _ cursor: inout LineCursor, into data: inout FetchData) throws(IMAPError) {
        switch name {
        case "UID": data.uid = try cursor.takeNumber()
        case "RFC822.SIZE": data.size = Int(try cursor.takeNumber())
        case "FLAGS": data.flags = try cursor.takeAtomList()
        case "INTERNALDATE":
            if case .bytes(let text) = try cursor.takeValue() { data.internalDate = MailDate(internalDate: text) }
        default: try cursor.skipValue()
        }
    }

    /// `BODY[]`, `BODY[HEADER]`, `BODY[]<0>`: the section's name, then its value.
    private func bodySection(
        of name: String, _ cursor: inout LineCursor, into data: inout FetchData
    ) throws(IMAPError) {
        let section = String(decoding: try cursor.takeBracketed(), as: UTF8.self).uppercased()
        let origin = try cursor.takeOrigin()
        cursor.skipSpaces()
        guard name == "BODY", data.body == nil else {
            try cursor.skipValue()
            return
        }
        data.section = section
        data.origin = origin
        data.body =
            switch try cursor.takeValue() {
            case .nil: .gone
            case .bytes(let bytes): .bytes(bytes)
            case .streamed(let index, let size): .streamed(index: index, size: size)
            }
    }
}
