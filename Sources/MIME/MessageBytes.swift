import Glibc

/// Who holds bytes that are not in an array, such as a file mapped into memory.
package protocol MessageBytesOwner: AnyObject, Sendable {
    /// Says that `range` was passed and is not needed in memory now; it may be read again later.
    func release(_ range: Range<Int>)
}

/// The raw bytes of a message, whoever holds them.
///
/// A mapped file that is larger than memory should hold is parsed and decoded from its start to its end, and what was passed
/// is given back: ``MessageBytesOwner/release(_:)``.
@safe package struct MessageBytes: RandomAccessCollection, Sendable {
    private enum Storage {
        case array([UInt8])
        case owned(start: Int, owner: any MessageBytesOwner)
    }

    private let storage: Storage
    package let count: Int

    /// The bytes of an array, without a copy.
    package init(_ bytes: [UInt8]) {
        storage = .array(bytes)
        count = bytes.count
    }

    /// Bytes in memory that stay where they are, unchanged, as long as `owner` lives.
    @unsafe package init(_ bytes: UnsafeRawBufferPointer, owner: any MessageBytesOwner) {
        unsafe storage = .owned(start: Int(bitPattern: bytes.baseAddress), owner: owner)
        count = bytes.count
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count)
        switch storage {
        case .array(let bytes): return bytes[index]
        case .owned(let start, _):
            guard let base = unsafe UnsafeRawPointer(bitPattern: start) else { return 0 }
            return unsafe base.load(fromByteOffset: index, as: UInt8.self)
        }
    }

    /// Lends all bytes.
    @unsafe func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        switch storage {
        case .array(let bytes): return try unsafe bytes.withUnsafeBytes(body)
        case .owned(let start, let owner):
            defer { withExtendedLifetime(owner) {} }
            return try unsafe body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count))
        }
    }

    package func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try unsafe withUnsafeBytes { try unsafe $0.withMemoryRebound(to: UInt8.self, body) }
    }

    /// Says that the bytes of `range` are not needed in memory now.
    func release(_ range: Range<Int>) {
        guard case .owned(_, let owner) = storage else { return }
        owner.release(range)
    }

    /// The bytes of `range` in an array of their own; without a copy where they are in one.
    func arraySlice(_ range: Range<Int>) -> ArraySlice<UInt8> {
        if case .array(let bytes) = storage { return bytes[range] }
        return ArraySlice(self[range])
    }

    /// The first place of `byte` within `range`, found at the speed of memory.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        let range = range.clamped(to: 0..<count)
        guard case .owned = storage else { return find(byte, in: range) }
        var start = range.lowerBound
        while start < range.upperBound {
            let window = start..<Swift.min(start + Self.window, range.upperBound)
            if let found = find(byte, in: window) { return found }
            if window.count == Self.window { release(window) }
            start = window.upperBound
        }
        return nil
    }

    /// How many bytes are passed before they are given back.
    static let window = 1 << 20

    private func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
        unsafe withUnsafeBytes { unsafe $0.place(of: byte, in: range) }
    }

    /// Where the text starts behind the byte order mark of UTF-8, if there is one.
    var textStart: Int { hasBytes([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0 }
}
