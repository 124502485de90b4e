internal import Archive
internal import Extraction
internal import Mail
struct ThemeFolders { func intentions(for filing: Filing) -> [ParseReport.Intention] { [] } }
struct ArchiveViews { func update() throws -> Int { 0 }; func rebuild() throws -> Int { 0 } }
extension Assembly { func themeFolders() throws -> ThemeFolders { ThemeFolders() }
 func views(of: Archive, extractor: ExtractionThreads) throws -> ArchiveViews { ArchiveViews() } }
extension Archive { func verify() throws -> [ArchiveProblem] { try records.verify() } }
