import Documents

extension WordStory {
    /// Reads the `w:tbl` that the cursor stands on (ECMA-376 part 1, 17.4).
    func table() throws(DocumentError) -> Block {
        var layout = TableLayout()
        try cursor.children { (name) throws(DocumentError) in try self.tableContent(name, into: &layout) }
        return .table(layout.table)
    }

    private func tableContent(_ name: WordName?, into layout: inout TableLayout) throws(DocumentError) {
        switch name {
        case .tableProperties:
            try cursor.children { (name) throws(DocumentError) in
                if name == .visualRightToLeft { layout.table.isRightToLeft = self.cursor.isOn }
                if name == .tableCaption { layout.table.name = self.cursor.val }
            }
        case .row:
            layout.beginRow()
            let outer = changes
            defer { changes = outer }
            try cursor.children { (name) throws(DocumentError) in try self.rowContent(name, into: &layout) }
        case .contentControl:
            try control(.block) { (name) throws(DocumentError) in try self.tableContent(name, into: &layout) }
        case .customXML, .smartTag:
            try cursor.children { (name) throws(DocumentError) in try self.tableContent(name, into: &layout) }
        case .inserted, .deleted, .movedTo, .movedFrom:
            try changed(name) { (name) throws(DocumentError) in try self.tableContent(name, into: &layout) }
        case .alternateContent:
            try alternate { (name) throws(DocumentError) in try self.tableContent(name, into: &layout) }
        default: break
        }
    }

    private func rowContent(_ name: WordName?, into layout: inout TableLayout) throws(DocumentError) {
        switch name {
        case .rowProperties:
            try cursor.children { (name) throws(DocumentError) in
                switch name {
                case .gridBefore: layout.skipColumns(self.cursor.val.flatMap { Int($0) } ?? 0)
                case .inserted: self.changes.insert(.inserted)
                case .deleted: self.changes.insert(.deleted)
                default: break
                }
            }
        case .cell: try cell(into: &layout)
        case .contentControl:
            try control(.block) { (name) throws(DocumentError) in try self.rowContent(name, into: &layout) }
        case .customXML, .smartTag:
            try cursor.children { (name) throws(DocumentError) in try self.rowContent(name, into: &layout) }
        case .inserted, .deleted, .movedTo, .movedFrom:
            try changed(name) { (name) throws(DocumentError) in try self.rowContent(name, into: &layout) }
        case .alternateContent:
            try alternate { (name) throws(DocumentError) in try self.rowContent(name, into: &layout) }
        default: break
        }
    }

    private func cell(into layout: inout TableLayout) throws(DocumentError) {
        try context.budget.spendCell()
        var format = TableLayout.CellFormat()
        var blocks: [Block] = []
        try cursor.children { (name) throws(DocumentError) in
            guard name == .cellProperties else { return try self.block(name, into: &blocks) }
            try self.cursor.children { (name) throws(DocumentError) in
                switch name {
                case .gridSpan: format.columnSpan = self.cursor.val.flatMap { Int($0) } ?? 1
                case .verticalMerge: format.vertical = self.cursor.val == "restart" ? .restart : .continue
                case .horizontalMerge: format.horizontal = self.cursor.val == "restart" ? .restart : .continue
                default: break
                }
            }
        }
        layout.place(blocks, format)
    }
}
