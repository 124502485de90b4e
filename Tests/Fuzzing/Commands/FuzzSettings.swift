import FuzzSupport

@testable import IstimaraCLI

/// The file of settings.
enum FuzzSettings {
    static func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        let (settings, problems) = SettingsReader.read(text, file: "f", environment: [:])
        promise((settings == nil) == !problems.isEmpty, "settings with problems, or neither")
        _ = settings.map { ($0.schedule.description, $0.mailboxes.count) }
    }
}
