import Glibc

/// The folders of the views on disk: written beside and renamed, only where they differ.
struct ViewTree {
    static let roots = ["themes", "review", "quarantine"]

    let place: ViewPlace

    private var workshop: String { place.path + "/.new" }

    /// Creates the view's root and its three trees.
    func prepare() throws(ArchiveError) {
        try FileSystem.createDirectories(place.path)
        try FileSystem.removeTree(workshop)
        for root in Self.roots { try createDirectory(place.path + "/" + root) }
    }

    /// Makes a folder be exactly what it should be; true if it was not.
    @discardableResult
    func write(_ folder: ViewFolder) throws(ArchiveError) -> Bool {
        let target = place.path + "/" + folder.path
        if try holds(folder, at: target) { return false }
        try FileSystem.removeTree(workshop)
        try createDirectory(workshop)
        for file in folder.files { try write(file) }
        try createParents(of: folder.path)
        try FileSystem.removeTree(target)
        try FileSystem.rename(workshop, to: target)
        return true
    }

    /// Removes a folder, and those above it that are empty then.
    func remove(_ path: String) throws(ArchiveError) {
        try FileSystem.removeTree(place.path + "/" + path)
        var parts = path.split(separator: "/")
        while parts.count > 2 {
            parts.removeLast()
            guard unsafe rmdir(place.path + "/" + parts.joined(separator: "/")) == 0 else { return }
        }
    }

    /// Removes whatever stands in the three trees and is not in one of `folders`.
    func prune(keeping folders: Set<String>) throws(ArchiveError) {
        var kept: Set<String> = []
        for folder in folders {
            var parts = folder.split(separator: "/")
            while parts.count > 1 {
                parts.removeLast()
                kept.insert(parts.joined(separator: "/"))
            }
        }
        for root in Self.roots { try prune(root, folders: folders, parents: kept.union(Self.roots)) }
    }

    private func prune(_ path: String, folders: Set<String>, parents: Set<String>) throws(ArchiveError) {
        for name in try FileSystem.names(in: place.path + "/" + path) {
            let child = path + "/" + name
            if folders.contains(child) { continue }
            if parents.contains(child), FileSystem.kind(of: place.path + "/" + child) == .directory {
                try prune(child, folders: folders, parents: parents)
            } else {
                try FileSystem.removeTree(place.path + "/" + child)
            }
        }
    }

    private func holds(_ folder: ViewFolder, at path: String) throws(ArchiveError) -> Bool {
        guard FileSystem.kind(of: path) == .directory,
            try FileSystem.names(in: path) == folder.files.map(\.name).sorted()
        else { return false }
        for file in folder.files {
            let status = FileSystem.status(of: path + "/" + file.name)
            guard status?.st_size == off_t(file.content.count), status.map({ $0.st_mode & 0o777 }) == mode(of: file),
                try FileSystem.read(path + "/" + file.name) == file.content
            else { return false }
        }
        return true
    }

    private func write(_ file: ViewFolder.File) throws(ArchiveError) {
        let path = workshop + "/" + file.name
        try FileSystem.Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL).write(file.content[...], path: path)
        try own(path, mode: mode(of: file))
    }

    private func mode(of file: ViewFolder.File) -> mode_t { file.isCopy ? place.copyMode : place.fileMode }

    private func createParents(of path: String) throws(ArchiveError) {
        var parent = place.path
        for part in path.split(separator: "/").dropLast() {
            parent += "/" + part
            try createDirectory(parent)
        }
    }

    private func createDirectory(_ path: String) throws(ArchiveError) {
        if try FileSystem.createDirectory(path) {
            try own(path, mode: place.mode)
        } else if FileSystem.kind(of: path) != .directory {
            throw ArchiveError(.inputOutput, "\(path) is not a directory")
        }
    }

    private func own(_ path: String, mode: mode_t) throws(ArchiveError) {
        if let group = place.group {
            guard unsafe lchown(path, uid_t.max, group) == 0 else { throw FileSystem.failure("chown", path) }
        }
        try FileSystem.setMode(mode, of: path)
    }
}
