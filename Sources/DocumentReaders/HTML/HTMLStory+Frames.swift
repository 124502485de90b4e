import Documents

extension HTMLStory {
    /// How much has been read.
    var position: (frames: Int, blocks: Int, runs: Int) {
        (frames.count, frames[frames.count - 1].blocks.count, runs.count)
    }

    /// Opens the frame that an element needs, if it needs one.
    func openFrame(_ name: String, _ attributes: [String: String]) throws(DocumentError) -> Bool {
        switch name {
        case "table":
            let layout = HTMLTableLayout(isRightToLeft: state.isRightToLeft ?? false, name: attributes["summary"])
            frames.append(Frame(kind: .table(layout)))
            return true
        case "tr":
            guard case .table(var layout) = frames[frames.count - 1].kind else { return false }
            layout.beginRow()
            frames[frames.count - 1].kind = .table(layout)
            return false
        case "td", "th":
            guard case .table = frames[frames.count - 1].kind else { return false }
            try budget.spendCell()
            let (columns, rows) = (attributes["colspan"].flatMap { Int($0) }, attributes["rowspan"].flatMap { Int($0) })
            frames.append(Frame(kind: .cell(columnSpan: columns ?? 1, rowSpan: rows ?? 1)))
            return true
        default:
            switch HTMLQuotation(name, attributes) {
            case .element?:
                flush()
                frames.append(Frame(kind: .quotation))
                return true
            case .thread?:
                flush()
                frames.append(Frame(kind: .thread))
                return true
            case .rest?:
                quoteRest()
                return false
            case nil: return false
            }
        }
    }

    /// Hands a frame's blocks to the one around it; text between cells follows its table.
    func closeFrame() {
        guard frames.count > 1, let frame = frames.popLast() else { return }
        switch frame.kind {
        case .page: frames[0].blocks += frame.blocks
        case .quotation: if !frame.blocks.isEmpty { add(.container(.quoted, frame.blocks)) }
        case .thread: for block in HTMLQuotation.settled(frame.blocks) { add(block) }
        case .table(let layout):
            if !layout.table.rows.isEmpty { add(.table(layout.table)) }
            for block in frame.blocks { add(block) }
        case .cell(let columnSpan, let rowSpan):
            guard case .table(var layout) = frames[frames.count - 1].kind else {
                for block in frame.blocks { add(block) }
                return
            }
            // Released first, so that the layout is changed in place.
            frames[frames.count - 1].kind = .page
            layout.place(frame.blocks, columnSpan: columnSpan, rowSpan: rowSpan)
            frames[frames.count - 1].kind = .table(layout)
        }
    }

    /// Quotes all that follows, to the end of the element that the head of the quoted mail stands in.
    ///
    /// Outlook writes that head into an element or two of its own; those that hold nothing else are passed over.
    private func quoteRest() {
        flush()
        var owner = elements.indices.last
        while let index = owner, elements[index].name == "div", elements[index].frames == 0,
            elements[index].start == position
        {
            owner = index > 0 ? index - 1 : nil
        }
        frames.append(Frame(kind: .quotation))
        if let owner { elements[owner].frames += 1 }
    }
}
