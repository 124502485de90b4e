import Foundation
import Testing
import ZipPackage

@Suite struct ZipWriterTests {
    @Test func anotherProgramReadsWhatIsWritten() throws {
        var zip = ZipWriter()
        zip.add("mimetype", Array("application/x".utf8), compression: .stored)
        zip.add("مجلد/ملف.txt", Array(String(repeating: "نص ", count: 1000).utf8))
        zip.add("empty", [])
        let script = """
            import io, sys, zipfile
            package = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
            assert package.testzip() is None
            for i in package.infolist(): print(i.filename, i.file_size, i.compress_type, i.date_time)
            """
        let lines = String(decoding: try Program.python(script, input: zip.finish()), as: UTF8.self)
        #expect(
            lines == """
                mimetype 13 0 (1980, 1, 1, 0, 0, 0)
                مجلد/ملف.txt 5000 8 (1980, 1, 1, 0, 0, 0)
                empty 0 8 (1980, 1, 1, 0, 0, 0)

                """)
    }

    @Test func theSameMembersGiveTheSameBytes() throws {
        func archive() throws -> [UInt8] {
            var zip = ZipWriter()
            for name in ["b", "a"] { zip.add(name, Array(repeating: 7, count: 5000)) }
            return try zip.finish()
        }
        let first = try archive()
        // Two seconds is the least step of a zip's clock.
        Thread.sleep(forTimeInterval: 2.1)
        #expect(try archive() == first)
    }

    @Test func aNameGivenTwiceIsRefused() {
        var zip = ZipWriter()
        zip.add("a", [1])
        zip.add("a", [2])
        let error = #expect(throws: ZipWritingError.self) { try zip.finish() }
        #expect(error?.code == .badMember)
        #expect(error?.detail.hasPrefix("a: ") == true)
    }

    @Test func anArchiveWithoutMembersIsRefused() {
        let error = #expect(throws: ZipWritingError.self) { try ZipWriter().finish() }
        #expect(error?.code == .noMembers)
    }
}
