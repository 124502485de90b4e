import MIME
import Mail

/// Bytes of a message written in a test: LF becomes CR LF.
func crlf(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
}

/// The leaves of a tree, in order.
func leaves(_ part: BodyPart) -> [BodyPart] {
    part.children.isEmpty ? [part] : part.children.flatMap(leaves)
}

/// A message whose only interesting thing is one header field.
func message(with field: String) throws -> Message {
    try MessageParser().parse(crlf("From: a@example.ma\n\(field)\n\nbody\n"))
}

/// The codes of a message's defects.
func codes(_ message: Message) -> [String] { message.defects.map(\.code) }
