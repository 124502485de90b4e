import Foundation
import TestSupport
import Testing

/// What the commands say and do about the worker's fence, on kernels that have it and on such that do not.
@Suite(.serialized) struct FenceCommandTests {
    private static let messages = [
        "fixtures/messages/02-french-tagged.eml", "fixtures/messages/04-french-saved-by-writer.eml",
    ]

    /// A program whose worker runs as on a kernel that lacks something (options of `attacking-worker`).
    private func program(_ options: String..., fence: String? = nil) throws -> Istimara {
        let config = BuiltProgram.root.path + "/config"
        var istimara = try Istimara(
            settings: """
                forms: \(config)/forms
                themes: \(config)/themes.yaml
                councils: \(config)/councils.csv
                \(fence.map { "worker: {fence: \($0)}" } ?? "")
                """)
        let products = Istimara.products.path
        let words = options + ["exec=\(products)/istimara-worker"]
        let wrapper = try istimara.folder.write(
            Array("#!/bin/sh\nexec \(products)/attacking-worker \(words.joined(separator: " ")) -- \"$@\"\n".utf8),
            to: "worker")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
        istimara.program.environment["ISTIMARA_WORKER"] = wrapper
        return istimara
    }

    private func fence(_ run: BuiltProgram.Run) throws -> [String: Any] {
        let object = try #require(try run.objects().first)
        return try #require(object["fence"] as? [String: Any])
    }

    @Test("`check` prints the fence that the worker has, as text and as JSON")
    func whole() throws {
        let istimara = try program()
        let text = try istimara.program.run("check", "--offline")
        #expect(text.status == 0, "\(text.errors)")
        let line = text.output.split(separator: "\n").first { $0.hasPrefix("fence ") }
        #expect(line?.contains("system calls filtered, Landlock ABI ") == true, "\(text.output)")
        #expect(text.output.contains("worker.fence"))
        let fence = try fence(try istimara.program.run("check", "--offline", "--json"))
        #expect(fence["policy"] as? String == "required" && fence["sufficient"] as? Bool == true)
        #expect(fence["system_calls"] as? Bool == true && (fence["landlock"] as? Int ?? 0) > 0)
    }

    @Test("Without Landlock the fence holds, and `check` says what is missing")
    func withoutLandlock() throws {
        let istimara = try program("no-landlock=95")
        let text = try istimara.program.run("check", "--offline")
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.output.contains("no Landlock (errno 95): the filter alone closes the files"), "\(text.output)")
        let fence = try fence(try istimara.program.run("check", "--offline", "--json"))
        #expect(fence["sufficient"] as? Bool == true && fence["landlock"] is NSNull)
    }

    @Test("Where a fence is required and there is none, nothing is read, filed or lost")
    func required() throws {
        let istimara = try program("no-seccomp=38")
        let check = try istimara.program.run("check", "--offline", "--json")
        #expect(check.status == 78 && check.errors.contains("fence_unavailable"), "\(check.errors)")
        #expect(try #require(try check.objects().first)["fence"] == nil)
        let run = try istimara.program.run(["import"] + Self.messages + ["--json"])
        #expect(run.status == 69 && run.errors.contains("worker: {fence: best_effort}"), "\(run.errors)")
        let status = try #require(try istimara.program.run("status", "--json").objects().first)
        #expect((status["messages"] as? [String: Int])?.values.reduce(0, +) == 0)
        #expect(try istimara.program.run("parse", Self.messages[0], "--json").status == 69)
    }

    @Test("With `best_effort` the worker reads under the layers there are, and `check` says that it does")
    func bestEffort() throws {
        let istimara = try program("no-seccomp=38", fence: "best_effort")
        let check = try istimara.program.run("check", "--offline")
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("system calls not filtered (no seccomp, errno 38)"), "\(check.output)")
        let run = try istimara.program.run(["import"] + Self.messages + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.objects().compactMap { $0["outcome"] as? String } == ["accepted", "accepted"])
    }

    @Test("What is read does not depend on the layers of the fence")
    func sameOutput() throws {
        let folder = BuiltProgram.root.path + "/fixtures/messages"
        let messages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }
            .sorted()
        let programs = [
            try program(), try program("no-landlock=38"),
            try program("no-landlock=38", "no-seccomp=38", fence: "best_effort"),
        ]
        let outputs = try programs.map { program in
            try program.program.run(["parse"] + messages.map { "\(folder)/\($0)" } + ["--json"]).output
        }
        #expect(outputs[0].split(separator: "\n").count == messages.count)
        #expect(outputs[1] == outputs[0] && outputs[2] == outputs[0])
    }
}
