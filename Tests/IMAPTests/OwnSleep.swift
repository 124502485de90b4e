import Glibc

enum OwnSleep {
    static func milliseconds(_ count: Int) { usleep(UInt32(count) * 1_000) }
}
