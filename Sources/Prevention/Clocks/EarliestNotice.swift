import Workforce

/// The earliest of the latest notices to several people, found one after the other (domain rules §8).
struct EarliestNotice {
    private(set) var notice: NoticePeriod?
    /// How many can be given notice.
    private(set) var people = 0

    /// Who can still get theirs on the earliest day so far is not looked at more closely: a search for everybody took
    /// longer than all other rules of a night.
    mutating func add(noticeTo person: Person, endingBy limit: CalendarDate, _ jurisdiction: Jurisdiction) {
        if let notice, let sameDay = jurisdiction.notice(to: person, givenOn: notice.givenOn, endingBy: limit),
            !EarliestNotice.isEarlier(sameDay, notice)
        {
            people += 1
        } else if let latest = jurisdiction.latestNotice(to: person, endingBy: limit) {
            people += 1
            if notice.map({ EarliestNotice.isEarlier(latest, $0) }) ?? true { notice = latest }
        }
    }

    /// On one day the longer notice decides what is said.
    private static func isEarlier(_ left: NoticePeriod, _ right: NoticePeriod) -> Bool {
        (left.saidBy, right.end) < (right.saidBy, left.end)
    }
}
