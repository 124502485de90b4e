/// The start of the machine that the program runs since.
enum SystemBoot {
    /// The kernel's id of it (random(4), `boot_id`); empty where the kernel does not say.
    static let id: String = {
        let bytes = try? FileSystem.read("/proc/sys/kernel/random/boot_id")
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }()
}
