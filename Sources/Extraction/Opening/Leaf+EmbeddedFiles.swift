import Documents
import MIME
import Mail

extension Leaf {
    /// The files that stand uuencoded in a text, as parts of their own: `1!form.doc` in part `1`.
    ///
    /// What is left to read of the text is the words around them.
    mutating func takeEmbeddedFiles() -> [(leaf: Leaf, findings: [Finding])] {
        guard detectedType == "text/plain", declared?.hasPrefix("text/") ?? true else { return [] }
        let embedded = PartDecoder().embeddedFiles(in: content)
        guard !embedded.files.isEmpty else { return [] }
        text = embedded.text
        var place = place
        place.isBodyText = false
        place.isAlternative = false
        return embedded.files.map { file in
            let leaf = Leaf(
                path: path + "!" + file.identifier, filename: file.filename, content: file.content,
                detectedType: ContentSignature.detect(file.content), place: place)
            return (leaf, [Self.origin] + (file.isWhole ? [] : [Self.cut]))
        }
    }

    private static let origin = Finding(
        .note, code: "uuencoded_file", message: "The file stood uuencoded in the text of a part.")
    private static let cut = Finding(
        .warning, code: "bad_uuencode", message: "The end line of the uuencoded file is missing.")
}
