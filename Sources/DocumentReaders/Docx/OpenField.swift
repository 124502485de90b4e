import Documents

/// A content control or complex field whose end has not come yet.
final class OpenField {
    /// Where a complex field stands between its `w:fldChar`s; a content control is all result.
    enum Phase { case instruction, result }

    /// The index in the document's fields; nil for one that nobody fills in: a page number, a table of contents.
    var index: Int?
    var phase: Phase
    /// What was read inside it, and inside the fields in it.
    var text = ""
    var hasRun = false
    /// Whether any of it was in no field inside this one.
    var hasOwnText = false
    var isPlaceholder = false
    let isComplex: Bool
    /// The instruction of a complex field: `FORMTEXT`, ` PAGE  \* MERGEFORMAT`.
    var instruction = ""
    var formData: FormFieldData?
    /// The signs that a check box control shows for its two states.
    var checkbox: ControlProperties.Checkbox?

    init(complexWith formData: FormFieldData?) {
        isComplex = true
        phase = .instruction
        self.formData = formData
    }

    init(controlWith index: Int?, _ properties: ControlProperties) {
        isComplex = false
        phase = .result
        self.index = index
        isPlaceholder = properties.isShowingPlaceholder
        checkbox = properties.checkbox
    }
}
