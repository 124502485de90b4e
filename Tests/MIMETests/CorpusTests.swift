import Foundation
import MIME
import Mail
import Testing

/// Where the public corpora lie; nil where this run has none.
let corpus = ProcessInfo.processInfo.environment["ISTIMARA_CORPUS"].map { URL(fileURLWithPath: $0) }

/// Public test mail of other projects, which is not part of this one: `ISTIMARA_CORPUS` names the directory it lies in.
@Suite(.enabled(if: corpus != nil), .serialized) struct CorpusTests {
    private let root: URL

    init() throws { root = try #require(corpus).appendingPathComponent("mime-dev") }

    @Test func nothingStopsOrHoldsTheParser() throws {
        let messages = try corpusFiles(root) { !["json", "tsv", "md"].contains($0.pathExtension) }
        try #require(messages.count > 500)
        var parsed = 0
        for file in messages {
            let bytes = [UInt8](try Data(contentsOf: file))
            guard bytes.count < 5_000_000 else { continue }
            let time = ContinuousClock().measure {
                guard let message = try? MessageParser().parse(bytes) else { return }
                parsed += 1
                for part in leaves(message.root) { _ = ContentSignature.detect(PartDecoder().decode(part, in: bytes)) }
            }
            #expect(time < .seconds(20), "\(file.path)")
        }
        #expect(parsed > 1_000)
    }

    private struct Truth: Decodable {
        struct Attachment: Decodable { var filename: String, size: Int, sha256: String }
        var attachments: [Attachment]
    }

    @Test func everyNameAndDigestOfComposedMessages() throws {
        let truths = try corpusFiles(root) { $0.lastPathComponent.hasSuffix(".truth.json") }
        try #require(truths.count > 10)
        for file in truths {
            let truth = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: file))
            let name = file.lastPathComponent.replacingOccurrences(of: ".truth.json", with: "")
            let bytes = [UInt8](try Data(contentsOf: file.deletingLastPathComponent().appendingPathComponent(name)))
            let parts = leaves(try MessageParser().parse(bytes).root).filter { $0.filename != nil }
            #expect(parts.map(\.filename) == truth.attachments.map(\.filename), "\(name)")
            #expect(
                parts.map { ContentDigest(of: PartDecoder().decode($0, in: bytes)).hex }
                    == truth.attachments.map(\.sha256), "\(name)")
        }
    }
}

/// The files under `root` that `isWanted` takes, in order.
func corpusFiles(_ root: URL, where isWanted: (URL) -> Bool) throws -> [URL] {
    let all = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey]))
    let found = all.compactMap { $0 as? URL }.filter { isWanted($0) && !$0.hasDirectoryPath }
    return found.sorted { $0.path < $1.path }
}
