import Mail
import Testing

@testable import Extraction

@Suite struct ArchiveListingTests {
    private func listing(_ names: [String]) -> ArchiveListing {
        ArchiveListing(
            names.map { ArchiveEntry(name: $0, isNameGuessed: false, kind: .file, size: 1, obstacle: nil) })
    }

    @Test(
        "A name becomes a label that leads nowhere",
        arguments: [
            ("dir/form.docx", "dir/form.docx"), ("dir\\form.docx", "dir/form.docx"), ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"), ("./a//b/", "a/b"), ("", "entry 1"), ("..", "entry 1"), ("a!b/c", "a%21b/c"),
            ("a!\u{301}b", "a%21\u{301}b"),
            ("a\u{202E}xcod.docx", "axcod.docx"), ("a\u{0}\u{1B}[31m", "a[31m"), ("e\u{301}te\u{301}.txt", "été.txt"),
        ])
    func labels(name: String, label: String) {
        let made = listing([name]).labels[0]
        #expect(Array(made.utf8) == Array(label.utf8))
    }

    @Test("No two entries share a label, and no file's label is another's folder")
    func conflicts() {
        let names = ["a", "a", "a/b", "x/y", "x", "a#2", "../a", "A", "é", "e\u{301}"]
        let listing = listing(names)
        #expect(listing.labels == ["a", "a#2", "b#3", "x/y", "x#5", "a#2#6", "a#7", "A", "é", "é#10"])
        #expect(listing.renamed == [1, 2, 4, 5, 6, 9])
        for (index, label) in listing.labels.enumerated() {
            for other in listing.labels[(index + 1)...] {
                #expect(label != other && !label.hasPrefix(other + "/") && !other.hasPrefix(label + "/"))
            }
        }
    }

    @Test("A mark that combines with a slash keeps no file in the folder of another", .timeLimit(.minutes(1)))
    func combiningSlash() {
        #expect(listing(["a", "a/\u{301}b"]).labels == ["a", "\u{301}b#2"])
    }

    @Test(arguments: [
        ("__MACOSX/._form.docx", true), ("x/__MACOSX/a", true), ("x/.DS_Store", true), ("Thumbs.db", true),
        ("~$form.docx", true), ("._form.docx", true), ("form.docx", false), ("__MACOSX.docx", false),
        ("DS_Store", false),
    ])
    func systemFiles(name: String, isOfSystem: Bool) {
        #expect(listing([name]).entries[0].isOfSystem == isOfSystem)
    }

    @Test(arguments: [
        ("../a", true), ("a/../../b", true), ("/a", true), ("\\a", true), ("C:\\a", true), ("c:/a", true),
        ("a..b", false), ("a/b", false), ("ab:/c", false),
    ])
    func unsafeNames(name: String, isUnsafe: Bool) {
        #expect(listing([name]).entries[0].isNameUnsafe == isUnsafe)
    }
}
