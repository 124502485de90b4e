import Documents

/// `numbering.xml`, and the counters of its lists while a document is read (ECMA-376 part 1, 17.9).
final class WordNumbering {
    /// `w:numPr`: a list and a level in it.
    struct Reference {
        var id: String?
        var level: Int?
    }

    private struct Level {
        var start = 1
        var format = NumberFormat.decimal
        var text = ""
        /// Whether every number in it is written in decimal digits.
        var isLegal = false
        /// From 1: the level whose step starts this one anew; nil for any above it, 0 for none.
        var restart: Int?
    }

    private struct List {
        var abstract: String?
        var startOverrides: [Int: Int] = [:]
        var levelOverrides: [Int: Level] = [:]
    }

    private var abstracts: [String: [Int: Level]] = [:]
    private var lists: [String: List] = [:]
    /// By abstract list: lists that share one go on counting together.
    private var counters: [String: [Int: Int]] = [:]
    private var started: Set<String> = []

    init() {}

    init(_ cursor: WordCursor) throws(DocumentError) {
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .abstractNumbering:
                let id = cursor.attribute(.abstractNumberingID) ?? ""
                var levels: [Int: Level] = [:]
                try cursor.children { (name) throws(DocumentError) in
                    guard name == .level else { return }
                    let index = cursor.attribute(.numberingLevel).flatMap { Int($0) } ?? 0
                    levels[index] = try Self.level(cursor)
                }
                self.abstracts[id] = levels
            case .numbering:
                let id = cursor.attribute(.numberingID) ?? ""
                self.lists[id] = try Self.list(cursor)
            default: break
            }
        }
    }

    /// Steps the list's counter; the marker as a reader sees it, and the level from 0.
    ///
    /// Nil for a paragraph that is in no list (`w:numId` 0).
    func next(_ reference: Reference) -> (level: Int, marker: String)? {
        guard let id = reference.id, let list = lists[id], let abstract = list.abstract else { return nil }
        let index = min(max(reference.level ?? 0, 0), 8)
        guard let level = level(index, of: list) else { return nil }

        var counts = counters[abstract] ?? [:]
        let first = list.startOverrides[index] ?? level.start
        if list.startOverrides[index] != nil, started.insert("\(id)/\(index)").inserted {
            counts[index] = first
        } else {
            counts[index] = counts[index].map { $0 &+ 1 } ?? first
        }
        for deeper in counts.keys where deeper > index {
            let restart = self.level(deeper, of: list)?.restart ?? deeper
            if restart != 0, index < restart { counts[deeper] = nil }
        }
        counters[abstract] = counts
        return (index, marker(level, of: list, counts: counts))
    }

    private func level(_ index: Int, of list: List) -> Level? {
        list.levelOverrides[index] ?? list.abstract.flatMap { abstracts[$0]?[index] }
    }

    /// `%1.%2` with each level's number in its own format; a bullet by its sign, `•` for signs of a symbol font.
    private func marker(_ level: Level, of list: List, counts: [Int: Int]) -> String {
        if level.format == .bullet {
            let isPrivate = level.text.unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) }
            return isPrivate || level.text.isEmpty ? "•" : level.text
        }
        var text = ""
        var scalars = level.text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "%", let digit = scalars.first, ("1"..."9").contains(digit) else {
                text.unicodeScalars.append(scalar)
                continue
            }
            scalars.removeFirst()
            let index = Int(digit.value) - 0x31
            guard let other = self.level(index, of: list) else { continue }
            let number = counts[index] ?? list.startOverrides[index] ?? other.start
            text += (level.isLegal ? .decimal : other.format).text(number)
        }
        return text
    }
}

extension WordNumbering {
    private static func list(_ cursor: WordCursor) throws(DocumentError) -> List {
        var list = List()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .abstractNumberingID: list.abstract = cursor.val
            case .levelOverride:
                let index = cursor.attribute(.numberingLevel).flatMap { Int($0) } ?? 0
                try cursor.children { (name) throws(DocumentError) in
                    switch name {
                    case .startOverride: list.startOverrides[index] = cursor.val.flatMap { Int($0) }
                    case .level: list.levelOverrides[index] = try level(cursor)
                    default: break
                    }
                }
            default: break
            }
        }
        return list
    }

    private static func level(_ cursor: WordCursor) throws(DocumentError) -> Level {
        var level = Level()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .start: level.start = cursor.val.flatMap { Int($0) } ?? 1
            case .numberFormat: level.format = cursor.val.flatMap { NumberFormat(rawValue: $0) } ?? .decimal
            case .levelText: level.text = cursor.val ?? ""
            case .isLegal: level.isLegal = cursor.isOn
            case .levelRestart: level.restart = cursor.val.flatMap { Int($0) }
            default: break
            }
        }
        return level
    }
}
