package import Forms
package import Glibc
package import Mail

/// The two folder names that a council's submissions stand under.
package struct CouncilFolders: Hashable, Sendable {
    /// `01-tanger-tetouan-al-hoceima`, say.
    package var region: String
    /// `ma-01511-tanger-assilah`, say.
    package var council: String

    package init(region: String, council: String) {
        self.region = region
        self.council = council
    }
}

/// What the views are made with beside the records: names, forms, and the way back to the parts of a message.
///
/// The views are a pure function of this, the records and the originals.
package struct ViewContext: Sendable {
    /// The themes' ids in the lexicon's order: the first is `01-…`.
    package var themes: [String]
    /// By council id; one that is missing stands under its id.
    package var councils: [String: CouncilFolders]
    package var forms: [FormDefinition]
    /// Seconds east of UTC at a time (seconds since 1970): the settings' `time_zone`.
    package var utcOffset: @Sendable (Int64) -> Int
    /// The decoded bytes of a part of a message; nil where they cannot be derived.
    package var partBytes: @Sendable (ContentDigest, String) -> [UInt8]?

    package init(
        themes: [String], councils: [String: CouncilFolders], forms: [FormDefinition],
        utcOffset: @escaping @Sendable (Int64) -> Int = { _ in 0 },
        partBytes: @escaping @Sendable (ContentDigest, String) -> [UInt8]?
    ) {
        self.themes = themes
        self.councils = councils
        self.forms = forms
        self.utcOffset = utcOffset
        self.partBytes = partBytes
    }

    /// `2020-03-12` in the settings' time zone.
    func date(_ milliseconds: Int64) -> String {
        var date = MailDate(milliseconds: milliseconds)
        date.offsetMinutes = utcOffset(date.secondsSinceEpoch) / 60
        return String(date.description.prefix(10))
    }

    func form(_ reference: FormReference?) -> FormDefinition? {
        guard let reference else { return nil }
        return forms.first { $0.reference == reference } ?? forms.first { $0.id == reference.id }
    }
}

/// Where the views stand and who may read them: the settings' `view`.
package struct ViewPlace: Hashable, Sendable {
    /// The directory that holds `themes/`, `review/` and `quarantine/`.
    package var path: String
    /// The mode of directories; files have its read and write bits, copies its read bits.
    package var mode: mode_t
    /// The group that a file share serves them to.
    package var group: gid_t?

    package init(path: String, mode: mode_t = 0o700, group: gid_t? = nil) {
        self.path = path
        self.mode = mode
        self.group = group
    }

    var fileMode: mode_t { mode & 0o666 }
    var copyMode: mode_t { mode & 0o444 }
}
