import Documents
import FuzzSupport
import Mail

@testable import Extraction

/// What a worker says that someone took over: its greeting, its reply, and what of it the parent believes.
enum FuzzReply {
    private static let limits = Limits()
    private static let bounds = DocumentBounds(Limits())

    static func run(_ input: [UInt8]) {
        _ = Frame.report(in: input)
        if let (request, file) = try? WorkerRequest.decode(input, from: 0) {
            // A NUL becomes U+FFFD, which may be too long then.
            if let again = try? WorkerRequest.decode(request.encoded() + file, from: 0) {
                promise(again.request == request && again.file == file, "a request is not what was written")
            }
        }
        guard let reply = try? WorkerReply.decode(input, from: 0, bounds: bounds) else { return }
        switch reply {
        case .document(let document): sendThroughWire(document)
        case .entries(let entries):
            guard ArchiveListing.isPossible(entries, limits: limits) else { return }
            checkLabels(ArchiveListing(entries))
        case .contents, .failure: break
        }
    }

    /// What a reader gives must come out of the wire as it went in.
    static func sendThroughWire(_ document: Document) {
        let sent = WorkerReply.document(document).encoded()
        guard let reply = try? WorkerReply.decode(sent, from: 0, bounds: bounds), case .document(let received) = reply
        else { return promise(false, "a document that was read is refused") }
        promise(WorkerReply.document(received).encoded() == sent, "a document is not what was written")
    }

    /// The labels of an archive's entries: parts of paths of our own.
    static func checkLabels(_ listing: ArchiveListing) {
        promise(listing.labels.count == listing.entries.count, "an entry has no label")
        var taken: Set<String> = []
        for (label, entry) in zip(listing.labels, listing.entries) where entry.kind != .directory {
            promise(taken.insert(label).inserted, "two entries have one label")
            promise(!label.unicodeScalars.contains("!"), "a label has another part's in it")
            for component in label.split(separator: "/", omittingEmptySubsequences: false) {
                promise(
                    !component.isEmpty && component != ".."
                        && component.unicodeScalars.allSatisfy { !$0.isControl && !$0.isBidirectional },
                    "a label is not clean")
            }
        }
    }
}
