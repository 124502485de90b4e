@_spi(_Unicode) import Swift

/// The name of an attachment, made safe to show and to keep as text.
package enum Filename {
    /// The longest name in bytes of UTF-8.
    static let longest = 200

    /// The first usable name among those that composers leave: the disposition's `filename`, then the type's `name`, then a
    /// description that looks like a file name.
    ///
    /// Extended (`filename*`) and continued (`filename*0`) forms were merged over the plain one before (RFC 2231).
    ///
    /// - Returns: the name, and how it was written where that is another name.
    static func first(
        disposition: ParameterizedValue?, type: ParameterizedValue?, description: String?
    ) -> (name: String, written: String?)? {
        for candidate in [
            disposition?.parameters["filename"], disposition?.parameters["name"], type?.parameters["name"],
            type?.parameters["filename"],
        ] {
            if let candidate, let name = sanitized(candidate) { return (name, written(candidate, otherThan: name)) }
        }
        guard disposition?.value == "attachment", let description, let name = sanitized(description),
            fileExtension(of: name) != nil
        else { return nil }
        return (name, written(description, otherThan: name))
    }

    /// `raw` made fit to show, with `U+202E` for a character that must not take effect; nil where it is the same name.
    private static func written(_ raw: String, otherThan name: String) -> String? {
        let plain = String(decoding: Array(raw.utf8).trimmed, as: UTF8.self)
        guard plain != name, plain != "\"\(name)\"" else { return nil }
        var shown = ""
        for scalar in raw.unicodeScalars.prefix(1_000) {
            if isForbidden(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                shown += "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// The last path component in NFC, without control and bidirectional-formatting characters, at most 200 bytes with its
    /// extension kept; nil where nothing is left.
    package static func sanitized(_ raw: String) -> String? {
        let component = raw.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last { !isBlank($0) }
        guard let component else { return nil }
        var kept = String.UnicodeScalarView()
        for scalar in component where !isForbidden(scalar) { kept.append(scalar) }
        var normal = String.UnicodeScalarView()
        for scalar in String(kept)._nfc { normal.append(scalar) }
        var bytes = Array(String(normal).utf8.map { $0 }.trimmed)
        // An encoded quoted string: the quotes are not part of the name.
        if bytes.count > 2, bytes.first == Octet.quote, bytes.last == Octet.quote {
            bytes = Array(bytes[1..<bytes.count - 1].trimmed)
        }
        guard bytes.contains(where: { $0 != UInt8(ascii: ".") }) else { return nil }
        return shortened(String(decoding: bytes, as: UTF8.self))
    }

    private static func isBlank(_ component: String.UnicodeScalarView.SubSequence) -> Bool {
        component.allSatisfy { $0 == " " || isForbidden($0) }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
        default: false
        }
    }

    /// `docx` of `form.docx`: up to ten ASCII letters and digits behind the last dot.
    static func fileExtension(of name: String) -> Substring? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
        let tail = name[name.index(after: dot)...]
        guard (1...10).contains(tail.utf8.count), tail.utf8.allSatisfy({ $0.isLetter || $0.isDigit }) else {
            return nil
        }
        return tail
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        let tail = fileExtension(of: name).map { "." + $0 } ?? ""
        var stem = ""
        var size = tail.utf8.count
        for scalar in name.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= longest else { break }
            stem.unicodeScalars.append(scalar)
        }
        return stem + tail
    }
}
