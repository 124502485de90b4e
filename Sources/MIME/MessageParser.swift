package import Mail

/// Reads a message (RFC 5322, RFC 2045–2047, RFC 2231) into its envelope and the tree of its parts.
///
/// ``` swift
/// let message = try MessageParser().parse(bytes)
/// for part in message.root.children { let content = PartDecoder().decode(part, in: bytes) }
/// ```
/// The tree holds ranges into the bytes; nothing but the header is decoded. Hostile input costs linear time and meets the
/// limits `header_block`, `mime_depth`, `mime_parts` and `addresses`: what lies beyond one is named as a defect whose code is
/// the limit's name. A message/rfc822 part is a leaf: its decoded bytes are a message of their own.
package struct MessageParser: Sendable {
    private let limits: Limits

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Parses one message.
    ///
    /// What the standards do not allow is read around and listed in ``Message/defects``. Of the structure:
    /// `junk_before_header`, `junk_in_header`, `no_blank_line`, `bare_cr`, `missing_boundary`, `missing_final_boundary`,
    /// `part_after_end`, `undeclared_base64`, `empty_part`, `unsafe_filename`. Of a header field, which ``Defect/field`` names:
    /// `undeclared_charset`, `unknown_charset`, `untrue_charset`, `bad_encoded_word`, `split_encoded_word`, `encoded_field`,
    /// `encoded_word_in_parameter`, `bad_quoting`, `missing_segment`, `null_character`, `misspelt_field`, `repeated_field`,
    /// `irregular_encoding`, `unknown_encoding`, `bad_date`. And the names of limits.
    ///
    /// The root of a multipart has the path `""`, its children `1`, `2`, …; a message of one part has the path `1`.
    /// - Throws: ``MIMEError`` `not_a_message` where no header field stands in the first lines.
    package func parse(_ bytes: [UInt8]) throws(MIMEError) -> Message { try parse(MessageBytes(bytes)) }

    /// Parses one message that need not be in an array.
    package func parse(_ bytes: MessageBytes) throws(MIMEError) -> Message {
        let reader = LineReader(bytes)
        guard let start = HeaderStart.find(in: reader) else { throw MIMEError(.notAMessage) }
        var builder = PartTreeBuilder(reader: reader, limits: limits)
        if start > bytes.textStart {
            builder.report("junk_before_header", at: "", "the header does not start at the first line")
        }
        let (header, root) = builder.tree(from: start)
        var reading = EnvelopeReader(header: header, bytes: bytes, words: builder.words, limits: limits)
        var envelope = reading.envelope()
        envelope.automatic = AutomaticMail(header: header, bytes: bytes, envelope: envelope, root: root).kind
        return Message(envelope: envelope, root: root, defects: builder.defects + reading.defects)
    }
}
