internal import Archive
internal import Extraction
internal import Mail
struct ThemeFolders { func intentions(for filing: Filing) -> [ParseReport.Intention] { [] } }
struct ArchiveViews { func update() throws -> Int { 0 }; func rebuild() throws -> Int { 0 } }
enum MailFolder { static func open(path: String, spool: String, limits: Limits) throws -> any MessageSource { fatalError() }
  static func count(_ path: String) -> Int? { nil } }
extension Assembly { func themeFolders() throws -> ThemeFolders { ThemeFolders() }
 func views(of: Archive, extractor: ExtractionThreads) throws -> ArchiveViews { ArchiveViews() } }
extension Archive { func verify() throws -> [ArchiveProblem] { try records.verify() } }
