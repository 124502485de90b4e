/// A node of a YAML file with its key path; what it should be and is not is reported to the log.
package struct YAMLValue {
    let tree: YAMLTree
    let node: Int
    let place: YAMLPath
    package let log: ProblemLog

    /// The key path: `form.sections[0].title`.
    package var path: String { place.words }

    package func report(_ message: String) {
        let mark = tree.mark(node)
        log.report(message, path: path, line: mark.line, column: mark.column)
    }

    /// Reports what stands in a line of a text of many lines (`|`), counted from 0.
    func report(_ message: String, linesBelow lines: Int) {
        log.report(message, path: path, line: tree.mark(node).line + 1 + lines)
    }

    /// The text of a scalar; nil for a list or a mapping.
    package var scalar: String? {
        if case .scalar(let text, _) = tree.content(node) { text } else { nil }
    }

    /// Whether nothing was written: `key:`, `key: ~` or `key: null`.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = tree.content(node) else { return false }
        return text.isEmpty || text == "~" || text.utf8.count == 4 && text.lowercased() == "null"
    }

    package var isMapping: Bool { if case .mapping = tree.content(node) { true } else { false } }

    /// The node's kind as a message names it.
    private var kind: String {
        switch tree.content(node) {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The text of a scalar that says something.
    package func string() -> String? {
        guard let scalar, !isNull else {
            report("expects a text, and has \(kind)")
            return nil
        }
        guard scalar.unicodeScalars.contains(where: { !$0.isBlank }) else {
            report("expects a text, and is empty")
            return nil
        }
        return scalar
    }

    /// A word of ids and codes: ASCII letters, digits, `_`, `-`, and the characters of `more`.
    package func word(allowing more: String = "") -> String? {
        guard let text = string() else { return nil }
        guard ControlTag.isWord(text.filter { !more.contains($0) }) else {
            let allowed = ["letters", "digits", "`_`", "`-`"] + more.map { "`\($0)`" }
            report("`\(text)` may only have \(allowed.joined(separator: ", ")), all of them ASCII")
            return nil
        }
        return text
    }

    package func integer() -> Int? {
        guard let text = string() else { return nil }
        guard let number = Int(text) else {
            report("expects a whole number, and has `\(text)`")
            return nil
        }
        return number
    }

    package func number() -> Double? {
        guard let text = string() else { return nil }
        guard let number = Double(text), number.isFinite else {
            report("expects a number, and has `\(text)`")
            return nil
        }
        return number
    }

    package func boolean() -> Bool? {
        guard let text = string() else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report("expects true or false, and has `\(text)`")
            return nil
        }
    }

    /// The items of a list.
    package func items() -> [YAMLValue]? {
        guard case .sequence(let items) = tree.content(node) else {
            report("expects a list, and has \(kind)")
            return nil
        }
        return items.enumerated().map { YAMLValue(tree: tree, node: $1, place: place.appending(.item($0)), log: log) }
    }

    /// The items of a list that may not be empty.
    package func someItems() -> [YAMLValue]? {
        guard let items = items() else { return nil }
        if items.isEmpty { report("is an empty list") }
        return items
    }

    /// A list of texts.
    package func strings() -> [String] { items()?.compactMap { $0.string() } ?? [] }

    /// The entries of a mapping, merged ones (`<<`) after its own.
    package func mapping() -> YAMLMapping? {
        guard case .mapping(let pairs) = tree.content(node) else {
            report("expects a mapping, and has \(kind)")
            return nil
        }
        var entries: [YAMLMapping.Entry] = []
        entries.reserveCapacity(pairs.count)
        collect(pairs, into: &entries, isMerged: false)
        return YAMLMapping(entries: entries, value: self)
    }

    /// - Parameter isMerged: whether an entry gives way to one of the same key; keys of one mapping never repeat.
    private func collect(
        _ pairs: [(key: Int, value: Int)], into entries: inout [YAMLMapping.Entry], isMerged: Bool
    ) {
        var merged: [Int] = []
        for (key, value) in pairs {
            guard case .scalar(let word, let isPlain) = tree.content(key) else {
                report("has a key that is not a word")
                continue
            }
            if word == "<<", isPlain {
                if case .sequence(let several) = tree.content(value) { merged += several } else { merged.append(value) }
            } else if !isMerged || !entries.contains(where: { $0.key == word }) {
                entries.append(
                    YAMLMapping.Entry(
                        key: word, node: key,
                        value: YAMLValue(tree: tree, node: value, place: place.appending(.key(word)), log: log)))
            }
        }
        for node in merged {
            if case .mapping(let inner) = tree.content(node) {
                collect(inner, into: &entries, isMerged: true)
            } else {
                report("merges (`<<`) something that is not a mapping")
            }
        }
    }
}

/// The entries of a YAML mapping by key.
package struct YAMLMapping {
    package struct Entry {
        package let key: String
        /// The key's own node.
        let node: Int
        package let value: YAMLValue
    }

    package let entries: [Entry]
    package let value: YAMLValue

    package var log: ProblemLog { value.log }

    package func path(of key: String) -> String { value.path.isEmpty ? key : "\(value.path).\(key)" }

    /// The value of `key`; nil where it is absent.
    package subscript(key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

    /// The value of `key` unless it is absent or null.
    package func optional(_ key: String) -> YAMLValue? { self[key].flatMap { $0.isNull ? nil : $0 } }

    /// The value of `key`; where it is absent, that is reported.
    package func required(_ key: String) -> YAMLValue? {
        if let value = self[key] { return value }
        reportKey(key, message: "is missing")
        return nil
    }

    /// Reports something about `key`, at the line of the mapping: the key may be absent.
    package func reportKey(_ key: String, message: String) {
        let mark = value.tree.mark(value.node)
        log.report(message, path: path(of: key), line: mark.line, column: mark.column)
    }

    /// Reports every key that is not in `known`; for one of `elsewhere`, `reason` says why it has no place here.
    package func checkKeys(_ known: [String], elsewhere: [String] = [], reason: String = "") {
        for entry in entries where !known.contains(entry.key) {
            let message: String
            if elsewhere.contains(entry.key) {
                message = reason
            } else if let near = nearestWord(to: entry.key, in: known + elsewhere) {
                message = "is an unknown key; did you mean `\(near)`?"
            } else {
                message = "is an unknown key; known here: \(known.joined(separator: ", "))"
            }
            let mark = value.tree.mark(entry.node)
            log.report(message, path: entry.value.path, line: mark.line, column: mark.column)
        }
    }
}
