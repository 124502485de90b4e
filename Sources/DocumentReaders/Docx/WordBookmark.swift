import Documents

/// A bookmark whose start was read, and the field that it will be the name of: the innermost one that begins within it
/// before any word does, or that has just begun around it.
struct WordBookmark {
    var id: String?
    var name: String
    /// The field's index; nil while none has begun.
    var field: Int?
}

extension WordStory {
    /// Reads a `w:bookmarkStart` (ECMA-376 part 1, 17.13.6.2).
    ///
    /// A form may write one around a control, before it; LibreOffice moves its start to the head of the control's content.
    /// Names that begin with `_` are a program's own.
    func startBookmark() {
        bookmark = nil
        guard let name = cursor.attribute(.name), !name.isEmpty, !name.hasPrefix("_") else { return }
        let around = open.last { $0.index != nil }
        let isFirst = around?.hasRun == false && around?.text.isEmpty == true
        bookmark = WordBookmark(id: cursor.attribute(.id), name: name, field: isFirst ? around?.index : nil)
    }

    /// Reads a `w:bookmarkEnd`: what has no field by then is no field's name.
    func endBookmark() {
        guard let bookmark, bookmark.id == cursor.attribute(.id) else { return }
        settleBookmark()
    }

    /// Gives the bookmark to its field; called where words come, which say what it is around.
    func settleBookmark() {
        guard let settled = bookmark else { return }
        bookmark = nil
        guard let index = settled.field, context.fields.indices.contains(index) else { return }
        if context.fields[index].bookmark == nil { context.fields[index].bookmark = settled.name }
    }
}
