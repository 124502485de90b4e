/// The names of a part in the walker's vocabulary, by the namespaces declared around the place (Namespaces in XML 1.0).
struct XMLNames<Name: XMLName> {
    /// What a prefix means.
    private struct Meaning {
        /// Empty for the default namespace.
        var prefix: [UInt8]
        /// Our prefix for the namespace: empty for none, nil for one that the walker does not know.
        var ours: String?
    }

    /// What a prefix meant before the element at a depth declared it anew.
    private struct Shadowed {
        var index: Int
        var ours: String?
        var depth: Int
    }

    private struct Known {
        var slice: XMLScanner.Slice
        var name: Name?
    }

    /// Each prefix once. One keeps its meaning beyond the element that declares it, until it is declared anew: programs
    /// that declare `w14` on every check box mean one thing by it.
    private var meanings = [Meaning(prefix: [], ours: "")]
    private var shadowed: [Shadowed] = []
    /// Names resolved under the meanings of now, by their hash; elements and attributes apart, since a name without a
    /// prefix is in the default namespace only as an element's.
    private var elements = [Known?](repeating: nil, count: Self.size)
    private var attributes = [Known?](repeating: nil, count: Self.size)

    private var isClean = true

    private static var size: Int { 256 }

    /// Takes the declarations of the start tag read last.
    mutating func declare(_ scanner: XMLScanner, depth: Int) throws(XMLSyntaxError) {
        for attribute in scanner.attributes {
            let name = scanner.bytes[attribute.name.start..<attribute.name.end]
            guard name.first == UInt8(ascii: "x"), name.starts(with: "xmlns".utf8) else { continue }
            let rest = name.dropFirst(5)
            guard rest.isEmpty || rest.first == Byte.colon else { continue }
            let uri = try scanner.value(attribute.value)
            let ours = uri.isEmpty ? "" : Name.prefix(ofNamespace: uri)
            if let index = meanings.firstIndex(where: { $0.prefix.elementsEqual(rest.dropFirst()) }) {
                guard meanings[index].ours != ours else { continue }
                shadowed.append(Shadowed(index: index, ours: meanings[index].ours, depth: depth))
                meanings[index].ours = ours
            } else {
                // An office program declares some forty.
                guard meanings.count < 1_000 else { throw .broken }
                meanings.append(Meaning(prefix: Array(rest.dropFirst()), ours: ours))
            }
            forget()
        }
    }

    /// Gives the prefixes that elements at this depth or deeper declared anew their meaning back.
    mutating func leave(depth: Int) {
        while let last = shadowed.last, last.depth >= depth {
            meanings[last.index].ours = last.ours
            shadowed.removeLast()
            forget()
        }
    }

    mutating func element(_ slice: XMLScanner.Slice, in bytes: [UInt8]) -> Name? {
        let slot = Int(slice.hash) & (Self.size - 1)
        if let known = elements[slot], known.slice.hash == slice.hash, known.slice.matches(slice, in: bytes) {
            return known.name
        }
        let name = resolve(bytes[slice.start..<slice.end], isAttribute: false)
        isClean = false
        elements[slot] = Known(slice: slice, name: name)
        return name
    }

    mutating func attribute(_ slice: XMLScanner.Slice, in bytes: [UInt8]) -> Name? {
        let slot = Int(slice.hash) & (Self.size - 1)
        if let known = attributes[slot], known.slice.hash == slice.hash, known.slice.matches(slice, in: bytes) {
            return known.name
        }
        let name = resolve(bytes[slice.start..<slice.end], isAttribute: true)
        isClean = false
        attributes[slot] = Known(slice: slice, name: name)
        return name
    }

    private func resolve(_ name: ArraySlice<UInt8>, isAttribute: Bool) -> Name? {
        let colon = name.firstIndex(of: Byte.colon)
        let local = String(decoding: colon.map { name[($0 + 1)...] } ?? name, as: UTF8.self)
        if colon == nil, isAttribute { return Name.named(local) }
        let prefix = colon.map { name[..<$0] } ?? []
        guard let meaning = meanings.first(where: { $0.prefix.elementsEqual(prefix) }), let ours = meaning.ours else {
            return nil
        }
        return Name.named(ours.isEmpty ? local : "\(ours):\(local)")
    }

    private mutating func forget() {
        guard !isClean else { return }
        isClean = true
        for index in elements.indices { elements[index] = nil }
        for index in attributes.indices { attributes[index] = nil }
    }
}
