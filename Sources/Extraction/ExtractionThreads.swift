import Dispatch
package import Mail
import Synchronization

/// Runs an ``Extractor`` on threads of its own, so that `async` code waits for workers without blocking the executor.
package final class ExtractionThreads: Sendable {
    private let extractor: Extractor
    private let count: Int
    private let queue = DispatchQueue(label: "istimara.extraction", attributes: .concurrent)
    private let state = Mutex(State())

    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    /// - Parameter count: how many messages, and so workers, are in hand at once; 1 or more.
    package init(_ extractor: Extractor, count: Int = 2) {
        self.extractor = extractor
        self.count = max(1, count)
    }

    /// ``Extractor/envelope(of:)``.
    package func envelope(of bytes: [UInt8]) -> Envelope? { extractor.envelope(of: bytes) }

    /// ``Extractor/extract(message:)``.
    package func extract(message bytes: [UInt8]) async throws(ExtractionError) -> ExtractedMessage {
        try await run { extractor throws(ExtractionError) in try extractor.extract(message: bytes) }
    }

    /// ``Extractor/extract(document:filename:)``.
    package func extract(
        document bytes: [UInt8], filename: String?
    ) async throws(ExtractionError) -> ExtractedMessage {
        try await run { extractor throws(ExtractionError) in
            try extractor.extract(document: bytes, filename: filename)
        }
    }

    /// ``Extractor/extract(file:filename:isSenderWaiting:)``.
    package func extract(
        file bytes: [UInt8], filename: String?, isSenderWaiting: Bool = false
    ) async throws(ExtractionError) -> ExtractedMessage {
        try await run { extractor throws(ExtractionError) in
            try extractor.extract(file: bytes, filename: filename, isSenderWaiting: isSenderWaiting)
        }
    }

    private func run(
        _ work: @escaping @Sendable (Extractor) throws(ExtractionError) -> ExtractedMessage
    ) async throws(ExtractionError) -> ExtractedMessage {
        let result = await withCheckedContinuation { continuation in
            start { [extractor] in
                continuation.resume(returning: Result { () throws(ExtractionError) in try work(extractor) })
            }
        }
        return try result.get()
    }

    private func start(_ work: @escaping @Sendable () -> Void) {
        let isFree = state.withLock { state in
            guard state.running < count else {
                state.waiting.append(work)
                return false
            }
            state.running += 1
            return true
        }
        guard isFree else { return }
        queue.async {
            var next: (@Sendable () -> Void)? = work
            while let current = next {
                current()
                next = self.takeNext()
            }
        }
    }

    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
    }
}
