import CLibYAML

/// Composes the nodes of a YAML 1.1 document from the events of libyaml.
@safe struct YAMLComposer: ~Copyable {
    struct Failure: Error {
        var line: Int?
        var message: String
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>
    private let tree = YAMLTree()
    private var anchors: [String: Int] = [:]
    private let maximumDepth: Int

    private init(_ text: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        unsafe parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        unsafe self.text = text
        self.maximumDepth = maximumDepth
        _ = unsafe yaml_parser_initialize(parser)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// The nodes of the one document in `yaml`; nil where there is none.
    static func compose(_ yaml: String, maximumDepth: Int) throws(Failure) -> YAMLTree? {
        var yaml = yaml
        let result = yaml.withUTF8 { bytes -> Result<YAMLTree?, Failure> in
            var composer = unsafe YAMLComposer(bytes, maximumDepth: maximumDepth)
            do throws(Failure) {
                return .success(try composer.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    // MARK: Events

    private enum Event {
        case scalar(String, isPlain: Bool)
        case alias(String)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
        case documentStart, streamEnd
        case other
    }

    private func next() throws(Failure) -> (event: Event, anchor: String?, mark: YAMLTree.Mark) {
        var raw = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&raw) }
        let mark = unsafe YAMLTree.Mark(line: Int(raw.start_mark.line) + 1, column: Int(raw.start_mark.column) + 1)
        func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
            unsafe pointer.map { unsafe String(cString: $0) }
        }
        let data = unsafe raw.data
        switch unsafe raw.type {
        case YAML_SCALAR_EVENT:
            let bytes = unsafe UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
            let isPlain = unsafe data.scalar.style == YAML_PLAIN_SCALAR_STYLE
            return unsafe (
                .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain), name(data.scalar.anchor), mark
            )
        case YAML_ALIAS_EVENT: return unsafe (.alias(name(data.alias.anchor) ?? ""), nil, mark)
        case YAML_SEQUENCE_START_EVENT: return unsafe (.sequenceStart, name(data.sequence_start.anchor), mark)
        case YAML_MAPPING_START_EVENT: return unsafe (.mappingStart, name(data.mapping_start.anchor), mark)
        case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, nil, mark)
        case YAML_MAPPING_END_EVENT: return (.mappingEnd, nil, mark)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, nil, mark)
        case YAML_STREAM_END_EVENT: return (.streamEnd, nil, mark)
        default: return (.other, nil, mark)
        }
    }

    // MARK: Nodes

    private mutating func document() throws(Failure) -> YAMLTree? {
        var isFound = false
        while true {
            let (event, _, mark) = try next()
            switch event {
            case .streamEnd: return isFound ? tree : nil
            case .documentStart:
                guard !isFound else {
                    throw Failure(line: mark.line, message: "is not YAML: another document begins here")
                }
                isFound = true
                if let root = try node(depth: 1) { tree.setRoot(root) }
            default: continue
            }
        }
    }

    /// The node that the next events are; nil at the end of a collection.
    private mutating func node(depth: Int) throws(Failure) -> Int? {
        let (event, anchor, mark) = try next()
        if case .sequenceEnd = event { return nil }
        if case .mappingEnd = event { return nil }
        guard depth <= maximumDepth else {
            throw Failure(line: mark.line, message: "is nested deeper than \(maximumDepth)")
        }
        switch event {
        case .scalar(let text, let isPlain):
            return remember(tree.add(.scalar(text, isPlain: isPlain), at: mark), anchor)
        case .alias(let name):
            guard let node = anchors[name] else {
                throw Failure(line: mark.line, message: "is not YAML: undefined alias `\(name)`")
            }
            tree.noteAlias()
            return node
        case .sequenceStart:
            let node = remember(tree.add(.sequence([]), at: mark), anchor)
            var items: [Int] = []
            while let item = try self.node(depth: depth + 1) { items.append(item) }
            tree.fill(node, with: .sequence(items))
            return node
        case .mappingStart:
            let node = remember(tree.add(.mapping([]), at: mark), anchor)
            var pairs: [(key: Int, value: Int)] = []
            while let key = try self.node(depth: depth + 1), let value = try self.node(depth: depth + 1) {
                pairs.append((key, value))
            }
            tree.fill(node, with: .mapping(pairs))
            return node
        case .sequenceEnd, .mappingEnd, .documentStart, .streamEnd, .other: return nil
        }
    }

    private mutating func remember(_ node: Int, _ anchor: String?) -> Int {
        if let anchor { anchors[anchor] = node }
        return node
    }

    // MARK: Errors

    private func failure() -> Failure {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        if unsafe state.error == YAML_READER_ERROR {
            let before = unsafe text.prefix(Int(clamping: state.problem_offset))
            return unsafe Failure(line: 1 + before.count { $0 == 0x0A }, message: "is not YAML: \(problem)")
        }
        let context = unsafe state.context.map { context in
            unsafe " (\(String(cString: context)), begun in line \(state.context_mark.line + 1))"
        }
        return unsafe Failure(
            line: Int(state.problem_mark.line) + 1, message: "is not YAML: \(problem)\(context ?? "")")
    }
}
