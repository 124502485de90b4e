package import Mail

extension ViewContext {
    /// The folders that a filing would be given, relative to the views' root: what a dry run shows.
    ///
    /// - Parameter received: when the message was received, where its source knows; else its header tells.
    package func plannedFolders(of filing: Filing, received: MailDate? = nil) throws -> [String] {
        var time = ReceivedTime(internalDate: received?.milliseconds)
        time.note(filing.envelope)
        return filing.submissions.flatMap { submission in
            let planned = ArchivedSubmission(
                id: submission.id, revision: 1, message: filing.message, header: nil, received: time.milliseconds,
                reading: submission.reading, decisions: [], status: .current, supersedes: nil, supersededBy: nil)
            return SubmissionFolders(submission: planned, context: self).paths()
        }
    }
}
