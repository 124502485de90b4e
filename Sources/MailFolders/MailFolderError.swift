import Glibc

/// Why files of a mail folder could not be handed over.
///
/// A file that cannot be read never stops the others: a pass hands over every message it can and then throws one error of
/// the code `unreadable` that names each file it could not.
package struct MailFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words, fit for a column or a metric.
    package enum Code: String, Sendable {
        /// There is nothing at the path.
        case notFound = "not_found"
        /// Files or directories refused to be read, or are no files (a FIFO, a device).
        case unreadable
        /// The spool directory could not be written.
        case spool
    }

    /// One file and the reason in the words of the system.
    package struct File: Hashable, Sendable {
        package var path: String
        package var reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    package let code: Code
    package let files: [File]

    package init(_ code: Code, files: [File]) {
        self.code = code
        self.files = files
    }

    /// One file and the reason that `errno` gives.
    init(_ code: Code, path: String, errno number: Int32) {
        self.init(code, files: [File(path: path, reason: File.reason(number))])
    }

    package var description: String {
        let list = files.prefix(5).map { "\($0.path): \($0.reason)" }.joined(separator: "; ")
        let more = files.count > 5 ? " and \(files.count - 5) more" : ""
        switch code {
        case .notFound: return "no such mail folder: \(list)"
        case .unreadable: return "cannot read \(list)\(more)"
        case .spool: return "cannot write the spool: \(list)"
        }
    }
}

extension MailFolderError.File {
    static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
