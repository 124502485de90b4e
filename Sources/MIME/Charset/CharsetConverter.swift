import Glibc

/// The C library's `iconv`, for the charsets that we carry no table of.
@safe final class CharsetConverter {
    private let handle: iconv_t

    /// Opens a conversion to UTF-8; nil where the C library does not know the charset.
    init?(label: String) {
        let opened = unsafe iconv_open("UTF-8", label)
        guard Int(bitPattern: opened) != -1, let handle = unsafe opened else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe _ = iconv_close(handle) }

    /// Converts all of `bytes`; a byte that has no meaning becomes U+FFFD.
    func text(of bytes: ArraySlice<UInt8>) -> String {
        var input = bytes.map { CChar(bitPattern: $0) }
        var chunk = [CChar](repeating: 0, count: 4_096)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count * 2)
        var consumed = 0
        while consumed < input.count {
            let (taken, given, failure) = convert(&input, from: consumed, into: &chunk)
            encoded.append(contentsOf: chunk[..<given].lazy.map { UInt8(bitPattern: $0) })
            consumed += taken
            if failure == EILSEQ || failure == EINVAL || (failure != 0 && taken == 0 && given == 0) {
                encoded.append(contentsOf: [0xEF, 0xBF, 0xBD])
                consumed += 1
            }
        }
        // Stateful charsets and windows-1255 hold the last character back until asked (iconv(3), inbuf NULL).
        encoded.append(contentsOf: flush(into: &chunk))
        return String(decoding: encoded, as: UTF8.self)
    }

    private func convert(_ input: inout [CChar], from start: Int, into chunk: inout [CChar]) -> (Int, Int, Int32) {
        let total = input.count
        let room = chunk.count
        return unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe chunk.withUnsafeMutableBufferPointer { chunk in
                guard let source = input.baseAddress, let target = chunk.baseAddress else { return (0, 0, EINVAL) }
                var next: UnsafeMutablePointer<CChar>? = unsafe source + start
                var left = total - start
                var free: UnsafeMutablePointer<CChar>? = unsafe target
                var space = room
                let result = unsafe iconv(handle, &next, &left, &free, &space)
                let failure = result == -1 ? errno : 0
                return (total - start - left, room - space, failure)
            }
        }
    }

    private func flush(into chunk: inout [CChar]) -> [UInt8] {
        let room = chunk.count
        let given = unsafe chunk.withUnsafeMutableBufferPointer { chunk in
            var free = chunk.baseAddress
            var space = room
            _ = unsafe iconv(handle, nil, nil, &free, &space)
            return room - space
        }
        return chunk[..<given].map { UInt8(bitPattern: $0) }
    }
}
