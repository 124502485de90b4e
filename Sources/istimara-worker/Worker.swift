import DocumentReaders
import Documents
import Extraction
import Glibc

/// Reads documents for istimara: hostile bytes in, a `Document` out, and no rights to do anything else.
@main
struct Worker {
    static func main() {
        if CommandLine.arguments.dropFirst().first == "benchmark" {
            exit(ReadingBenchmark.run(CommandLine.arguments.dropFirst(2)))
        }
        guard let service = WorkerService(arguments: CommandLine.arguments) else {
            let words = Array("istimara-worker is started by istimara and reads its requests from it.\n".utf8)
            _ = unsafe words.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(EX_USAGE)
        }
        DocumentReading.prepare()
        exit(service.run(answer))
    }

    private static func answer(_ request: WorkerRequest, _ file: [UInt8]) -> WorkerReply {
        do {
            switch request {
            case .read(let request):
                return .document(
                    try DocumentReading.read(
                        file, mediaType: request.mediaType, charset: request.charset,
                        limits: ReaderLimits(named: request.limits)))
            case .list(let mediaType, let limits):
                return try ArchiveOpening.list(file, mediaType: mediaType, limits: limits)
            case .unpack(let mediaType, let indices, let limits):
                return try ArchiveOpening.unpack(file, mediaType: mediaType, indices: indices, limits: limits)
            }
        } catch {
            return .failure(error)
        }
    }
}
