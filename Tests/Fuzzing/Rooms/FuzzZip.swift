import DocumentReaders
import FuzzSupport
import Mail
import ZipPackage

@testable import Extraction

/// The bytes of a zip: as a package of an office format, as an archive of files, and as a Word document.
enum FuzzZip {
    private static let limits = ZipLimits(entries: 64, partBytes: 1 << 18, totalBytes: 1 << 20, ratio: 50)

    static func run(_ input: [UInt8]) {
        readPackage(input)
        readArchive(input)
        _ = try? DocxReader().read(input)
    }

    private static func readPackage(_ input: [UInt8]) {
        guard let package = try? ZipPackage(input, limits: limits) else { return }
        promise(package.members.count <= limits.entries, "more members than the limit")
        var total = 0
        for index in package.members.indices {
            guard let bytes = try? package.read(memberAt: index) else { continue }
            promise(bytes.count <= limits.partBytes, "a member is larger than the limit")
            total += bytes.count
        }
        promise(total <= limits.totalBytes, "the members are more than the limit")
    }

    private static func readArchive(_ input: [UInt8]) {
        guard let archive = try? ZipArchive(input, limits: limits) else { return }
        promise(archive.entries.count <= limits.entries, "more entries than the limit")
        var total = 0
        for (index, entry) in archive.entries.enumerated() {
            guard let bytes = try? archive.read(index) else { continue }
            promise(entry.kind == .file && entry.obstacle == nil, "an entry was read that is not to be had")
            promise(bytes.count == entry.declaredSize, "an entry is not as large as it says")
            total += bytes.count
        }
        promise(total <= limits.totalBytes, "the entries are more than the limit")
        let listing = ArchiveListing(
            archive.entries.map { entry in
                ArchiveEntry(
                    name: entry.name, isNameGuessed: entry.isNameGuessed, kind: .file,
                    size: Int(clamping: entry.declaredSize), obstacle: nil)
            })
        FuzzReply.checkLabels(listing)
    }
}
