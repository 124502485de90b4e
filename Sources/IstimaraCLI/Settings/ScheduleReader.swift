internal import Forms
internal import FoundationEssentials
internal import Intake

/// Reads `schedule` of the settings: `{every: 5m, idle: true}` or `{calendar: "Mon..Fri *-*-* 08..18:00/15"}`.
enum ScheduleReader {
    /// Where nothing is said, five minutes.
    static let standard = PollSchedule.Rule.every(seconds: 300)

    static func rule(_ schedule: YAMLMapping?) -> PollSchedule.Rule {
        guard let schedule else { return standard }
        let every = schedule.optional("every")
        if let calendar = schedule.optional("calendar") {
            if every != nil { calendar.report("stands beside every: one of the two says when to poll") }
            return self.calendar(calendar) ?? standard
        }
        return every.flatMap(interval) ?? standard
    }

    /// Whether servers are asked to tell of new messages between the cycles: unless the settings say otherwise, where the
    /// schedule is an interval. A calendar says when to poll.
    static func idle(_ schedule: YAMLMapping?) -> Bool {
        guard let schedule else { return true }
        return schedule.optional("idle")?.boolean() ?? (schedule.optional("calendar") == nil)
    }

    private static func interval(_ value: YAMLValue) -> PollSchedule.Rule? {
        guard let text = value.string() else { return nil }
        guard let seconds = Quantities.seconds(text), (1...86_400 * 7).contains(seconds) else {
            value.report("expects a time such as 5m, of a second to a week, and has `\(text)`")
            return nil
        }
        return .every(seconds: seconds)
    }

    private static func calendar(_ value: YAMLValue) -> PollSchedule.Rule? {
        guard let text = value.string() else { return nil }
        do {
            let expression = try CalendarExpression(text)
            if let zone = expression.zone, TimeZone(identifier: zone) == nil {
                value.report("`\(zone)` is not a time zone of the tz database")
                return nil
            }
            let now = Int64(Date.now.timeIntervalSince1970)
            guard expression.next(after: now, utcOffset: { _ in 0 }) != nil else {
                value.report("`\(text)` never comes again")
                return nil
            }
            return .calendar(expression)
        } catch {
            value.report(
                "expects a calendar event such as \"Mon..Fri *-*-* 08..18:00/15\" (systemd.time), "
                    + "and has `\(error.word)`")
            return nil
        }
    }
}

extension PollSchedule.Rule: CustomStringConvertible {
    package var description: String {
        switch self {
        case .every(let seconds): "every \(seconds) s"
        case .calendar(let expression): expression.text
        }
    }
}

extension PollSchedule {
    /// The schedule of the settings; a calendar without a zone of its own means their `time_zone`.
    init(_ settings: Settings) {
        var name = settings.timeZone
        if case .calendar(let expression) = settings.schedule, let zone = expression.zone { name = zone }
        let zone = TimeZone(identifier: name) ?? .gmt
        self.init(settings.schedule) { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) }
    }
}
