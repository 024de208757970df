import Workforce

/// The clocks of one planned event, a selection group with a redundancy date: when its notices go out at the latest, and
/// when it is notified where it is, with others, a collective redundancy (domain rules §8).
struct EventClocks {
    let group: SelectionGroup
    let pack: StatutePack
    /// Of the notices to those who would go, or without a statutory order to everybody exposed.
    let earliest: EarliestNotice

    var all: [Clock] {
        guard let redundancyDate = group.redundancyDate, let first = earliest.notice else { return [] }
        let day = first.saidBy
        let inputs = [
            Evidence.Input("redundancy_date", redundancyDate), Evidence.Input("people", earliest.people),
        ]
        let counted = Statement.people(earliest.people)
        var statement = Statement(
            english: "For notices to \(counted.english) to end by their redundancy dates, the first is given by "
                + "\(day.inEnglish) at the latest (\(first.length.english)).",
            dutch: "Om de opzeggingen van \(counted.dutch) op tijd te laten eindigen, gaat de eerste uiterlijk op "
                + "\(day.inDutch) uit (\(first.length.dutch)).")
        if let beginning = first.beginning { statement += beginning }
        let latest = Clock(
            .noticeLatest, .deadline, on: day, pack: pack, origin: pack.origin(of: first),
            inputs: inputs + first.inputs, statement: statement)
        guard let rule = pack.collectiveNotifications.inForce(on: day) else { return [latest] }
        let notification = rule.latestNotification(forNoticeOn: day)
        var wait: [Evidence.Input] = []
        if let months = rule.waitMonths { wait.append(Evidence.Input("wait_months", months)) }
        if let days = rule.waitDays { wait.append(Evidence.Input("wait_days", days)) }
        return [
            latest,
            Clock(
                .collectiveNotificationLatest, .deadline, on: notification, pack: pack,
                origin: rule.origin.joined(with: pack.origin(of: first)),
                inputs: inputs + [Evidence.Input("notice_latest", day)] + wait,
                statement: Statement(
                    english:
                        "If this is part of a collective redundancy, it is notified by \(notification.inEnglish) at "
                        + "the latest, for the first notice to go out in time.",
                    dutch: "Als dit deel is van een collectief ontslag, wordt het uiterlijk op \(notification.inDutch) "
                        + "gemeld, zodat de eerste opzegging op tijd kan uitgaan.")),
        ]
    }
}
