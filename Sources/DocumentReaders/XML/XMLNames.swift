/// The names of a part in the walker's vocabulary, by the namespaces declared around the place (Namespaces in XML 1.0).
struct XMLNames<Name: XMLName> {
    private struct Binding {
        /// Empty for the default namespace.
        var prefix: [UInt8]
        /// Our prefix for it; nil for a namespace that the walker does not know.
        var ours: String?
        /// How many elements are open around the one that declares it.
        var depth: Int
    }

    private struct Known {
        var slice: XMLScanner.Slice
        var name: Name?
    }

    private var bindings: [Binding] = []
    /// Names resolved under the bindings of now, by their hash; elements and attributes apart, since a name without a
    /// prefix is in the default namespace only as an element's.
    private var elements = [Known?](repeating: nil, count: Self.size)
    private var attributes = [Known?](repeating: nil, count: Self.size)

    private static var size: Int { 512 }

    /// Takes the declarations of the start tag read last.
    mutating func declare(_ scanner: XMLScanner, depth: Int) throws(XMLSyntaxError) {
        for attribute in scanner.attributes {
            let name = scanner.bytes[attribute.name.start..<attribute.name.end]
            guard name.first == UInt8(ascii: "x"), name.starts(with: "xmlns".utf8) else { continue }
            let rest = name.dropFirst(5)
            guard rest.isEmpty || rest.first == Byte.colon else { continue }
            let uri = try scanner.value(attribute.value)
            let binding = Binding(
                prefix: Array(rest.dropFirst()), ours: uri.isEmpty ? "" : Name.prefix(ofNamespace: uri), depth: depth)
            // An office program declares some forty, at the root.
            guard bindings.count < 1_000 else { throw .broken }
            let before = bindings.last { $0.prefix == binding.prefix }
            bindings.append(binding)
            if before?.ours != binding.ours || before == nil { forget() }
        }
    }

    /// Drops the declarations of elements at this depth or deeper.
    mutating func leave(depth: Int) {
        guard let last = bindings.last, last.depth >= depth else { return }
        while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
        forget()
    }

    mutating func element(_ slice: XMLScanner.Slice, _ scanner: borrowing XMLScanner) -> Name? {
        let slot = Int(slice.hash) & (Self.size - 1)
        if let known = elements[slot], known.slice.hash == slice.hash, scanner.matches(known.slice, slice) {
            return known.name
        }
        let name = resolve(scanner.bytes[slice.start..<slice.end], isAttribute: false)
        elements[slot] = Known(slice: slice, name: name)
        return name
    }

    mutating func attribute(_ slice: XMLScanner.Slice, _ scanner: borrowing XMLScanner) -> Name? {
        let slot = Int(slice.hash) & (Self.size - 1)
        if let known = attributes[slot], known.slice.hash == slice.hash, scanner.matches(known.slice, slice) {
            return known.name
        }
        let name = resolve(scanner.bytes[slice.start..<slice.end], isAttribute: true)
        attributes[slot] = Known(slice: slice, name: name)
        return name
    }

    private func resolve(_ name: ArraySlice<UInt8>, isAttribute: Bool) -> Name? {
        let colon = name.firstIndex(of: Byte.colon)
        let local = String(decoding: colon.map { name[($0 + 1)...] } ?? name, as: UTF8.self)
        if colon == nil, isAttribute { return Name.named(local) }
        let prefix = colon.map { name[..<$0] } ?? []
        guard let binding = bindings.last(where: { $0.prefix.elementsEqual(prefix) }) else {
            return colon == nil ? Name.named(local) : nil
        }
        guard let ours = binding.ours else { return nil }
        return Name.named(ours.isEmpty ? local : "\(ours):\(local)")
    }

    private mutating func forget() {
        for index in elements.indices { elements[index] = nil }
        for index in attributes.indices { attributes[index] = nil }
    }
}
