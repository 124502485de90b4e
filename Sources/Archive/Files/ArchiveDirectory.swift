import Glibc

/// Makes a directory fit to hold an archive, or says why it is not.
enum ArchiveDirectory {
    /// File systems whose locks and renames other machines share, as mountinfo names them (proc(5)).
    private static let networkTypes: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "coda", "ceph", "ncpfs", "fuse.sshfs", "fuse.glusterfs",
        "fuse.rclone", "fuse.davfs", "fuse.s3fs",
    ]

    /// Creates what is missing, mode 0700, and closes to others what is ours and stands open.
    static func prepare(_ location: ArchiveLocation) throws(ArchiveError) {
        umask(0o077)
        try FileSystem.createDirectories(location.directory)
        try checkOwner(location.directory)
        try refuseNetwork(location.directory)
        try FileSystem.setMode(0o700, of: location.directory)
        var isNew = false
        for path in [location.originals, location.state, location.spool] {
            if try FileSystem.createDirectory(path) { isNew = true }
        }
        if isNew { try FileSystem.synchroniseDirectory(location.directory) }
    }

    /// Removes what an interrupted source left in the spool; the server or file still has it.
    static func emptySpool(_ location: ArchiveLocation) throws(ArchiveError) {
        for name in try FileSystem.names(in: location.spool) {
            try FileSystem.removeTree(location.spool + "/" + name)
        }
    }

    private static func checkOwner(_ path: String) throws(ArchiveError) {
        guard let status = FileSystem.status(of: path) else { throw FileSystem.failure("stat", path) }
        guard status.st_uid == geteuid() else {
            throw ArchiveError(.foreignOwner, "\(path) belongs to uid \(status.st_uid)")
        }
    }

    private static func refuseNetwork(_ path: String) throws(ArchiveError) {
        guard let status = FileSystem.status(of: path) else { throw FileSystem.failure("stat", path) }
        guard let table = try? FileSystem.read("/proc/self/mountinfo") else { return }
        let device = "\(major(of: status.st_dev)):\(minor(of: status.st_dev))"
        if let type = fileSystem(onDevice: device, in: table), networkTypes.contains(type) {
            throw ArchiveError(.networkFileSystem, "\(path) is on \(type)")
        }
    }

    /// The type of the file system on a device; nil where the table does not list it.
    ///
    ///     36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
    static func fileSystem(onDevice device: String, in table: [UInt8]) -> String? {
        for line in table.split(separator: UInt8(ascii: "\n")) {
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-") else { continue }
            return dash + 1 < fields.count ? String(fields[dash + 1]) : nil
        }
        return nil
    }

    /// The bytes that are free for us on the file system of `path`.
    static func freeBytes(_ path: String) throws(ArchiveError) -> Int {
        var system = statvfs()
        guard unsafe statvfs(path, &system) == 0 else { throw FileSystem.failure("statvfs", path) }
        return Int(system.f_bavail) * Int(system.f_frsize)
    }

    private static func major(of device: dev_t) -> UInt { device >> 8 & 0xFFF | device >> 32 & ~0xFFF }
    private static func minor(of device: dev_t) -> UInt { device & 0xFF | device >> 12 & ~0xFF }
}
