import BlankForms
import Forms
import Foundation
import FoundationXML
import Testing

/// A definition in one language, as the tests go through them.
struct Fixture: CustomTestStringConvertible, Sendable {
    let path: String
    let language: Language

    static let all = [
        Fixture(path: "config/forms/ampcpp-consultation.yaml", language: .arabic),
        Fixture(path: "config/forms/ampcpp-consultation.yaml", language: .french),
        Fixture(path: "Tests/FormsTests/Resources/definitions/services.yaml", language: .french),
    ]

    var testDescription: String { "\(path) in \(language.rawValue)" }

    func definition() throws -> FormDefinition {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        let yaml = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return try #require(FormDefinition.load(yaml: yaml, file: path).definition)
    }

    func docx() throws -> [UInt8] { try BlankForm(definition: definition(), language: language).docx() }

    /// The blank form's parts by name, each well-formed XML.
    func parts() throws -> [String: XMLDocument] { try Self.parts(of: docx()) }

    static func parts(of docx: [UInt8]) throws -> [String: XMLDocument] {
        let dump = """
            import base64, io, json, sys, zipfile
            package = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
            assert package.testzip() is None
            print(json.dumps({n: base64.b64encode(package.read(n)).decode() for n in package.namelist()}))
            """
        let output = try Program.python(dump, input: docx)
        return try JSONDecoder().decode([String: Data].self, from: Data(output)).mapValues { try XMLDocument(data: $0) }
    }
}

extension XMLDocument {
    /// The values of an attribute of the elements at `path`, in the document's order.
    func values(_ path: String) throws -> [String] { try nodes(forXPath: path).compactMap(\.stringValue) }
}
