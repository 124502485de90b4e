/// How often a classification is right, by its lead: counted on texts whose theme is known.
///
/// The lead is the best score less the greater of the second score and of what stands for no theme. Between two counted
/// leads the confidence lies on the line between them.
package struct ConfidenceCurve: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package var lead: Double
        /// From 0 to 1.
        package var confidence: Double

        package init(lead: Double, confidence: Double) {
            self.lead = lead
            self.confidence = confidence
        }
    }

    /// By rising lead.
    package let points: [Point]

    package init(_ points: [Point] = []) { self.points = points.sorted { $0.lead < $1.lead } }

    /// The confidence at a lead; nil where nothing was counted.
    package func confidence(at lead: Double) -> Double? {
        guard let first = points.first, let last = points.last else { return nil }
        if lead <= first.lead { return first.confidence }
        guard let above = points.firstIndex(where: { $0.lead > lead }) else { return last.confidence }
        let (left, right) = (points[above - 1], points[above])
        let share = (lead - left.lead) / (right.lead - left.lead)
        return left.confidence + share * (right.confidence - left.confidence)
    }
}
