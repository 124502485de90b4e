import Glibc

/// One folder of the views: its path below the view's root, and its files.
struct ViewFolder: Hashable {
    struct File: Hashable {
        var name: String
        var content: [UInt8]
        /// Whether it is a copy of what was sent: nobody may write it.
        var isCopy = false
    }

    var path: String
    var files: [File]
}

/// Names of folders and files: always ours, lower-case ASCII.
enum ViewName {
    /// `text` with anything but letters, digits and single hyphens taken out, 60 letters at most.
    static func slug(_ text: String, fallback: String = "unknown") -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x61...0x7A: result.append(byte)
            case 0x41...0x5A: result.append(byte + 0x20)
            default: if let last = result.last, last != 0x2D { result.append(0x2D) }
            }
        }
        result = Array(result.prefix(60))
        while result.last == 0x2D { result.removeLast() }
        return result.isEmpty ? fallback : String(decoding: result, as: UTF8.self)
    }

    /// The ending for a copy of a part of that format.
    static func ending(_ format: String) -> String {
        switch format {
        case "docx", "odt", "xlsx", "pdf", "html": format
        case "text": "txt"
        case "image": "img"
        default: "bin"
        }
    }
}
