import DocumentReaders
import Documents
import Foundation
import Testing

/// Fields of public documents against an independent walk of their XML; runs where `ISTIMARA_CORPUS` names the corpora.
struct FieldCorpusTests {
    private struct Expected: Decodable {
        struct Field: Decodable {
            var source: String
            var name: String?
            var title: String?
            var kind: String
            var checked: Bool?
            var placeholder: Bool?
            var value: String?
            var options: [String]?
        }

        var file: String
        var fields: [Field]
    }

    private static let corpus = ProcessInfo.processInfo.environment["ISTIMARA_CORPUS"]

    @Test(.enabled(if: corpus != nil)) func agreesOnEveryField() throws {
        let folder = URL(filePath: try #require(Self.corpus)).appending(path: "docs-dev")
        let truth = try JSONDecoder().decode(
            [Expected].self, from: Data(contentsOf: folder.appending(path: "truth-docx-fields.json")))
        try #require(!truth.isEmpty)
        var (agreed, total) = (0, 0)
        for file in truth {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file.file)))
            let document = try DocxReader().read(bytes)
            #expect(document.fields.count == file.fields.count, "\(file.file)")
            total += file.fields.count
            for (index, pair) in zip(document.fields, file.fields).enumerated() {
                let differences = Self.differences(pair.0, pair.1, text: document.runText(ofField: index))
                if differences.isEmpty { agreed += 1 }
                #expect(differences.isEmpty, "\(file.file), field \(index): \(differences)")
            }
        }
        print("fields: \(agreed) of \(total) equal in \(truth.count) documents")
    }

    @Test(.enabled(if: corpus != nil)) func readsEveryDocument() throws {
        let folder = URL(filePath: try #require(Self.corpus)).appending(path: "docs-dev")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var (read, refused) = (0, [String]())
        for case let file as URL in files where file.pathExtension == "docx" {
            do {
                _ = try DocxReader().read([UInt8](try Data(contentsOf: file)))
                read += 1
            } catch let error as DocumentError {
                refused.append("\(file.lastPathComponent) \(error)")
            }
        }
        try #require(read > 0)
        print("documents: \(read) read, \(refused.count) refused", refused.sorted())
    }

    /// What differs; the text is compared as its runs have it, since a placeholder is no value.
    private static func differences(_ field: Field, _ expected: Expected.Field, text: String) -> [String] {
        var differences: [String] = []
        func compare<Value: Equatable>(_ what: String, _ ours: Value, _ theirs: Value) {
            if ours != theirs { differences.append("\(what): \(ours), expected \(theirs)") }
        }
        compare("source", field.source == .contentControl ? "sdt" : "legacy", expected.source)
        // The walk calls a control without a tag by its id.
        compare("name", field.name ?? "", expected.name.map { $0.hasPrefix("#") ? "" : $0 } ?? "")
        if expected.source == "sdt" { compare("title", field.title, expected.title) }
        compare("kind", field.kind == .multiline ? "text" : field.kind.rawValue, expected.kind)
        if expected.kind == "checkbox" {
            compare("checked", field.isChecked, expected.checked)
        } else {
            compare("placeholder", field.isPlaceholder, expected.placeholder ?? field.isPlaceholder)
            compare("text", visible(text), visible(expected.value ?? ""))
            if !field.isPlaceholder { compare("value", visible(field.value ?? ""), visible(expected.value ?? "")) }
        }
        if let options = expected.options { compare("options", field.options.map(\.label), options) }
        return differences
    }

    private static func visible(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}
