import Testing
import ZipPackage

struct ZipPackageTests {
    private func zip(_ members: (String, String)...) -> [UInt8] {
        var builder = ZipBuilder()
        for (name, text) in members { builder.add(name, text) }
        return builder.bytes
    }

    private func code(_ body: () throws -> Void) -> ZipError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ZipError)?.code
        }
    }

    @Test func readsMembersByName() throws {
        let package = try ZipPackage(zip(("a.xml", "one"), ("dir/b.xml", "two")))
        #expect(package.members.map(\.name) == ["a.xml", "dir/b.xml"])
        #expect(try package.read("dir/b.xml") == Array("two".utf8))
        #expect(try package.read("DIR/B.XML") == Array("two".utf8))
        #expect(try package.read("missing.xml") == nil)
        #expect(package.contains("a.xml"))
    }

    @Test(arguments: [
        ("word\\document.xml", "word/document.xml"), ("/word/document.xml", "word/document.xml"),
        ("./word//document.xml", "word/document.xml"),
    ])
    func readsOtherSpellingsOfAName(written: String, name: String) throws {
        #expect(try ZipPackage(zip((written, "x"))).read(name) == Array("x".utf8))
    }

    @Test(arguments: ["../evil", "word/../../evil", "..\\evil", "C:/evil", "C:\\evil"])
    func refusesNamesThatClimbOut(name: String) {
        #expect(code { _ = try ZipPackage(zip((name, "x"))) } == .forbidden)
    }

    @Test(arguments: [("a.xml", "a.xml"), ("a.xml", "A.xml"), ("d/a.xml", "d\\a.xml")])
    func refusesTwoMembersOfOneName(first: String, second: String) {
        #expect(code { _ = try ZipPackage(zip((first, "x"), (second, "y"))) } == .forbidden)
    }

    @Test func refusesAnEncryptedMemberOnly() throws {
        var builder = ZipBuilder()
        builder.add("plain", "x")
        builder.add("secret", Array("012345678901xyz".utf8), isEncrypted: true)
        let package = try ZipPackage(builder.bytes)
        #expect(try package.read("plain") == Array("x".utf8))
        #expect(code { _ = try package.read("secret") } == .locked)
    }

    @Test func countsEntries() {
        let bytes = zip(("a", ""), ("b", ""), ("c", ""))
        #expect(code { _ = try ZipPackage(bytes, limits: ZipLimits(entries: 2)) } == .entries)
        #expect(code { _ = try ZipPackage(bytes, limits: ZipLimits(entries: 3)) } == nil)
    }

    @Test func countsBytesOfAPartAndOfAll() throws {
        let bytes = zip(("a", "12345"), ("b", "12345"))
        let narrow = try ZipPackage(bytes, limits: ZipLimits(partBytes: 4))
        #expect(code { _ = try narrow.read("a") } == .part)
        let short = try ZipPackage(bytes, limits: ZipLimits(totalBytes: 9))
        #expect(code { _ = try short.read("a") } == nil)
        #expect(code { _ = try short.read("b") } == .total)
    }

    @Test(arguments: ["hostile/ratio_declared.docx", "hostile/ratio_lied.docx"])
    func refusesABombByWhatItDeclaresAndByWhatComes(path: String) throws {
        let package = try ZipPackage(try resource(path))
        let code = code { _ = try package.read("word/document.xml") }
        #expect(code == .ratio || code == .broken)
    }

    @Test func refusesWhatIsNoZip() {
        #expect(code { _ = try ZipPackage([]) } == .broken)
        #expect(code { _ = try ZipPackage(Array("PK\u{3}\u{4} and nothing more".utf8)) } == .broken)
        #expect(code { _ = try ZipPackage(zip(("a", "text")).dropLast(30)) } == .broken)
    }

    @Test func noticesAChangedByte() throws {
        var bytes = zip(("a", "the text"))
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "t")))
        bytes[place] ^= 1
        let package = try ZipPackage(bytes)
        #expect(code { _ = try package.read("a") } == .broken)
    }
}

extension ZipPackage {
    fileprivate convenience init(_ bytes: ArraySlice<UInt8>) throws(ZipError) { try self.init(Array(bytes)) }
}
