/// Sizes and times as people write them in settings.
package enum Quantities {
    /// `50MB`, `512MiB`, `4096`: a number of bytes; nil where it is none.
    package static func bytes(_ text: String) -> Int? {
        quantity(
            text,
            units: [
                "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "kib": 1 << 10, "mib": 1 << 20,
                "gib": 1 << 30,
            ])
    }

    /// `30`, `30s`, `5m`, `2h`, `1d`: a number of seconds; nil where it is none.
    package static func seconds(_ text: String) -> Int? {
        quantity(text, units: ["": 1, "s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400])
    }

    /// A size for people: `48.2 MB`.
    package static func describe(bytes: Int) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var index = 0
        while value >= 1_000, index < units.count - 1 {
            value /= 1_000
            index += 1
        }
        return index == 0 || value >= 100 || value == value.rounded()
            ? "\(Int(value.rounded())) \(units[index])" : "\((value * 10).rounded() / 10) \(units[index])"
    }

    private static func quantity(_ text: String, units: [String: Int]) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "_" }.filter { $0 != "_" }
        let unit = text.drop { $0.isASCII && $0.isNumber || $0 == "_" }.filter { $0 != " " }.lowercased()
        guard let number = Int(digits), let factor = units[unit] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
