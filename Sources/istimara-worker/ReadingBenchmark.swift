import DocumentReaders
import Glibc

/// `istimara-worker benchmark ROUNDS FILE...`: the processor time of reading Word documents, for the people who work on
/// the program. Nothing of it runs in a worker that istimara starts.
enum ReadingBenchmark {
    /// Prints a line for each file: the least seconds of all rounds, a tab, its name.
    ///
    /// - Returns: an exit status from sysexits.h.
    static func run(_ arguments: ArraySlice<String>) -> Int32 {
        guard let rounds = arguments.first.flatMap({ Int($0) }), rounds > 0 else { return EX_USAGE }
        let reader = DocxReader()
        for path in arguments.dropFirst() {
            guard let bytes = contents(of: path) else { return EX_NOINPUT }
            var least = Double.infinity
            for _ in 0..<rounds {
                let start = processorTime()
                guard (try? reader.read(bytes)) != nil else { return EX_DATAERR }
                least = min(least, processorTime() - start)
            }
            print(least, path, separator: "\t")
        }
        return EX_OK
    }

    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func contents(of path: String) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &piece, piece.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
        }
    }
}
