import Documents
import ZipPackage

/// An OPC package (ECMA-376 part 2): parts by name, and the relationships between them.
final class OfficePackage {
    struct Relationship {
        /// The last path component of its type, the same in the transitional and the strict namespace: `header`.
        var kind: String
        /// A part's name, or an address where ``isExternal``.
        var target: String
        var isExternal: Bool
    }

    private let zip: ZipPackage
    private let budget: ReadingBudget

    init(_ bytes: [UInt8], budget: ReadingBudget) throws(DocumentError) {
        do {
            zip = try ZipPackage(bytes, limits: budget.limits.zip)
        } catch {
            throw DocumentError(error)
        }
        self.budget = budget
    }

    func contains(_ part: String) -> Bool { zip.contains(part) }

    /// A cursor on a part's root; nil where there is no such part.
    func cursor(_ part: String) throws(DocumentError) -> WordCursor? {
        do {
            guard let bytes = try zip.read(part) else { return nil }
            return try WordCursor(bytes, part: part, budget: budget)
        } catch let error as ZipError {
            throw DocumentError(error)
        } catch let error as DocumentError {
            throw error
        } catch {
            throw DocumentError(.broken, part)
        }
    }

    /// The relationships of a part; of the package itself for an empty name.
    func relationships(of part: String) throws(DocumentError) -> [Relationship] {
        let folder = part.lastIndex(of: "/").map { part[..<$0] } ?? ""
        let file = part.split(separator: "/").last ?? ""
        guard let cursor = try cursor("\(folder)/_rels/\(file).rels".trimmingSlash) else { return [] }
        var relationships: [Relationship] = []
        try cursor.children { (name) throws(DocumentError) in
            guard name == .relationship, let type = cursor.attribute(.relationshipType),
                let target = cursor.attribute(.target)
            else { return }
            let isExternal = cursor.attribute(.targetMode)?.lowercased() == "external"
            relationships.append(
                Relationship(
                    kind: type.split(separator: "/").last.map(String.init) ?? type,
                    target: isExternal ? target : Self.resolve(target, in: folder), isExternal: isExternal))
        }
        return relationships
    }

    /// A target relative to its source's folder as a part's name.
    private static func resolve(_ target: String, in folder: Substring) -> String {
        var components = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for component in target.split(separator: "/") where component != "." {
            if component == ".." {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        return components.joined(separator: "/")
    }
}

extension String {
    fileprivate var trimmingSlash: String { hasPrefix("/") ? String(dropFirst()) : self }
}
