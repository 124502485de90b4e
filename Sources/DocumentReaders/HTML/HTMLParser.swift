import CLibXML2
import Documents

/// What a parsed page tells: its tags, made to match by the parser, and its text.
protocol HTMLHandler: AnyObject {
    func start(_ name: String, _ attributes: [String: String]) throws(DocumentError)
    func end(_ name: String) throws(DocumentError)
    func text(_ text: String) throws(DocumentError)
}

/// libxml2's HTML parser as a stream of events: no tree, no network, no scripts.
@safe final class HTMLParser {
    private let handler: any HTMLHandler
    private let depthLimit: Int
    private var depth = 0
    private var failure: DocumentError?
    private var context: htmlParserCtxtPtr?

    private init(_ handler: any HTMLHandler, depthLimit: Int) {
        self.handler = handler
        self.depthLimit = depthLimit
    }

    /// Parses a page.
    ///
    /// - Parameter depthLimit: elements inside one another; mail with tags that are never closed has hundreds.
    /// - Throws: what the handler throws, `xml_depth`, or `broken`.
    static func parse(_ page: String, depthLimit: Int, handler: any HTMLHandler) throws(DocumentError) {
        // A byte order mark settles the encoding, whatever the page's own `meta` says of the bytes it once was.
        let bytes = Array("\u{FEFF}".utf8) + withoutConditions(page.utf8)
        guard bytes.count <= Int(Int32.max) else { throw DocumentError("document_text", "\(bytes.count) bytes") }
        let parser = HTMLParser(handler, depthLimit: depthLimit)
        unsafe bytes.withUnsafeBytes { buffer in unsafe parser.run(buffer) }
        if let failure = parser.failure { throw failure }
    }

    /// The page without Microsoft's revealed conditional comments, `<![if …]>` and `<![endif]>`: what stands between them
    /// is the page's, and libxml2 2.9 takes the tags themselves for text.
    private static func withoutConditions(_ page: String.UTF8View) -> [UInt8] {
        let bytes = Array(page)
        let opening = Array("<![".utf8)
        var kept: [UInt8] = []
        var (start, index) = (0, 0)
        while let found = bytes[index...].firstIndex(of: opening[0]) {
            index = found + 1
            let rest = bytes[found...]
            guard rest.starts(with: opening), rest.dropFirst(3).first.map({ $0 | 0x20 }) != UInt8(ascii: "c"),
                let end = rest.prefix(120).firstIndex(of: UInt8(ascii: ">")), bytes[end - 1] == UInt8(ascii: "]")
            else { continue }
            kept += bytes[start..<found]
            (start, index) = (end + 1, end + 1)
        }
        return start == 0 ? bytes : kept + bytes[start...]
    }

    private func run(_ buffer: UnsafeRawBufferPointer) {
        let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard let context = unsafe htmlCreateMemoryParserCtxt(text, Int32(buffer.count)) else {
            failure = DocumentError(.broken, "no parser")
            return
        }
        unsafe self.context = context
        defer {
            unsafe htmlFreeParserCtxt(context)
            unsafe self.context = nil
        }
        unsafe htmlCtxtUseOptions(
            context,
            Int32(
                HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                    | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_RECOVER.rawValue))
        guard let sax = unsafe context.pointee.sax else { return }
        unsafe Self.install(in: sax)
        unsafe context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        unsafe htmlParseDocument(context)
    }

    /// Runs one event; after the first error the rest of the page is not read.
    private func handle(_ event: () throws(DocumentError) -> Void) {
        guard failure == nil else { return }
        do throws(DocumentError) {
            try event()
        } catch {
            failure = error
            unsafe xmlStopParser(context)
        }
    }

    private func start(_ name: String, _ attributes: [String: String]) {
        handle { () throws(DocumentError) in
            self.depth += 1
            if self.depth > self.depthLimit {
                throw DocumentError("xml_depth", "deeper than \(self.depthLimit)")
            }
            try self.handler.start(name, attributes)
        }
    }

    private func end(_ name: String) {
        handle { () throws(DocumentError) in
            self.depth -= 1
            try self.handler.end(name)
        }
    }

    private static func parser(_ userData: UnsafeMutableRawPointer?) -> HTMLParser? {
        unsafe userData.map { unsafe Unmanaged<HTMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Puts our event functions in place of those that build a tree.
    private static func install(in sax: UnsafeMutablePointer<htmlSAXHandler>) {
        unsafe sax.pointee = htmlSAXHandler()
        unsafe sax.pointee.startElement = { userData, name, attributes in
            guard let name = unsafe name else { return }
            let parser = unsafe HTMLParser.parser(userData)
            unsafe parser?.start(String(cString: name), HTMLParser.dictionary(attributes))
        }
        unsafe sax.pointee.endElement = { userData, name in
            guard let name = unsafe name else { return }
            let parser = unsafe HTMLParser.parser(userData)
            unsafe parser?.end(String(cString: name))
        }
        let characters: charactersSAXFunc = { userData, text, count in
            guard let parser = unsafe HTMLParser.parser(userData), let text = unsafe text else { return }
            let piece = unsafe String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
            parser.handle { () throws(DocumentError) in try parser.handler.text(piece) }
        }
        unsafe sax.pointee.characters = characters
        unsafe sax.pointee.ignorableWhitespace = characters
        unsafe sax.pointee.cdataBlock = characters
    }

    /// Name and value by turns, ended by a null name; an attribute without a value has the empty one.
    private static func dictionary(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [String: String] {
        guard var next = unsafe attributes else { return [:] }
        var result: [String: String] = [:]
        while let name = unsafe next.pointee {
            let value = unsafe next[1].map { unsafe String(cString: $0) } ?? ""
            let key = unsafe String(cString: name).lowercased()
            if result[key] == nil { result[key] = value }
            unsafe next += 2
        }
        return result
    }
}
