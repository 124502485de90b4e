import FuzzSupport
import Glibc

/// The rooms of the program that bytes from outside come through, each for libFuzzer to knock at its door.
///
/// One executable holds them all: `ISTIMARA_FUZZ_TARGET` says which it is. `Tests/Fuzzing/fuzz.sh` builds and runs it.
enum FuzzTarget: String, CaseIterable {
    case imap, mime, header, docx, page, zip, form, value, reply, definition

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
        case .imap: FuzzIMAP.run(input)
        case .mime: FuzzMIME.run(input)
        case .header: FuzzHeader.run(input)
        case .docx: FuzzDocx.run(input)
        case .page: FuzzPage.run(input)
        case .zip: FuzzZip.run(input)
        case .form: FuzzForm.run(input)
        case .value: FuzzValue.run(input)
        case .reply: FuzzReply.run(input)
        case .definition: FuzzDefinition.run(input)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
