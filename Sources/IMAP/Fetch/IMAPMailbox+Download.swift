import Transport

/// Bytes that came over a connection, and how long they took.
package struct DownloadMeasurement: Sendable, Equatable {
    package var bytes: Int
    package var seconds: Double
}

extension IMAPMailbox {
    /// Downloads the first folder's messages and looks at nothing: what TLS and the server alone take.
    ///
    /// A benchmark holds ``FetchStatistics/fetchSeconds`` of a pass against this, in turns. The clock runs from the
    /// request for the bodies to the last byte of the answer.
    package func measureDownload() async throws -> DownloadMeasurement {
        try await onOwnThread { () throws(IMAPError) in
            do throws(TransportError) { return try download() } catch { throw IMAPError(error) }
        }
    }

    private func download() throws(TransportError) -> DownloadMeasurement {
        let wake = try WakeDescriptor()
        let stream = try connect(wake)
        let folder = ModifiedUTF7.encode(folders[0])
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        _ = try Self.exchange("d1", "EXAMINE \"\(folder)\"", over: stream, &buffer)
        let clock = ContinuousClock()
        let start = clock.now
        let bytes = try Self.exchange("d2", "UID FETCH 1:* (UID BODY.PEEK[])", over: stream, &buffer)
        return DownloadMeasurement(bytes: bytes, seconds: (clock.now - start) / .seconds(1))
    }

    /// Sends a command and counts bytes until a read ends with a line that begins with the tag.
    private static func exchange(
        _ tag: String, _ command: String, over stream: any ByteStream, _ buffer: inout [UInt8]
    ) throws(TransportError) -> Int {
        stream.enqueue(Array("\(tag) \(command)\r\n".utf8))
        let mark = Array("\(tag) ".utf8)
        var count = 0
        var tail: [UInt8] = []
        while true {
            try stream.flush()
            switch try stream.read(into: &buffer) {
            case .again: try stream.wait(milliseconds: 1_000)
            case .closed: throw TransportError(.closed)
            case .bytes(let length):
                count += length
                tail = (tail + buffer[max(0, length - 400)..<length]).suffix(400)
                guard tail.last == UInt8(ascii: "\n") else { continue }
                let lastLine = tail.dropLast().split(separator: UInt8(ascii: "\n")).last ?? []
                if lastLine.starts(with: mark) { return count }
            }
        }
    }
}
