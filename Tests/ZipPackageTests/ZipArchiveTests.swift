import TestSupport
import Testing
import ZipPackage

typealias Member = ZipForge.Member

private let limits = ZipLimits(partBytes: 25_000_000)

private func archive(_ members: Member...) throws -> ZipArchive {
    try ZipArchive(ZipForge(members).bytes, limits: limits)
}

private func code(_ body: () throws -> Void) -> ZipError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? ZipError)?.code
    }
}

@Suite struct ZipArchiveTests {
    @Test func tellsEveryEntryInOrder() throws {
        let archive = try archive(Member("dir/", ""), Member("dir/form.docx", "one"), Member("b.txt", "three"))
        #expect(archive.entries.map(\.name) == ["dir/", "dir/form.docx", "b.txt"])
        #expect(archive.entries.map(\.kind) == [.directory, .file, .file])
        #expect(archive.entries.map(\.declaredSize) == [0, 3, 5])
        #expect(archive.entries.allSatisfy { $0.obstacle == nil })
        #expect(try archive.read(1) == Array("one".utf8))
        #expect(try archive.read(2) == Array("three".utf8))
    }

    @Test("A folder is not read, however large it says to be", arguments: [7, 1 << 40])
    func folders(size: Int) throws {
        let folder = Member("dir", "content").with { ($0.host, $0.mode, $0.declaredSize) = (3, 0x41ED, size) }
        let archive = try archive(folder.with { $0.isZip64 = true })
        #expect(archive.entries.map(\.kind) == [.directory])
        #expect(code { _ = try archive.read(0) } == .special)
    }

    @Test("Names that no package may have are only labels here, and a name may stand twice")
    func names() throws {
        let archive = try archive(
            Member("../../etc/passwd", "a"), Member("/abs", "b"), Member("same", "c"), Member("same", "d"),
            Member("C:\\x", "e"))
        #expect(archive.entries.map(\.name) == ["../../etc/passwd", "/abs", "same", "same", "C:\\x"])
        #expect(try (0..<5).map { try archive.read($0) } == ["a", "b", "c", "d", "e"].map { Array($0.utf8) })
    }

    @Test("A folder with content is read as the file it is")
    func hiddenContent() throws {
        let archive = try archive(Member("dir/", "content"))
        #expect(archive.entries[0].kind == .file)
        #expect(try archive.read(0) == Array("content".utf8))
    }

    @Test(
        "Links and devices are told apart from files",
        arguments: [(UInt8(3), UInt16(0xA1FF)), (19, 0xA1ED), (3, 0x21B0)])
    func special(host: UInt8, mode: UInt16) throws {
        let archive = try archive(Member("link", "/etc/passwd").with { ($0.host, $0.mode) = (host, mode) }, Member("a"))
        #expect(archive.entries.map(\.kind) == [.special, .file])
        #expect(code { _ = try archive.read(0) } == .special)
        #expect(try archive.read(1) == Array("x".utf8))
    }

    @Test("One locked entry leaves the others")
    func locked() throws {
        let archive = try archive(
            Member("a", "012345678901abc").with { $0.flags = 1 }, Member("b"), Member("c").with { $0.flags = 0x2000 })
        #expect(archive.entries.map { $0.obstacle?.code } == [.locked, nil, .locked])
        #expect(code { _ = try archive.read(0) } == .locked)
    }

    @Test("Sizes after the content, and sizes of 64 bits")
    func layouts() throws {
        let streamed = try archive(Member("a", "streamed").with { $0.hasDescriptor = true })
        #expect(try streamed.read(0) == Array("streamed".utf8))
        var forge = ZipForge(Member("a", "wide").with { $0.isZip64 = true })
        forge.hasZip64End = true
        forge.comment = Array("a comment".utf8)
        #expect(try ZipArchive(forge.bytes, limits: limits).read(0) == Array("wide".utf8))
    }

