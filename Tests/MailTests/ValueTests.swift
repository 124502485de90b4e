import Mail
import Testing

@Suite struct ContentDigestTests {
    @Test func digestOfKnownBytes() throws {
        // FIPS 180-4, example of one block.
        let digest = ContentDigest(of: Array("abc".utf8))
        #expect(digest.description == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentDigest(digest.description) == digest)
        #expect(ContentDigest(digest.hex) == digest)
        #expect(ContentDigest(String(digest.hex.dropLast())) == nil)
        #expect(ContentDigest("sha256:" + String(repeating: "g", count: 64)) == nil)
    }

    @Test func piecesGiveTheDigestOfTheWhole() {
        var accumulator = DigestAccumulator()
        for byte in "abc".utf8 { accumulator.update([byte][...]) }
        #expect(accumulator.finish() == ContentDigest(of: Array("abc".utf8)))
    }
}

@Suite struct MailDateTests {
    @Test(arguments: [
        "1970-01-01T00:00:00Z", "2020-02-29T23:59:59+01:00", "1999-12-31T00:00:00-11:30", "2400-02-29T12:00:00Z",
        "1900-03-01T00:00:00Z",
    ]) func textAndBack(_ text: String) throws {
        #expect(try #require(MailDate(text)).description == text)
    }

    @Test func secondsAreCountedFromTheEpoch() {
        #expect(MailDate("2020-03-12T09:30:00+01:00")?.secondsSinceEpoch == 1_584_001_800)
        #expect(MailDate("2020-13-12T09:30:00Z") == nil)
        #expect(MailDate("2020-03-12") == nil)
    }
}

@Suite struct LocatorTests {
    @Test func flagsDoNotChangeTheKeyOfAMaildirMessage() {
        let unread = MessageLocator.maildir(folder: "/m", name: "new/1584005400.M1.host")
        let read = MessageLocator.maildir(folder: "/m", name: "cur/1584005400.M1.host:2,S")
        #expect(unread.key == read.key)
        #expect(unread.source == "/m/new/1584005400.M1.host")
    }

    @Test func mboxMessagesAreNumbered() {
        #expect(MessageLocator.mbox(file: "a.mbox", ordinal: 3).source == "a.mbox#3")
    }
}
