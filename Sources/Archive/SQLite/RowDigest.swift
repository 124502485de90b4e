import FoundationEssentials
import GRDB
import Mail

/// The digest that a row carries over its other columns.
///
/// SQLite's own check finds a flipped bit in fewer than half the cases; this finds it in any column that matters.
enum RowDigest {
    /// Columns that the views use to keep up, which prove nothing, and the number of a reading.
    private static let unsealed: Set<String> = ["row_digest", "view_wanted", "view_done", "number"]
    /// Columns of later migrations: they count where they hold something.
    private static let later: Set<String> = ["parts_digest", "answers_digest", "withdrawn_at"]

    static func of(_ row: Row) -> String {
        var input: [UInt8] = []
        for (column, value) in row.sorted(by: { $0.0 < $1.0 }) where !unsealed.contains(column) {
            if value.isNull, later.contains(column) { continue }
            input += Array("\(column)=".utf8)
            switch value.storage {
            case .null: input += Array("null".utf8)
            case .int64(let number): input += Array("int \(number)".utf8)
            case .double(let number): input += Array("real \(number)".utf8)
            case .string(let text): input += Array("text \(text.utf8.count) \(text)".utf8)
            case .blob(let data): input += Array("blob \(data.count) ".utf8) + Array(data)
            }
            input.append(UInt8(ascii: "\n"))
        }
        return ContentDigest(of: input).hex
    }

    static func sealMessage(_ digest: ContentDigest, in database: Database) throws {
        guard let row = try database.first("SELECT * FROM messages WHERE digest = ?", [digest.hex]) else { return }
        try database.run("UPDATE messages SET row_digest = ? WHERE digest = ?", [of(row), digest.hex])
    }

    static func sealSubmission(_ id: SubmissionID, in database: Database) throws {
        guard let row = try database.first("SELECT * FROM submissions WHERE id = ?", [id.blob]) else { return }
        try database.run("UPDATE submissions SET row_digest = ? WHERE id = ?", [of(row), id.blob])
    }
}
