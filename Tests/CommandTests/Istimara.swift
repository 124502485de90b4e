import Foundation
import TestSupport

/// The program of these tests, with an archive of its own.
struct Istimara {
    let folder: TemporaryDirectory
    var program: BuiltProgram

    /// The folder that the test bundle was built in.
    static let products = Bundle.module.bundleURL.deletingLastPathComponent()

    var archive: String { folder.path + "/archive" }

    /// - Parameter settings: the settings' text; nil for the shipped sample.
    init(settings: String? = nil) throws {
        folder = try TemporaryDirectory()
        program = try BuiltProgram("istimara", products: Self.products)
        program.environment["ISTIMARA_ARCHIVE"] = folder.path + "/archive"
        program.environment["ISTIMARA_CONFIG"] = "config/istimara.yaml"
        if let settings {
            program.environment["ISTIMARA_CONFIG"] = try folder.write(Array(settings.utf8), to: "istimara.yaml")
        }
    }

    /// Settings whose one mailbox is on a server of the tests.
    static func settings<Server: MailServer>(of server: Server, secretFile: String, every: String = "1s") -> String {
        let config = BuiltProgram.root.path + "/config"
        return """
            forms: \(config)/forms
            themes: \(config)/themes.yaml
            councils: \(config)/councils.csv
            schedule: {every: \(every)}
            mailboxes:
              - name: consultation
                url: \(server.url)
                user: \(Server.user)
                password: {file: \(secretFile)}
                ca_file: \(server.caFile)
            """
    }

    /// Path → content of every file under a folder of the archive.
    func tree(_ names: String...) throws -> [String: Data] {
        var tree: [String: Data] = [:]
        for name in names {
            let root = archive + "/" + name
            for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
                let file = root + "/" + path
                var isDirectory: ObjCBool = false
                guard unsafe FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory),
                    !isDirectory.boolValue
                else { continue }
                tree[name + "/" + path] = try Data(contentsOf: URL(fileURLWithPath: file))
            }
        }
        return tree
    }
}
