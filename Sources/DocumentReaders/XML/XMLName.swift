/// The element and attribute names that a format's walker knows, each written `prefix:local` with a prefix of our own.
///
/// Names outside the vocabulary read as nil; the prefixes that the document itself uses do not matter.
protocol XMLName: Hashable {
    /// Our prefix for a namespace; nil for one that the walker does not know.
    static func prefix(ofNamespace uri: String) -> String?

    /// The name as we write it; nil for one outside the vocabulary.
    static func named(_ name: String) -> Self?
}
