import CAttacks
import Documents
import Extraction
import Glibc

/// A worker that somebody took over: it attacks from where a reader would read, under the fence of a worker.
///
/// `attacking-worker OPTIONS… -- ` and the arguments of a worker. A file to read is the name of an attack; the answer is
/// a failure with the errno in its detail, 0 where the attack worked. With the option `exec=PROGRAM` it is that program
/// that goes on, where the other options have put it.
@main
struct AttackingWorker {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let end = arguments.firstIndex(of: "--") else { exit(EX_USAGE) }
        var scratch = "/nonexistent"
        var isFenced = true
        var program: String?
        for option in arguments[..<end] {
            let words = option.split(separator: "=", maxSplits: 1).map(String.init)
            let value = words.last ?? ""
            switch words[0] {
            case "scratch": scratch = value
            case "victim": prepare(istimara_attack_start_victim())
            case "account": prepare(istimara_attack_become(UInt32(value) ?? 65_534))
            case "user-namespace": prepare(istimara_attack_enter_user_namespace())
            case "no-landlock": prepare(istimara_attack_withhold_landlock(Int32(value) ?? ENOSYS))
            case "no-seccomp": prepare(istimara_attack_withhold_seccomp(Int32(value) ?? ENOSYS))
            case "thread": prepare(istimara_attack_start_thread())
            case "exec": program = value
            case "no-fence": isFenced = false
            default: exit(EX_USAGE)
            }
        }
        if let program { exit(replace(by: [program] + arguments[(end + 1)...])) }
        guard let service = WorkerService(arguments: ["attacking-worker"] + arguments[(end + 1)...]) else {
            exit(EX_USAGE)
        }
        func answer(_ request: WorkerRequest, _ file: [UInt8]) -> WorkerReply {
            let name = String(decoding: file, as: UTF8.self)
            let error = unsafe name.withCString { name in
                unsafe scratch.withCString { scratch in unsafe istimara_attack(name, scratch) }
            }
            return .failure(DocumentError("attacked", "\(error)"))
        }
        exit(service.run(fence: isFenced ? .standard : none, answer))
    }

    private static func replace(by arguments: [String]) -> Int32 {
        var list = unsafe arguments.map { unsafe strdup($0) } + [nil]
        unsafe execv(arguments[0], &list)
        return EX_UNAVAILABLE
    }

    private static var none: Fence {
        let nothing = FenceReport(landlock: -Int(ENOSYS), memory: -Int(ENOSYS), systemCalls: -Int(ENOSYS))
        return Fence(confine: { _, _ in true }, close: { nothing }, narrow: { _, _, _ in true })
    }

    private static func prepare(_ failure: Int32) {
        if failure != 0 { exit(EX_OSERR) }
    }
}
