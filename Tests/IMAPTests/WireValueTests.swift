import Mail
import Testing

@testable import IMAP

@Suite struct WireValueTests {
    /// The examples of RFC 3501 §5.1.3, and what staff here name their folders.
    @Test(arguments: [
        ("INBOX", "INBOX"), ("Envoyés", "Envoy&AOk-s"), ("R&D", "R&-D"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ("الوارد", "&BicGRAZIBicGMQYv-"), ("😀", "&2D3eAA-"), ("a\tb", "a&AAk-b"),
    ])
    func folderNamesTravelInModifiedUTF7(name: String, encoded: String) {
        #expect(ModifiedUTF7.encode(name) == encoded)
        #expect(ModifiedUTF7.decode(Array(encoded.utf8)) == name)
    }

    @Test(arguments: ["&", "a&b", "&AOk", "&A-", "&2D0-", "&AOl-"]) func aBrokenNameStaysAsItIs(_ name: String) {
        #expect(ModifiedUTF7.decode(Array(name.utf8)) == name)
    }

    @Test(arguments: [
        ("17-Jul-1996 02:44:25 -0700", "1996-07-17T02:44:25-07:00"),
        (" 1-mar-2020 00:00:00 +0000", "2020-03-01T00:00:00Z"),
        ("01-Mar-2020 23:59:60 +0530", "2020-03-02T00:00:00+05:30"),
    ])
    func internalDatesAreRead(text: String, expected: String) {
        #expect(MailDate(internalDate: Array(text.utf8))?.description == expected)
    }

    @Test(arguments: [
        "", "17-Jul-1996", "17-Xxx-1996 02:44:25 -0700", "17-Jul-1996 25:44:25 -0700", "17-Jul-1996 02:44:25 -070",
    ])
    func otherTextIsNoDate(_ text: String) {
        #expect(MailDate(internalDate: Array(text.utf8)) == nil)
    }

    @Test func theDayOfASearchIsTheDayAsWritten() {
        #expect(MailDate("2020-03-01T00:30:00+01:00")?.searchDate == "1-Mar-2020")
    }

    @Test func setsAreShort() {
        #expect(UIDSet([1, 2, 3, 7, 9, 10]).text == "1:3,7,9:10")
        #expect(UIDSet(of: [1, 5, 9], among: [1, 5, 9]).text == "1:9")
        #expect(UIDSet(of: [1, 9], among: [1, 5, 9]).text == "1,9")
        #expect(UIDSet("9:7,3".utf8)?.uids == [7, 8, 9, 3])
        for text in ["", "1,", "0", "1:*", "1:2:3", "x"] { #expect(UIDSet(text.utf8) == nil) }
    }

    @Test(arguments: ["", "a\r\nb"]) func aFolderNameCannotEndTheCommand(_ name: String) throws {
        if name.isEmpty {
            #expect(throws: IMAPError(.configuration)) { try Command.examine(name).text() }
        } else {
            #expect(try Command.examine(name).text() == "EXAMINE \"a&AA0ACg-b\"")
        }
    }

    @Test func quotesInAFolderNameAreEscaped() throws {
        #expect(try Command.examine("a\"\\").text() == #"EXAMINE "a\"\\""#)
    }
}
