/// A sequence-set of UIDs: `1:3,7` (RFC 9051 §9 `sequence-set`).
struct UIDSet: Equatable, Sendable {
    /// In the order they were written; may overlap.
    var ranges: [ClosedRange<UInt32>]

    init(ranges: [ClosedRange<UInt32>]) { self.ranges = ranges }

    /// Reads a set of numbers and ranges; nil for anything else, also for `*`.
    init?(_ text: some Sequence<UInt8>) {
        ranges = []
        for item in Array(text).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let ends = item.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
                UInt32(String(decoding: $0, as: UTF8.self))
            }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first > 0, last > 0
            else {
                return nil
            }
            ranges.append(min(first, last)...max(first, last))
        }
        guard !ranges.isEmpty else { return nil }
    }

    /// The set of exactly these UIDs, which are ascending: only neighbours share a range.
    init(_ uids: [UInt32]) {
        ranges = []
        for uid in uids {
            if let open = ranges.last, uid > 0, open.upperBound == uid - 1 {
                ranges[ranges.count - 1] = open.lowerBound...uid
            } else {
                ranges.append(uid...uid)
            }
        }
    }

    /// The shortest set that names `wanted` and no other of `known`.
    ///
    /// A range may span UIDs that no message has; so a mailbox with gaps is still one range.
    /// - Parameters:
    ///   - wanted: a part of `known`; both ascending.
    ///   - known: every UID of the folder.
    init(of wanted: [UInt32], among known: [UInt32]) {
        ranges = []
        var place = 0
        var last = -2
        for uid in wanted {
            while place < known.count, known[place] < uid { place += 1 }
            if place == last + 1, let open = ranges.last {
                ranges[ranges.count - 1] = open.lowerBound...uid
            } else {
                ranges.append(uid...uid)
            }
            last = place
        }
    }

    /// The sum of the ranges' lengths.
    var count: Int { ranges.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 } }

    /// Each UID, in order.
    var uids: [UInt32] { ranges.flatMap { Array($0) } }

    var text: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }.joined(separator: ",")
    }
}
