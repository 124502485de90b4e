import FuzzSupport

@testable import IMAP

/// The server's bytes: cut into lines and literals, then read.
///
/// The first byte of an input says how long the pieces are that the bytes arrive in.
enum FuzzIMAP {
    private static let lineLimit = 4_096
    private static let literalLimit = 1 << 20

    static func run(_ input: [UInt8]) {
        let bytes = input.dropFirst()
        let whole = events(in: bytes, piece: max(1, bytes.count))
        let pieces = events(in: bytes, piece: 1 + Int(input.first ?? 0) % 7)
        promise(whole == pieces, "the answer depends on the pieces it arrives in")
        let parser = ResponseParser(nestingLimit: 32)
        for case .line(let line) in whole {
            guard let response = try? parser.parse(line) else { continue }
            use(response)
        }
    }

    /// What the framer says, the pieces of a literal joined; it ends at the first error.
    private static func events(in bytes: ArraySlice<UInt8>, piece: Int) -> [ResponseFramer.Event] {
        var framer = ResponseFramer(lineLimit: lineLimit)
        framer.literalLimit = literalLimit
        var events: [ResponseFramer.Event] = []
        var rest = bytes
        while !rest.isEmpty {
            var input = rest.prefix(piece)
            rest = rest.dropFirst(piece)
            do {
                while let event = try framer.next(&input) {
                    if case .literalPiece(let more) = event, case .literalPiece(let before)? = events.last {
                        events[events.count - 1] = .literalPiece((before + more)[...])
                    } else {
                        events.append(event)
                    }
                }
            } catch {
                return events
            }
        }
        return events
    }

    private static func use(_ response: Response) {
        switch response {
        case .data(.extendedSearch(let set?)):
            // A server may name a range of every UID: only its text is asked for.
            promise(UIDSet(set.text.utf8) == set, "a set of UIDs is not what its text says")
            _ = set.count
        case .data(.list(_, let name)):
            promise(ModifiedUTF7.decode(Array(ModifiedUTF7.encode(name).utf8)) == name, "a folder's name is lost")
        case .data(.fetch(let data)):
            _ = data.internalDate?.searchDate
        case .status(let status), .tagged(_, let status):
            promise(status.text.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a control character in a status")
            _ = (status.summary, status.isThrottled)
        default: break
        }
    }
}
