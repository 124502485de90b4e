import TestSupport
import Testing

@testable import IMAP

/// What a command promises of any folder name: one line, and the name again at the other end.
@Suite struct EscaperTests {
    @Test func aFolderNameIsOneQuotedStringOrRefused() throws {
        var sent = 0
        for name in HostileText.texts(1_500, seed: 3) {
            let command: String
            do {
                command = try Command.examine(name).text()
            } catch {
                #expect(error.code == .configuration)
                continue
            }
            sent += 1
            #expect(command.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            let quoted = try #require(command.wholeMatch(of: #/EXAMINE "((?:[^"\\]|\\["\\])*)"/#)).output.1
            let received = quoted.replacing(#/\\(.)/#) { $0.output.1 }
            #expect(ModifiedUTF7.decode(Array(received.utf8)) == name, "\(command)")
        }
        #expect(sent > 400)
    }
}
