/// The names of WordprocessingML that the reader knows (ECMA-376 part 1, 17; [MS-DOCX] for `w14:` and `w15:`).
enum WordName: String, XMLName, CaseIterable {
    // Stories and blocks.
    case document = "w:document", body = "w:body", header = "w:hdr", footer = "w:ftr"
    case footnotes = "w:footnotes", footnote = "w:footnote", endnotes = "w:endnotes", endnote = "w:endnote"
    case comments = "w:comments", comment = "w:comment"
    case paragraph = "w:p", table = "w:tbl", altChunk = "w:altChunk", textBoxContent = "w:txbxContent"
    // Around blocks, rows, cells and runs.
    case customXML = "w:customXml", smartTag = "w:smartTag", hyperlink = "w:hyperlink", simpleField = "w:fldSimple"
    case bidirectionalEmbedding = "w:dir", bidirectionalOverride = "w:bdo"
    case inserted = "w:ins", deleted = "w:del", movedTo = "w:moveTo", movedFrom = "w:moveFrom"
    case bookmarkStart = "w:bookmarkStart", bookmarkEnd = "w:bookmarkEnd"
    case alternateContent = "mc:AlternateContent", choice = "mc:Choice", fallback = "mc:Fallback"
    // Content controls.
    case contentControl = "w:sdt", controlProperties = "w:sdtPr", controlContent = "w:sdtContent"
    case alias = "w:alias", tag = "w:tag", lock = "w:lock", showingPlaceholder = "w:showingPlcHdr"
    case text = "w:text", richText = "w:richText", date = "w:date", picture = "w:picture", group = "w:group"
    case dropDownList = "w:dropDownList", comboBox = "w:comboBox", listItem = "w:listItem"
    case docPartObject = "w:docPartObj", docPartList = "w:docPartList"
    case checkbox = "w14:checkbox", checkboxState = "w14:checked"
    case checkedState = "w14:checkedState", uncheckedState = "w14:uncheckedState"
    case repeatingSection = "w15:repeatingSection", repeatingSectionItem = "w15:repeatingSectionItem"
    // Paragraph properties.
    case paragraphProperties = "w:pPr", paragraphStyle = "w:pStyle", bidirectional = "w:bidi"
    case numberingProperties = "w:numPr", numberingID = "w:numId", numberingLevel = "w:ilvl"
    case outlineLevel = "w:outlineLvl", pageBreakBefore = "w:pageBreakBefore"
    // Runs.
    case run = "w:r", runText = "w:t", deletedText = "w:delText", mathText = "m:t", tab = "w:tab", positionTab =
        "w:ptab"
    case lineBreak = "w:br", carriageReturn = "w:cr", noBreakHyphen = "w:noBreakHyphen", symbol = "w:sym"
    case drawing = "w:drawing", vectorPicture = "w:pict", object = "w:object", blip = "a:blip", imageData =
        "v:imagedata"
    case ruby = "w:ruby", rubyText = "w:rt"
    // Run properties.
    case runProperties = "w:rPr", runStyle = "w:rStyle", bold = "w:b", boldComplex = "w:bCs", italic = "w:i"
    case italicComplex = "w:iCs", underline = "w:u", strike = "w:strike", doubleStrike = "w:dstrike"
    case highlight = "w:highlight", shading = "w:shd", color = "w:color", vanish = "w:vanish", rightToLeft = "w:rtl"
    case fonts = "w:rFonts"
    // Complex fields.
    case fieldCharacter = "w:fldChar", fieldInstruction = "w:instrText", fieldData = "w:ffData", name = "w:name"
    case enabled = "w:enabled", helpText = "w:helpText", statusText = "w:statusText", textInput = "w:textInput"
    case type = "w:type", legacyCheckBox = "w:checkBox", checked = "w:checked", `default` = "w:default"
    case dropDown = "w:ddList", result = "w:result", listEntry = "w:listEntry"
    // Tables.
    case tableProperties = "w:tblPr", visualRightToLeft = "w:bidiVisual", tableCaption = "w:tblCaption"
    case row = "w:tr", rowProperties = "w:trPr", gridBefore = "w:gridBefore", cell = "w:tc", cellProperties = "w:tcPr"
    case gridSpan = "w:gridSpan", verticalMerge = "w:vMerge", horizontalMerge = "w:hMerge"
    // Styles and numbering.
    case style = "w:style", basedOn = "w:basedOn", docDefaults = "w:docDefaults"
    case abstractNumbering = "w:abstractNum", numbering = "w:num", abstractNumberingID = "w:abstractNumId"
    case level = "w:lvl", start = "w:start", numberFormat = "w:numFmt", levelText = "w:lvlText"
    case levelOverride = "w:lvlOverride", startOverride = "w:startOverride", levelRestart = "w:lvlRestart"
    case isLegal = "w:isLgl"
    // Attributes; `w:name` is an element's too.
    case value = "w:val", id = "w:id", character = "w:char", font = "w:font", fill = "w:fill", ascii = "w:ascii"
    case highAnsi = "w:hAnsi", displayText = "w:displayText", listValue = "w:value", multiLine = "w:multiLine"
    case fieldCharacterType = "w:fldCharType", instruction = "w:instr", styleID = "w:styleId"
    case word2010Value = "w14:val"
    // Package parts: relationships and properties.
    case relationship = "pr:Relationship", relationshipType = "Type", target = "Target", targetMode = "TargetMode"
    case title = "dc:title", language = "dc:language", keywords = "cp:keywords", application = "ep:Application"
    case customProperty = "op:property", propertyName = "name"

    private static let vocabulary = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    static func named(_ name: String) -> WordName? { vocabulary[name] }

    static func prefix(ofNamespace uri: String) -> String? {
        switch uri {
        case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main":
            "w"
        case "http://schemas.microsoft.com/office/word/2010/wordml": "w14"
        case "http://schemas.microsoft.com/office/word/2012/wordml": "w15"
        case "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc"
        case "http://schemas.openxmlformats.org/officeDocument/2006/math",
            "http://purl.oclc.org/ooxml/officeDocument/math":
            "m"
        case "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main": "a"
        case "urn:schemas-microsoft-com:vml": "v"
        case "http://schemas.openxmlformats.org/package/2006/relationships": "pr"
        case "http://purl.org/dc/elements/1.1/": "dc"
        case "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp"
        case "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
            "http://purl.oclc.org/ooxml/officeDocument/extendedProperties":
            "ep"
        case "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
            "http://purl.oclc.org/ooxml/officeDocument/customProperties":
            "op"
        default: nil
        }
    }
}

typealias WordCursor = XMLCursor<WordName>

extension XMLCursor<WordName> {
    /// `w:val` of the current element.
    var val: String? { attribute(.value) }

    /// The state of an on/off property (ECMA-376 part 1, 17.17.4): present is on, unless it says otherwise.
    var isOn: Bool { Self.isOn(val) }

    /// An on/off value; nil, the attribute left out, is on.
    static func isOn(_ value: String?) -> Bool {
        switch value?.lowercased() {
        case "0", "false", "off": false
        default: true
        }
    }
}
