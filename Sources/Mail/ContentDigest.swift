internal import CLibCrypto

/// The SHA-256 of some bytes, which names them wherever they are kept (FIPS 180-4).
///
/// Written `sha256:` and 64 lower-case hexadecimal digits.
package struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 32 bytes of the digest.
    package let bytes: [UInt8]

    /// Takes a digest that was computed elsewhere; nil unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads `sha256:<hex>` or the bare 64 hexadecimal digits; nil for anything else.
    package init?(_ text: String) {
        let hex = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        func nibble(_ digit: UInt8) -> UInt8? {
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x61...0x66: digit - 0x61 + 10
            default: nil
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// Computes the digest of `content`.
    package init(of content: [UInt8]) {
        var accumulator = DigestAccumulator()
        accumulator.update(content[...])
        self = accumulator.finish()
    }

    /// The 64 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    package var description: String { "sha256:" + hex }

    package static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension ContentDigest: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = ContentDigest(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a sha256 digest")
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Computes a ``ContentDigest`` over bytes that arrive in pieces.
package struct DigestAccumulator: ~Copyable {
    private let context: Context

    package init() { context = Context() }

    /// Adds a piece.
    package mutating func update(_ piece: ArraySlice<UInt8>) {
        unsafe piece.withUnsafeBytes { unsafe context.update($0) }
    }

    /// Adds a piece that another owner holds.
    @unsafe package mutating func update(_ piece: UnsafeRawBufferPointer) { unsafe context.update(piece) }

    /// Ends the computation.
    package consuming func finish() -> ContentDigest { context.finish() }

    /// The one owner of libcrypto's context.
    @safe private final class Context {
        private let handle: OpaquePointer

        init() {
            guard let created = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(created, EVP_sha256(), nil) == 1
            else {
                preconditionFailure("libcrypto has no SHA-256")
            }
            unsafe handle = created
        }

        deinit { unsafe EVP_MD_CTX_free(handle) }

        @unsafe func update(_ piece: UnsafeRawBufferPointer) {
            guard let base = piece.baseAddress, piece.count > 0 else { return }
            unsafe EVP_DigestUpdate(handle, base, piece.count)
        }

        func finish() -> ContentDigest {
            var bytes = [UInt8](repeating: 0, count: 32)
            _ = unsafe bytes.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(handle, $0.baseAddress, nil) }
            guard let digest = ContentDigest(bytes: bytes) else { preconditionFailure("SHA-256 has 32 bytes") }
            return digest
        }
    }
}
