import Archive
import Foundation
import Mail
import Testing

struct OriginalStoreTests {
    private static func spool(_ bytes: [UInt8], at path: String, isSpooled: Bool = true) throws -> SourcedMessage {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return SourcedMessage(
            locator: .file(path: path), received: nil, path: path, digest: ContentDigest(of: bytes),
            size: bytes.count, isSpooled: isSpooled)
    }

    @Test func spooledFileIsMovedAndReadBack() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let bytes = Array("a message".utf8)
        let message = try Self.spool(bytes, at: archive.spoolDirectory + "/1")
        #expect(try archive.originals.put(message))
        #expect(!FileManager.default.fileExists(atPath: message.path))
        #expect(try archive.originals.read(message.digest) == bytes)
        #expect(archive.originals.contains(message.digest))
        #expect(try archive.originals.list() == [message.digest])
        let path = archive.originals.path(of: message.digest)
        #expect(path.hasSuffix("/originals/\(message.digest.hex.prefix(2))/\(message.digest.hex)"))
    }

    @Test func foreignFileIsCopiedAndStays() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let message = try Self.spool(Array("theirs".utf8), at: scratch.path + "/theirs.eml", isSpooled: false)
        #expect(try archive.originals.put(message))
        #expect(FileManager.default.fileExists(atPath: message.path))
        let isNew = try archive.originals.put(message)
        #expect(!isNew)
    }

    @Test func fileThatChangedMeanwhileIsRefused() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let message = try Self.spool(Array("before".utf8), at: scratch.path + "/theirs.eml", isSpooled: false)
        try Data("after".utf8).write(to: URL(fileURLWithPath: message.path))
        #expect(throws: ArchiveError(.changed, "")) { try archive.originals.put(message) }
        #expect(try archive.originals.list().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: archive.spoolDirectory).isEmpty)
    }

    @Test func damagedOriginalIsFoundAndHealed() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        let bytes = Array("a message".utf8)
        let message = try Self.spool(bytes, at: archive.spoolDirectory + "/1")
        _ = try archive.originals.put(message)
        let path = archive.originals.path(of: message.digest)
        try Data("b message".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ArchiveError(.damaged, "")) { try archive.originals.read(message.digest) }
        #expect(try archive.verify().map(\.code) == [.damagedOriginal, .orphanedOriginal])
        _ = try archive.originals.put(Self.spool(bytes, at: archive.spoolDirectory + "/2"))
        #expect(try archive.originals.read(message.digest) == bytes)
    }
}
