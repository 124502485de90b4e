import Documents

/// A file that a mail program or its user left on a server of others, with a link in the letter in its place.
///
/// It is never fetched: the sender is asked for the file itself.
enum LinkedAttachment {
    /// The beginnings of links to one shared file, without the scheme, in lower case.
    private static let services = [
        "drive.google.com/file/", "drive.google.com/open?", "drive.google.com/uc?", "docs.google.com/document/d/",
        "docs.google.com/spreadsheets/d/", "drive.google.com/drive/folders/", "1drv.ms/", "onedrive.live.com/",
        "my.sharepoint.com/:", ".sharepoint.com/:", "we.tl/t-", "wetransfer.com/downloads/", "dropbox.com/s/",
        "dropbox.com/scl/", "icloud.com/attachment/", "icloud.com/iclouddrive/", "mega.nz/file/", "mega.nz/folder/",
        "swisstransfer.com/d/", "grosfichiers.com/", "fromsmash.com/", "transfernow.net/dl/", "mediafire.com/file/",
        "box.com/s/", "dl.free.fr/", "filemail.com/d/", "sendgb.com/", "kdrive.infomaniak.com/app/share/",
    ]

    /// What is said of a letter whose text holds such a link; nil where there is none.
    static func finding(in text: [UInt8], path: String) -> Finding? {
        let text = ASCIIText(text)
        guard let service = services.first(where: text.contains) else { return nil }
        let host = service.prefix { $0 != "/" }.drop { $0 == "." }
        return Finding(
            .warning, code: "attachment_by_link", location: "part \(path)",
            message: "The letter links to a file kept at \(host); the file itself was not sent.")
    }
}
