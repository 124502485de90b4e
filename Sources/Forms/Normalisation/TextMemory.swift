import Synchronization

/// What was found out about texts: most lines of a return stand in every return of its form, and need be looked at once.
///
/// It holds a bounded number of texts. Those that were asked for of late stay when others have to go.
final class TextMemory<Value: Sendable>: Sendable {
    private struct Held {
        var young: [FoldedKey: Value] = [:]
        /// What was young before; what is asked for becomes young again, the rest goes with it.
        var old: [FoldedKey: Value] = [:]
    }

    /// The length of the longest text that is remembered, in bytes: what is printed in forms is shorter.
    private let longest = 512
    private let capacity: Int
    private let held = Mutex(Held())

    /// - Parameter capacity: how many texts are remembered at least, and half of what are remembered at most.
    init(capacity: Int) { self.capacity = capacity }

    /// What is known of a text, found out here where it is not.
    func value(for text: String, find: () -> Value) -> Value {
        guard text.utf8.count <= longest else { return find() }
        let key = FoldedKey(text)
        let known = held.withLock { held -> Value? in
            if let value = held.young[key] { return value }
            guard let value = held.old[key] else { return nil }
            keep(value, key, in: &held)
            return value
        }
        if let known { return known }
        let value = find()
        held.withLock { keep(value, key, in: &$0) }
        return value
    }

    private func keep(_ value: Value, _ key: FoldedKey, in held: inout Held) {
        if held.young.count >= capacity {
            held.old = held.young
            held.young = [:]
        }
        held.young[key] = value
    }
}
