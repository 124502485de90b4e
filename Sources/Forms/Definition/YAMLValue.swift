import Yams

/// A node of a YAML file with its key path; what it should be and is not is reported to the log.
struct YAMLValue {
    let node: Node
    let path: String
    let log: ProblemLog

    func report(_ message: String) {
        log.report(message, path: path, line: node.mark?.line, column: node.mark?.column)
    }

    /// Whether nothing was written: `key:`, `key: ~` or `key: null`.
    var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return scalar.string.isEmpty || scalar.string == "~" || scalar.string.lowercased() == "null"
    }

    /// The node's kind as a message names it.
    private var kind: String {
        switch node {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }

    /// The text of a scalar that says something.
    func string() -> String? {
        guard case .scalar(let scalar) = node, !isNull else {
            report("expects a text, and has \(kind)")
            return nil
        }
        guard scalar.string.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            report("expects a text, and is empty")
            return nil
        }
        return scalar.string
    }

    /// A word of ids and codes: ASCII letters, digits, `_`, `-`, and the characters of `more`.
    func word(allowing more: String = "") -> String? {
        guard let text = string() else { return nil }
        guard ControlTag.isWord(text.filter { !more.contains($0) }) else {
            let allowed = ["letters", "digits", "`_`", "`-`"] + more.map { "`\($0)`" }
            report("`\(text)` may only have \(allowed.joined(separator: ", ")), all of them ASCII")
            return nil
        }
        return text
    }

    func integer() -> Int? {
        guard let text = string() else { return nil }
        guard let number = Int(text) else {
            report("expects a whole number, and has `\(text)`")
            return nil
        }
        return number
    }

    func number() -> Double? {
        guard let text = string() else { return nil }
        guard let number = Double(text), number.isFinite else {
            report("expects a number, and has `\(text)`")
            return nil
        }
        return number
    }

    func boolean() -> Bool? {
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
    func items() -> [YAMLValue]? {
        guard case .sequence(let sequence) = node else {
            report("expects a list, and has \(kind)")
            return nil
        }
        return sequence.enumerated().map { YAMLValue(node: $1, path: "\(path)[\($0)]", log: log) }
    }

    /// The items of a list that may not be empty.
    func someItems() -> [YAMLValue]? {
        guard let items = items() else { return nil }
        if items.isEmpty { report("is an empty list") }
        return items
    }

    /// A list of texts.
    func strings() -> [String] { items()?.compactMap { $0.string() } ?? [] }

    /// The entries of a mapping, merged ones (`<<`) after its own.
    func mapping() -> YAMLMapping? {
        guard case .mapping(let mapping) = node else {
            report("expects a mapping, and has \(kind)")
            return nil
        }
        var entries: [YAMLMapping.Entry] = []
        var keys: Set<String> = []
        collect(mapping, into: &entries, keys: &keys)
        return YAMLMapping(entries: entries, value: self)
    }

    private func collect(_ mapping: Node.Mapping, into entries: inout [YAMLMapping.Entry], keys: inout Set<String>) {
        var merged: [Node] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                report("has a key that is not a word")
                continue
            }
            if scalar.string == "<<", scalar.style == .plain {
                if case .sequence(let several) = value { merged += several } else { merged.append(value) }
            } else if keys.insert(scalar.string).inserted {
                let keyPath = path.isEmpty ? scalar.string : "\(path).\(scalar.string)"
                entries.append(
                    YAMLMapping.Entry(
                        key: scalar.string, mark: scalar.mark, value: YAMLValue(node: value, path: keyPath, log: log)))
            }
        }
        for node in merged {
            if case .mapping(let inner) = node {
                collect(inner, into: &entries, keys: &keys)
            } else {
                report("merges (`<<`) something that is not a mapping")
            }
        }
    }
}

/// The entries of a YAML mapping by key.
struct YAMLMapping {
    struct Entry {
        let key: String
        let mark: Mark?
        let value: YAMLValue
    }

    let entries: [Entry]
    let value: YAMLValue

    var log: ProblemLog { value.log }

    func path(of key: String) -> String { value.path.isEmpty ? key : "\(value.path).\(key)" }

    /// The value of `key`; nil where it is absent.
    subscript(key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

    /// The value of `key` unless it is absent or null.
    func optional(_ key: String) -> YAMLValue? { self[key].flatMap { $0.isNull ? nil : $0 } }

    /// The value of `key`; where it is absent, that is reported.
    func required(_ key: String) -> YAMLValue? {
        if let value = self[key] { return value }
        reportKey(key, message: "is missing")
        return nil
    }

    /// Reports something about `key`, at the line of the mapping: the key may be absent.
    func reportKey(_ key: String, message: String) {
        log.report(message, path: path(of: key), line: value.node.mark?.line, column: value.node.mark?.column)
    }

    /// Reports every key that is not in `known`; for one of `elsewhere`, `reason` says why it has no place here.
    func checkKeys(_ known: [String], elsewhere: [String] = [], reason: String = "") {
        for entry in entries where !known.contains(entry.key) {
            let message: String
            if elsewhere.contains(entry.key) {
                message = reason
            } else if let near = nearestWord(to: entry.key, in: known + elsewhere) {
                message = "is an unknown key; did you mean `\(near)`?"
            } else {
                message = "is an unknown key; known here: \(known.joined(separator: ", "))"
            }
            log.report(message, path: entry.value.path, line: entry.mark?.line, column: entry.mark?.column)
        }
    }
}
