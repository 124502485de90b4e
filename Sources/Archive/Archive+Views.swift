import Mail

extension Archive {
    /// Where the views stand unless the settings say otherwise: in the archive, for its owner alone.
    package var defaultViewPlace: ViewPlace { ViewPlace(path: location.directory) }

    /// Writes the folders of everything that changed since they were last written; all of them where the settings or
    /// the program would make them otherwise now.
    ///
    /// Not made durable: whatever a power loss takes is made anew at the first refresh after it.
    /// - Returns: how many submissions and messages were looked at.
    @discardableResult
    package func refreshViews(at place: ViewPlace, with context: ViewContext) throws -> Int {
        try ViewLock.withLock(location) {
            let stamp = context.stamp(for: place)
            if try records.viewStamp() != stamp { try records.renewViews(stamp: stamp) }
            return try refresh(ViewTree(place: place), with: context)
        }
    }

    private func refresh(_ tree: ViewTree, with context: ViewContext) throws -> Int {
        try tree.prepare()
        var count = 0
        while true {
            let changes = try records.changedViews(limit: 100)
            if changes.isEmpty { return count }
            var settled: [SettledView] = []
            for change in changes {
                let folders = try folders(of: change.subject, with: context)
                for folder in folders { try tree.write(folder) }
                let paths = folders.map(\.path)
                for path in change.folders where !paths.contains(path) { try tree.remove(path) }
                settled.append(SettledView(change: change, folders: paths))
            }
            try records.settleViews(settled)
            count += changes.count
        }
    }

    /// Makes the three trees what they should be, byte for byte, and removes whatever else stands in them.
    package func rebuildViews(at place: ViewPlace, with context: ViewContext) throws {
        let tree = ViewTree(place: place)
        try ViewLock.withLock(location) {
            try records.renewViews(stamp: context.stamp(for: place))
            _ = try refresh(tree, with: context)
            try tree.prune(keeping: try records.viewFolders())
        }
    }

    /// Looks for folders of the views that are not, byte for byte, what the records make of them, and for what is not
    /// theirs. What is to be written anew at the next refresh is not looked at.
    package func verifyViews(at place: ViewPlace, with context: ViewContext) throws -> [ArchiveProblem] {
        try ViewLock.withLock(location) {
            guard try records.viewStamp() == context.stamp(for: place) else { return [] }
            return try compare(ViewTree(place: place), with: context)
        }
    }

    private func compare(_ tree: ViewTree, with context: ViewContext) throws -> [ArchiveProblem] {
        let waiting = Set(try records.changedViews(limit: .max).map(\.subject))
        var problems: [ArchiveProblem] = []
        for (subject, paths) in try records.viewedSubjects() where !waiting.contains(subject) {
            let folders = try folders(of: subject, with: context)
            for folder in folders where try !tree.holds(folder) {
                problems.append(
                    ArchiveProblem(
                        .viewDiffers, folder.path, "is not what the records say; `archive rebuild` makes it so"))
            }
            for path in paths where !folders.contains(where: { $0.path == path }) {
                problems.append(
                    ArchiveProblem(.viewDiffers, path, "stands under an older name; `archive rebuild` moves it"))
            }
        }
        for path in try tree.strangers(to: try records.viewFolders()) {
            problems.append(
                ArchiveProblem(.viewDiffers, path, "is not of the archive; `archive rebuild` removes it"))
        }
        return problems
    }

    private func folders(of subject: ChangedView.Subject, with context: ViewContext) throws -> [ViewFolder] {
        switch subject {
        case .submission(let id):
            guard let submission = try records.submission(id) else { return [] }
            return try SubmissionFolders(submission: submission, context: context).folders()
        case .message(let digest):
            guard let message = try records.message(digest), MessageFolders.isShown(message) else { return [] }
            let original = try? originals.read(digest)
            return try MessageFolders(message: message, original: original, context: context).folders()
        }
    }
}
