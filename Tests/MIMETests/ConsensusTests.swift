import Foundation
import MIME
import Mail
import Testing

/// Holds the parser to what three of four independent parsers make of public mail; `ISTIMARA_CORPUS` names its directory.
@Suite(.enabled(if: corpus != nil), .serialized) struct ConsensusTests {
    /// The deviations that were looked at: the value, and why ours stands (field, path, wanted, reason).
    private func reviewed() throws -> [Consensus.Value: String] {
        let file = try #require(Bundle.module.url(forResource: "Resources", withExtension: nil))
            .appendingPathComponent("reviewed-deviations.tsv")
        var reasons: [Consensus.Value: String] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
            try #require(columns.count == 4, "\(line)")
            reasons[Consensus.Value(field: columns[0], path: columns[1], wanted: columns[2])] = columns[3]
        }
        return reasons
    }

    @Test func onlyReviewedDeviations() throws {
        let root = try #require(corpus).appendingPathComponent("mime-dev")
        var consensus = Consensus()
        for peers in try corpusFiles(root, where: { $0.lastPathComponent.hasSuffix(".peers.json") }) {
            let file = URL(fileURLWithPath: String(peers.path.dropLast(".peers.json".count)))
            guard let bytes = try? Data(contentsOf: file) else { continue }
            let path = String(file.path.dropFirst(root.path.count + 1))
            try consensus.compare([UInt8](bytes), path: path, peers: Data(contentsOf: peers))
        }
        try #require(consensus.values > 6_000)
        let reviewed = try reviewed()
        let found = Set(consensus.deviations)
        #expect(found.subtracting(reviewed.keys).sorted() == [], "new deviations")
        #expect(Set(reviewed.keys).subtracting(found).sorted() == [], "deviations that are gone: remove their rows")
        #expect(reviewed.values.allSatisfy { $0.count > 10 }, "each has its reason")
        #expect(Double(consensus.deviations.count) <= 0.004 * Double(consensus.values))
    }
}