    @Test("A part of an archive that was cut in several files")
    func multiDisk() {
        var last = ZipForge(Member("a"))
        last.disk = 2
        #expect(code { _ = try ZipArchive(last.bytes, limits: limits) } == .multiDisk)
        #expect(code { _ = try archive(Member("a").with { $0.disk = 1 }) } == .multiDisk)
        var wide = ZipForge(Member("a"))
        wide.hasZip64End = true
        wide.disks = 3
        #expect(code { _ = try ZipArchive(wide.bytes, limits: limits) } == .multiDisk)
    }

    @Test("Entries in the same bytes are not read; another beside them is")
    func overlapping() throws {
        let archive = try archive(
            Member("a", "0123456789"), Member("b").with { $0.offset = 0 }, Member("c", "own"))
        #expect(archive.entries.map { $0.obstacle?.code } == [.overlapping, .overlapping, nil])
        let kernel = Array(repeating: Member("k", "0123456789").with { $0.offset = 0 }, count: 200)
        let bomb = try ZipArchive(ZipForge(kernel).bytes, limits: limits)
        #expect(bomb.entries.allSatisfy { $0.obstacle?.code == .overlapping })
    }

    @Test("A size that is not the content's", arguments: [0, 3, 5, 1_000_000])
    func falseSizes(size: Int) throws {
        let stored = try archive(Member("a", "four").with { $0.declaredSize = size }, Member("b"))
        #expect(code { _ = try stored.read(0) } == .broken)
        #expect(try stored.read(1) == Array("x".utf8))
    }

    @Test("Limits of one file, of all files, of the ratio and of the count")
    func limitsHold() throws {
        let bytes = ZipForge(Member("a", "12345"), Member("b", "123"), Member("c", "1234"), Member("d", "1")).bytes
        func codes(_ limits: ZipLimits) throws -> [ZipError.Code?] {
            try ZipArchive(bytes, limits: limits).entries.map { $0.obstacle?.code }
        }
        #expect(try codes(ZipLimits(partBytes: 4)) == [.file, nil, nil, nil])
        #expect(try codes(ZipLimits(totalBytes: 9)) == [nil, nil, .archiveTotal, nil])
        #expect(code { _ = try codes(ZipLimits(entries: 3)) } == .entries)
        let bomb = ZipForge(Member("a").with { $0.declaredSize = 2_000_001 }).bytes
        #expect(try ZipArchive(bomb, limits: limits).entries[0].obstacle?.code == .ratio)
    }

    @Test func whatIsNoArchive() throws {
        let whole = ZipForge(Member("a", "content")).bytes
        for length in 0..<whole.count {
            #expect(code { _ = try ZipArchive(Array(whole.prefix(length)), limits: limits) } == .broken)
        }
        #expect(try ZipArchive(ZipForge([]).bytes, limits: limits).entries.isEmpty)
    }

    @Test("A changed byte is noticed, and whatever is changed nothing worse happens")
    func changedBytes() throws {
        let whole = ZipForge(
            Member("a", "content").with { $0.isZip64 = true }, Member("b", "other").with { $0.hasDescriptor = true }
        )
        .bytes
        for index in whole.indices {
            for bit in [0, 3, 7] {
                var bytes = whole
                bytes[index] ^= 1 << UInt8(bit)
                guard let archive = try? ZipArchive(bytes, limits: limits) else { continue }
                for entry in archive.entries.indices {
                    guard let content = try? archive.read(entry) else { continue }
                    #expect(["content", "other"].contains(String(decoding: content, as: UTF8.self)))
                }
            }
        }
    }

    @Test("A method that nothing here unpacks")
    func unknownMethod() throws {
        let archive = try archive(Member("a").with { $0.method = 97 }, Member("b"))
        #expect(code { _ = try archive.read(0) } == .noReader)
        #expect(try archive.read(1) == Array("x".utf8))
    }
}
