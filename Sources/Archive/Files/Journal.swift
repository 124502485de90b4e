import Glibc
import Synchronization

/// A file of JSON lines that is appended to and made durable line by line.
final class Journal: Sendable {
    private let path: String
    /// Whether this process has looked at how the file ends.
    private let isMended = Mutex(false)

    init(path: String) { self.path = path }

    /// Appends one value as one line; durable when this returns.
    ///
    /// A line that a crash cut short is ended first, so that it spoils only itself.
    func append(_ value: some Encodable) throws(ArchiveError) {
        var line: [UInt8]
        do {
            line = Array(try CanonicalJSON.encode(value).json.utf8) + [UInt8(ascii: "\n")]
        } catch {
            throw ArchiveError(.inputOutput, "\(path): a line cannot be encoded")
        }
        let isNew = FileSystem.kind(of: path) == nil
        let result = isMended.withLock { isMended -> Result<Void, ArchiveError> in
            do throws(ArchiveError) {
                let file = try FileSystem.Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
                if !isMended, try Self.endsWithinLine(file, path: path) { line.insert(UInt8(ascii: "\n"), at: 0) }
                isMended = true
                try file.write(line[...], path: path)
                try file.synchronise(path: path)
                return .success(())
            } catch {
                isMended = false
                return .failure(error)
            }
        }
        try result.get()
        if isNew, let slash = path.lastIndex(of: "/") {
            try FileSystem.synchroniseDirectory(String(path[..<slash]))
        }
    }

    /// Every line that can be read, in order, and the numbers (from 1) of those that cannot.
    func lines<Value: Decodable>(_ type: Value.Type) throws(ArchiveError) -> (values: [Value], broken: [Int]) {
        guard FileSystem.kind(of: path) != nil else { return ([], []) }
        var values: [Value] = []
        var broken: [Int] = []
        let lines = try FileSystem.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if let value = try? CanonicalJSON.decode(type, from: String(decoding: line, as: UTF8.self)) {
                values.append(value)
            } else {
                broken.append(index + 1)
            }
        }
        return (values, broken)
    }

    private static func endsWithinLine(
        _ file: borrowing FileSystem.Descriptor, path: String
    ) throws(ArchiveError) -> Bool {
        guard lseek(file.number, 0, SEEK_END) > 0 else { return false }
        lseek(file.number, -1, SEEK_END)
        return try file.read(upTo: 1, path: path) != [UInt8(ascii: "\n")]
    }
}
