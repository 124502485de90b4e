import Mail

extension Archive {
    /// Where the views stand unless the settings say otherwise: in the archive, for its owner alone.
    package var defaultViewPlace: ViewPlace { ViewPlace(path: location.directory) }

    /// Writes the folders of everything that changed since they were last written.
    ///
    /// Not made durable: whatever a power loss takes is made anew by ``rebuildViews(at:with:)``.
    /// - Returns: how many submissions and messages were looked at.
    @discardableResult
    package func refreshViews(at place: ViewPlace, with context: ViewContext) throws -> Int {
        let tree = ViewTree(place: place)
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
        try records.renewViews()
        try refreshViews(at: place, with: context)
        try ViewTree(place: place).prune(keeping: try records.viewFolders())
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
