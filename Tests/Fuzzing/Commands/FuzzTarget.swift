import FuzzSupport
import Glibc

/// What the commands do with bytes from outside, each for libFuzzer to knock at its door.
///
/// One executable holds them all: `ISTIMARA_FUZZ_TARGET` says which it is. `Tests/Fuzzing/fuzz.sh` builds and runs it.
enum FuzzTarget: String, CaseIterable {
    case settings, escape

    /// The one that the environment names.
    static let chosen: Self = {
        let name = unsafe getenv("ISTIMARA_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
        guard let target = Self(rawValue: name) else {
            complain("ISTIMARA_FUZZ_TARGET is none of \(allCases.map(\.rawValue).joined(separator: ", "))")
            exit(EX_USAGE)
        }
        return target
    }()

    /// Feeds one input. A trap, a report of the sanitizer or a broken promise ends the process.
    func run(_ input: [UInt8]) {
        switch self {
        case .settings: FuzzSettings.run(input)
        case .escape: FuzzEscape.run(input)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
