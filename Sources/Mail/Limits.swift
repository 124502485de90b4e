/// The named limits of the program: one table, each with its setting's name, unit and default.
///
/// A limit that is reached is a visible state with the limit's name as its code, never "complete".
package enum Limit: String, CaseIterable, Sendable {
    case messageSize = "message_size"
    case headerBlock = "header_block"
    case mimeDepth = "mime_depth"
    case mimeParts = "mime_parts"
    case addresses
    case attachmentSize = "attachment_size"
    case imapLine = "imap_line"
    case imapNesting = "imap_nesting"
    case imapSilence = "imap_silence"
    case imapFloor = "imap_floor"
    case imapDailyBytes = "imap_daily_bytes"
    case workerWall = "worker_wall"
    case workerCPU = "worker_cpu"
    case workerMemory = "worker_memory"
    case workerReply = "worker_reply"
    case attempts
    case archiveEntries = "archive_entries"
    case archiveDepth = "archive_depth"
    case archiveTotal = "archive_total"
    case archiveRatio = "archive_ratio"
    case packageTotal = "package_total"
    case packagePart = "package_part"
    case xmlDepth = "xml_depth"
    case xmlNodes = "xml_nodes"
    case documentText = "document_text"
    case documentCells = "document_cells"
    case documentPages = "document_pages"
    case pageGlyphs = "page_glyphs"
    case documentFields = "document_fields"
    case imagePixels = "image_pixels"
    case diskFree = "disk_free"
    case alarmWall = "alarm_wall"

    /// What a limit's number counts.
    package enum Unit: String, Sendable { case bytes, seconds, bytesPerSecond, count }

    package var unit: Unit {
        switch self {
        case .messageSize, .headerBlock, .attachmentSize, .imapLine, .imapDailyBytes, .workerMemory, .workerReply,
            .archiveTotal, .packageTotal, .packagePart, .documentText, .diskFree:
            .bytes
        case .imapSilence, .workerWall, .workerCPU, .alarmWall: .seconds
        case .imapFloor: .bytesPerSecond
        default: .count
        }
    }

    package var defaultValue: Int {
        switch self {
        case .messageSize: 50_000_000
        case .headerBlock: 1_000_000
        case .mimeDepth: 40
        case .mimeParts: 1_000
        case .addresses: 1_000
        case .attachmentSize: 25_000_000
        case .imapLine: 4_000_000
        case .imapNesting: 32
        case .imapSilence: 60
        case .imapFloor: 1_000
        case .imapDailyBytes: 2_000_000_000
        case .workerWall: 30
        case .workerCPU: 20
        case .workerMemory: 512 << 20
        case .workerReply: 8 << 20
        case .attempts: 3
        case .archiveEntries: 2_000
        case .archiveDepth: 2
        case .archiveTotal: 160_000_000
        case .archiveRatio: 200
        case .packageTotal: 160_000_000
        case .packagePart: 48_000_000
        case .xmlDepth: 200
        case .xmlNodes: 3_000_000
        case .documentText: 8_000_000
        case .documentCells: 200_000
        case .documentPages: 60
        case .pageGlyphs: 150_000
        case .documentFields: 5_000
        case .imagePixels: 40_000_000
        case .diskFree: 256_000_000
        case .alarmWall: 30
        }
    }
}

/// The limits in force: the defaults, and what the settings say otherwise.
package struct Limits: Sendable, Hashable {
    private var set: [Limit: Int] = [:]

    package init() {}

    package subscript(limit: Limit) -> Int {
        get { set[limit] ?? limit.defaultValue }
        set { set[limit] = newValue }
    }
}
