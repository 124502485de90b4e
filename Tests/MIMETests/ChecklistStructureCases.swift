extension ChecklistCase {
    private static func parts(
        _ what: String, _ text: String, _ contents: [String], paths: [String]? = nil, codes: [String] = [],
        number: Int = 29
    ) -> Self {
        let leaves = contents.enumerated().map { index, content in
            Leaf(path: paths?[index] ?? "\(index + 1)", type: "text/plain", content: content)
        }
        return Self(
            number: number, what: what, raw: crlf("From: a@x.ma\nSubject: s\n" + text), leaves: leaves, codes: codes)
    }

    private static let mixed = "Content-Type: multipart/mixed; boundary="

    /// Boundaries, and parts beside parts.
    static let structures: [Self] = [
        parts(
            "no closing boundary", mixed + "b\n\n--b\n\nhi\n--b\n\nyou", ["hi", "you"],
            codes: ["missing_final_boundary"]),
        parts(
            "cut in the closing boundary", mixed + "boundary\n\n--boundary\n\nhi\n--bound", ["hi\n--bound"],
            codes: ["missing_final_boundary"]),
        parts("blanks behind boundaries", mixed + "b\n\n--b \t\n\nhi\n--b  \n\nyou\n--b-- \n", ["hi", "you"]),
        parts("a boundary of one hyphen", mixed + "\"-\"\n\n---\n\nhi\n---\n\nyou\n-----\n", ["hi", "you"]),
        parts(
            "the boundary in running text", mixed + "b\n\n--b\n\nsee --b\n --b\n--bc\n--b--\n", ["see --b\n --b\n--bc"]),
        parts(
            "the same boundary inside and outside",
            mixed + "b\n\n--b\n" + mixed + "b\n\n--b\n\nhi\n--b--\n--b\n\nyou\n--b--\n", ["hi", "you"],
            paths: ["1.1", "2"]),
        parts(
            "a folded boundary parameter", "Content-Type: multipart/mixed;\n boundary=\n \"b\"\n\n--b\n\nhi\n--b--\n",
            ["hi"]),
        parts(
            "a part behind the end", mixed + "b\n\n--b\n\nhi\n--b--\n\n--b\n\nyou\n--b--\n", ["hi", "you"],
            codes: ["part_after_end"]),
        parts(
            "no boundary parameter", "Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\nhi\n--b--\n",
            ["hi"],
            codes: ["missing_boundary"]),
        parts("a boundary that never comes", mixed + "b\n\nhi\nyou", ["hi\nyou"], codes: ["missing_boundary"]),
        parts(
            "another boundary than the declared one", mixed + "b\n\n--c\nContent-Type: text/plain\n\nhi\n--c--\n",
            ["hi"],
            codes: ["missing_boundary"]),
        parts("no header in a part", mixed + "b\n\n--b\nhi\n--b--\n", ["hi"], codes: ["no_blank_line"]),
        parts(
            "two files of one name",
            mixed + "b\n\n--b\nContent-Type: text/x; charset=utf-8\n\nhi\n--b\nContent-Type: text/x\n\nhi\n--b--\n",
            ["hi", "hi"],
            number: 34),
    ]
}
