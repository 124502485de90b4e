import Glibc

/// The folders of the views on disk: written beside and put in place in one step, only where they differ.
struct ViewTree {
    static let roots = ["themes", "review", "quarantine"]

    let place: ViewPlace

    private var workshop: String { place.path + "/.new" }

    /// Creates the view's root and its three trees.
    func prepare() throws(ArchiveError) {
        try FileSystem.createDirectories(place.path)
        try FileSystem.removeTree(workshop)
        try FileSystem.removeTree(place.path + "/.old")
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
        try put(workshop, at: target)
        return true
    }

    /// Puts a finished folder where it belongs; one that stood there changes places with it, so that there is no moment
    /// without either. File shares that know no such step see the old one go a moment before the new one comes.
    private func put(_ folder: String, at target: String) throws(ArchiveError) {
        guard FileSystem.kind(of: target) != nil else { return try FileSystem.rename(folder, to: target) }
        if try FileSystem.exchange(folder, target) { return try FileSystem.removeTree(folder) }
        let old = place.path + "/.old"
        try FileSystem.removeTree(old)
        try FileSystem.rename(target, to: old)
        try FileSystem.rename(folder, to: target)
        try FileSystem.removeTree(old)
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
        try forEachStranger(to: folders) { path throws(ArchiveError) in
            try FileSystem.removeTree(place.path + "/" + path)
        }
    }

    private func forEachStranger(
        to folders: Set<String>, _ body: (String) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        var parents = Set(Self.roots)
        for folder in folders {
            var parts = folder.split(separator: "/")
            while parts.count > 1 {
                parts.removeLast()
                parents.insert(parts.joined(separator: "/"))
            }
        }
        for root in Self.roots { try forEachStranger(in: root, folders: folders, parents: parents, body) }
    }

    private func forEachStranger(
        in path: String, folders: Set<String>, parents: Set<String>, _ body: (String) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        guard FileSystem.kind(of: place.path + "/" + path) == .directory else { return }
        for name in try FileSystem.names(in: place.path + "/" + path) {
            let child = path + "/" + name
            if folders.contains(child) { continue }
            if parents.contains(child), FileSystem.kind(of: place.path + "/" + child) == .directory {
                try forEachStranger(in: child, folders: folders, parents: parents, body)
            } else {
                try body(child)
            }
        }
    }

    /// Whether a folder is on disk exactly what it should be.
    func holds(_ folder: ViewFolder) throws(ArchiveError) -> Bool {
        try holds(folder, at: place.path + "/" + folder.path)
    }

    /// Whatever stands in the three trees and is neither one of `folders` nor above one.
    func strangers(to folders: Set<String>) throws(ArchiveError) -> [String] {
        var strangers: [String] = []
        try forEachStranger(to: folders) { path throws(ArchiveError) in strangers.append(path) }
        return strangers
    }

    private func holds(_ folder: ViewFolder, at path: String) throws(ArchiveError) -> Bool {
        guard FileSystem.kind(of: path) == .directory,
            try FileSystem.names(in: path) == folder.files.map(\.name).sorted()
        else { return false }
        for file in folder.files {
            let status = FileSystem.status(of: path + "/" + file.name)
            guard status?.st_size == off_t(file.content.count), status.map({ $0.st_mode & 0o777 }) == mode(of: file),
                place.group == nil || status?.st_gid == place.group,
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
