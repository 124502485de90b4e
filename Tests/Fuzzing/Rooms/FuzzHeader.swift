import FuzzSupport
import Mail

@testable import MIME

/// The value of one header field, read as each kind of field: words, addresses, parameters, a date, a file's name.
enum FuzzHeader {
    private static let addressLimit = 50

    static func run(_ input: [UInt8]) {
        let value = HeaderBlock.unfolded(input[...])
        let words = EncodedWordDecoder()
        let text = words.text(value)
        let read = AddressListParser.addresses(in: value, words: words, limit: addressLimit)
        promise(read.addresses.count <= addressLimit, "more addresses than the limit")
        for text in [text] + read.addresses.flatMap({ [$0.name ?? "", $0.address] }) {
            promise(!text.utf8.contains { [0, 0x0A, 0x0D].contains($0) }, "a header is more than one line")
        }
        let parameters = ParameterizedValue(value, words: words)
        for raw in [text] + parameters.parameters.values {
            guard let name = Filename.sanitized(raw) else { continue }
            promise(name.isSafeName, "the name of a file is not clean")
        }
        if let date = MailDateReader.date(value[...]) {
            promise((-1439...1439).contains(date.offsetMinutes), "an offset of more than a day")
            promise(MailDate(date.description).map { $0 == date } ?? true, "a date is not what its text says")
        }
        readWhole(value)
    }

    /// The same value where a message has its fields, all of them.
    private static func readWhole(_ value: [UInt8]) {
        let fields = [
            "From", "Subject", "Date", "Content-Type", "Content-Disposition", "Message-ID", "Received",
            "Authentication-Results", "Auto-Submitted", "Content-Transfer-Encoding",
        ]
        var message: [UInt8] = []
        for field in fields { message += Array("\(field): ".utf8) + value + Array("\r\n".utf8) }
        let parsed = try? MessageParser().parse(message + Array("\r\nx".utf8))
        promise(parsed != nil, "a message with a header is none")
    }
}
