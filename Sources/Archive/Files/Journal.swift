import Glibc

/// A file of JSON lines that is appended to and made durable with each append.
struct Journal: Sendable {
    private let path: String

    init(path: String) { self.path = path }

    /// Appends one value as one line; durable when this returns.
    func append(_ value: some Encodable) throws(ArchiveError) { try append([value]) }

    /// Appends values, one a line, in one write; durable when this returns.
    ///
    /// A line that a crash or a full disk cut short is taken away: nobody was told that it was kept.
    func append(_ values: [some Encodable]) throws(ArchiveError) {
        var lines: [UInt8] = []
        do {
            for value in values { lines += Array((try CanonicalJSON.encode(value).json + "\n").utf8) }
        } catch {
            throw ArchiveError(.inputOutput, "\(path): a line cannot be encoded")
        }
        let isNew = FileSystem.kind(of: path) == nil
        let file = try FileSystem.Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
        // Looked at each time: another process may have been killed within a line.
        if try Self.endsWithinLine(file, path: path), try !mend(file) { lines.insert(UInt8(ascii: "\n"), at: 0) }
        let end = lseek(file.number, 0, SEEK_END)
        do {
            try file.write(lines[...], path: path)
        } catch {
            ftruncate(file.number, end)
            throw error
        }
        try file.synchronise(path: path)
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

    /// Takes away what follows the last line's end; false where that is a whole value that lacks its line's end alone.
    private func mend(_ file: borrowing FileSystem.Descriptor) throws(ArchiveError) -> Bool {
        let content = try FileSystem.read(path)
        let end = content.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let rest = String(decoding: content[end...], as: UTF8.self)
        if (try? CanonicalJSON.decode(AnyLine.self, from: rest)) != nil { return false }
        guard ftruncate(file.number, off_t(end)) == 0 else { throw FileSystem.failure("ftruncate", path) }
        return true
    }

    /// A line of any journal: all of them say when they were written.
    struct AnyLine: Decodable { var at: Int64 }

    private static func endsWithinLine(
        _ file: borrowing FileSystem.Descriptor, path: String
    ) throws(ArchiveError) -> Bool {
        guard lseek(file.number, 0, SEEK_END) > 0 else { return false }
        lseek(file.number, -1, SEEK_END)
        return try file.read(upTo: 1, path: path) != [UInt8(ascii: "\n")]
    }
}
