import Documents

/// The controls of a document by what they hold of the form: by tag, by the head of their title, by the bookmark around
/// them, or by a cut name.
struct ControlIndex {
    /// A control of the document, by its position among the fields.
    struct Control {
        var tag: ControlTag
        var field: Int
    }

    private(set) var controls: [Control] = []
    /// Controls with content that belong to no question.
    private(set) var strangers: [Int] = []

    /// - Parameter names: the form's; most documents have tags, and need no name looked up.
    init(_ fields: [Field], form: FormDefinition, names: Deferred<ControlNames>) {
        let questions = Set(form.questions.map(\.id))
        for (index, field) in fields.enumerated() where field.kind != .group && field.kind != .button {
            func known(_ tag: ControlTag?) -> ControlTag? { tag.flatMap { questions.contains($0.question) ? $0 : nil } }
            var tag =
                known(field.name.flatMap { ControlTag($0) }) ?? known(field.title.flatMap { ControlTag(title: $0) })
                ?? known(field.bookmark.flatMap { ControlTag(bookmark: $0) })
            if tag == nil, let name = field.name {
                tag = names.value.tag(name, isBox: field.kind == .checkbox || field.kind == .radio)
            }
            if let tag {
                controls.append(Control(tag: tag, field: index))
            } else if field.isPlaceholder == false, field.value?.isEmpty == false || field.isChecked == true {
                strangers.append(index)
            }
        }
    }
}

/// Names of form fields that are not tags: dots become underscores, and Word cuts a bookmark's name at 20 characters.
struct ControlNames: Sendable {
    private var tags: [String: [ControlTag]] = [:]

    init(_ form: FormDefinition) {
        for question in form.questions {
            var all = question.controlTags
            if question.isDropDown { all += question.choiceCodes.map { .choice(question: question.id, code: $0) } }
            all.append(.answer(question: question.id))
            for tag in Set(all) {
                let name = String(tag.description.map { $0 == "." ? "_" : $0 })
                for key in Set([name, String(name.prefix(Self.longestBookmark))]) { tags[key, default: []].append(tag) }
            }
        }
    }

    private static let longestBookmark = 20

    /// The tag that the name can only mean; a box is no text, and the words beside "other" are no box.
    func tag(_ name: String, isBox: Bool) -> ControlTag? {
        guard let candidates = tags[name] else { return nil }
        if candidates.count == 1 { return candidates[0] }
        let fitting = candidates.filter { tag in
            switch tag {
            case .choice, .cellChoice: isBox
            case .otherText: !isBox
            case .answer, .cell: true
            }
        }
        return fitting.count == 1 ? fitting[0] : nil
    }
}
