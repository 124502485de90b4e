/// The client's side of an IMAP connection after the sign-in, as a state machine without I/O.
///
/// It numbers commands, matches answers to them by tag, and hands out data as it comes. The tag's prefix is random: a
/// line inside a mail cannot end a command, since literals are counted and the tag cannot be guessed.
struct Conversation {
    enum Event: Equatable {
        /// A large literal follows in pieces; see ``ResponseFramer/Event``.
        case literalBegan(size: Int)
        case literalPiece(ArraySlice<UInt8>)
        case literalEnded
        case data(ResponseData)
        /// The server waits for the rest of a command, or for its end (RFC 9051 §7.6).
        case continuation
        /// An untagged OK, NO, BAD or BYE.
        case status(StatusResponse)
        /// The answer to a command.
        case completed(Command, StatusResponse)
    }

    /// The commands that are not answered yet, oldest first.
    private(set) var outstanding: [(tag: String, command: Command)] = []
    /// The server's farewell, once it came (RFC 9051 §7.1.5).
    private(set) var bye: StatusResponse?

    private var framer: ResponseFramer
    private let parser: ResponseParser
    private let tagPrefix: String
    private var commandCount = 0
    /// False until a tag of ours was answered.
    ///
    /// Bytes that came in one read with the answer to the sign-in stay in libcurl, so the first line here may be the
    /// second half of one: until then, what cannot be read is skipped.
    private var isSynchronised = false

    init(lineLimit: Int, nestingLimit: Int, tagPrefix: String = Self.randomPrefix()) {
        framer = ResponseFramer(lineLimit: lineLimit)
        parser = ResponseParser(nestingLimit: nestingLimit)
        self.tagPrefix = tagPrefix
    }

    /// The largest literal that may come now, in bytes.
    var literalLimit: Int {
        get { framer.literalLimit }
        set { framer.literalLimit = newValue }
    }

    /// Makes a command outstanding and returns its line.
    mutating func begin(_ command: Command) throws(IMAPError) -> [UInt8] {
        let text = try command.text()
        commandCount += 1
        let tag = "\(tagPrefix)\(commandCount)"
        outstanding.append((tag, command))
        return Array("\(tag) \(text)\r\n".utf8)
    }

    /// Takes bytes from the front of `input` up to the next event; nil when all are taken.
    mutating func next(_ input: inout ArraySlice<UInt8>) throws(IMAPError) -> Event? {
        while let event = try framer.next(&input) {
            switch event {
            case .literalBegan(let size): return .literalBegan(size: size)
            case .literalPiece(let piece): return .literalPiece(piece)
            case .literalEnded: return .literalEnded
            case .line(let line):
                if let event = try read(line) { return event }
            }
        }
        return nil
    }

    private mutating func read(_ line: ResponseLine) throws(IMAPError) -> Event? {
        let response: Response
        do { response = try parser.parse(line) } catch {
            guard isSynchronised else { return nil }
            throw error
        }
        switch response {
        case .continuation: return .continuation
        case .data(let data): return .data(data)
        case .status(let status):
            if status.condition == .bye { bye = status }
            return .status(status)
        case .tagged(let tag, let status):
            guard let index = outstanding.firstIndex(where: { $0.tag == tag }) else {
                guard isSynchronised else { return nil }
                throw LineCursor.malformed("an answer to a command that was not given")
            }
            isSynchronised = true
            return .completed(outstanding.remove(at: index).command, status)
        }
    }

    private static func randomPrefix() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        return String(decoding: (0..<4).map { _ in letters.randomElement() ?? letters[0] }, as: UTF8.self)
    }
}
