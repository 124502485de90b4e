/// Builds a zip of stored members, byte by byte, so that a test can also build what no program would.
struct ZipBuilder {
    private var local: [UInt8] = []
    private var central: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ bytes: [UInt8], isEncrypted: Bool = false) {
        var common: [UInt8] = []
        common.append16(20)
        common.append16(isEncrypted ? 0x0801 : 0x0800)
        common.append16(0)
        common.append32(0x2101_0000)
        common.append32(Self.crc(bytes))
        common.append32(UInt32(bytes.count))
        common.append32(UInt32(bytes.count))
        common.append16(UInt16(name.utf8.count))
        common.append16(0)

        central += [0x50, 0x4B, 1, 2, 20, 0] + common
        central.append16(0)
        central.append16(0)
        central.append16(0)
        central.append32(0)
        central.append32(UInt32(local.count))
        central += Array(name.utf8)
        local += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
        count += 1
    }

    mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

    var bytes: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end.append16(UInt16(count))
        end.append16(UInt16(count))
        end.append32(UInt32(central.count))
        end.append32(UInt32(local.count))
        end.append16(0)
        return local + central + end
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: UInt16) { self += [UInt8(value & 0xFF), UInt8(value >> 8)] }
    fileprivate mutating func append32(_ value: UInt32) {
        append16(UInt16(value & 0xFFFF))
        append16(UInt16(value >> 16))
    }
}
