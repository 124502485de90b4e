internal import FoundationEssentials

/// Where the settings are looked for.
package enum SettingsLocation {
    /// The file that holds: `--config`, else `ISTIMARA_CONFIG`, else the first that exists of the usual places.
    package static func find(
        option: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandFailure) -> String {
        if let option { return try existing(option, named: "--config") }
        if let named = environment["ISTIMARA_CONFIG"], !named.isEmpty {
            return try existing(named, named: "ISTIMARA_CONFIG")
        }
        let places = usualPlaces(environment: environment)
        if let found = places.first(where: { FileManager.default.fileExists(atPath: $0) }) { return found }
        throw CommandFailure(
            .configuration, code: "settings_missing",
            "no settings found. Looked for --config FILE, ISTIMARA_CONFIG, \(places.joined(separator: ", "))")
    }

    private static func usualPlaces(environment: [String: String]) -> [String] {
        var places = ["./config/istimara.yaml"]
        if let base = environment["XDG_CONFIG_HOME"], !base.isEmpty {
            places.append("\(base)/istimara/istimara.yaml")
        } else if let home = environment["HOME"], !home.isEmpty {
            places.append("\(home)/.config/istimara/istimara.yaml")
        }
        places.append("/etc/istimara/istimara.yaml")
        return places
    }

    private static func existing(_ path: String, named name: String) throws(CommandFailure) -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.configuration, code: "settings_missing", "\(name): \(path): no such file")
        }
        return path
    }
}
