import Documents

/// Makes one reading of documents that belong together: a form in two halves, or the same form sent in two formats.
enum ReadingMerger {
    /// - Parameter readings: one for each document with a form, in the order of the message.
    static func merged(_ readings: [PartialReading]) -> [PartialReading] {
        var merged: [PartialReading] = []
        for reading in readings where !isBlankBesideFilled(reading, among: readings) {
            if let index = merged.firstIndex(where: { belongTogether($0, reading) }) {
                merge(reading, into: &merged[index])
            } else {
                merged.append(reading)
            }
        }
        return merged
    }

    private static func isBlankBesideFilled(_ reading: PartialReading, among readings: [PartialReading]) -> Bool {
        reading.isBlank && readings.contains { !$0.isBlank && $0.form.id == reading.form.id }
    }

    /// Whether the two never answer one question differently.
    private static func belongTogether(_ left: PartialReading, _ right: PartialReading) -> Bool {
        guard left.form.reference == right.form.reference else { return false }
        if left.isBlank && right.isBlank { return true }
        let common = left.answered.intersection(right.answered)
        if common.isEmpty { return true }
        // The same form twice: everything that both say is the same, and one says all that the other does.
        guard common == left.answered || common == right.answered else { return false }
        return common.allSatisfy { id in
            left.answers[id]?.value == right.answers[id]?.value
                && left.answers[id]?.otherText == right.answers[id]?.otherText
        }
    }

    private static func merge(_ other: PartialReading, into reading: inout PartialReading) {
        let new = other.answered.subtracting(reading.answered)
        for id in new { reading.answers[id] = other.answers[id] }
        reading.source.parts += other.source.parts
        if other.source.method != reading.source.method { reading.source.method = .mixed }
        reading.findings += other.findings.filter { finding in
            !reading.findings.contains { $0.message == finding.message }
        }
    }
}
