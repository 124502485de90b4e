import FoundationEssentials
import GRDB
import Mail

extension Database {
    /// Runs a statement that is prepared once for each connection.
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func all(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    func first(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    func count(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int {
        try Int.fetchOne(cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}

extension SubmissionID {
    /// As the tables hold it.
    var blob: Data { Data(bytes) }
}

extension Row {
    func digest(_ column: String) throws -> ContentDigest {
        guard let text: String = self[column], let digest = ContentDigest(text) else {
            throw ArchiveError(.damaged, "no digest in column \(column)")
        }
        return digest
    }

    func id(_ column: String) throws -> SubmissionID {
        guard let id = optionalID(column) else { throw ArchiveError(.damaged, "no id in column \(column)") }
        return id
    }

    func optionalID(_ column: String) -> SubmissionID? {
        let blob: Data? = self[column]
        return blob.flatMap { SubmissionID(bytes: Array($0)) }
    }

    func code<Value: RawRepresentable>(_ column: String, as type: Value.Type) throws -> Value
    where Value.RawValue == String {
        let text: String = self[column]
        guard let value = Value(rawValue: text) else {
            throw ArchiveError(.damaged, "unknown word in column \(column)")
        }
        return value
    }

    func json<Value: Decodable>(_ column: String, as type: Value.Type) throws -> Value {
        let text: String = self[column]
        return try CanonicalJSON.decode(type, from: text)
    }
}

extension ArchiveError {
    /// Says in the archive's words what went wrong below a verb; nothing of a statement's values is kept.
    init(wrapping error: any Error) {
        switch error {
        case let error as ArchiveError: self = error
        case let error as DatabaseError:
            let code: Code =
                switch error.extendedResultCode {
                case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: .notDurable
                default:
                    switch error.resultCode {
                    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
                    case .SQLITE_FULL: .diskFull
                    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
                    case .SQLITE_READONLY: .readOnly
                    default: .inputOutput
                    }
                }
            self.init(code, "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")")
        case is DecodingError: self.init(.damaged, "a stored value cannot be read back")
        default: self.init(.inputOutput, String(describing: type(of: error)))
        }
    }
}
