package import Workforce

/// Guidance to other work that the employer owes whom it gives notice (BE: law of 5 September 2001).
package struct OutplacementRule: Equatable, Sendable, Codable, StatuteRule {
    /// By the length of the notice.
    package struct General: Equatable, Sendable, Codable {
        package var minimumNoticeWeeks: Int
        package var hours: Int
        /// Weeks from the start of the notice within which it is offered.
        package var offerWeeks: Int
        package var origin: StatuteOrigin

        package init(minimumNoticeWeeks: Int, hours: Int, offerWeeks: Int, origin: StatuteOrigin) {
            self.minimumNoticeWeeks = minimumNoticeWeeks
            self.hours = hours
            self.offerWeeks = offerWeeks
            self.origin = origin
        }
    }

    /// By age and service, for shorter notices.
    package struct Special: Equatable, Sendable, Codable {
        package var minimumAge: Int
        package var minimumServiceYears: Int
        /// Days after the end of the contract within which it is offered.
        package var offerDaysAfterEnd: Int
        package var origin: StatuteOrigin
        package var offerOrigin: StatuteOrigin

        package init(
            minimumAge: Int, minimumServiceYears: Int, offerDaysAfterEnd: Int, origin: StatuteOrigin,
            offerOrigin: StatuteOrigin
        ) {
            self.minimumAge = minimumAge
            self.minimumServiceYears = minimumServiceYears
            self.offerDaysAfterEnd = offerDaysAfterEnd
            self.origin = origin
            self.offerOrigin = offerOrigin
        }
    }

    package enum Regime: String, Sendable, Codable { case general, special }

    package var from: CalendarDate
    package var general: General
    package var special: Special

    package var origin: StatuteOrigin { general.origin }

    package init(from: CalendarDate, general: General, special: Special) {
        self.from = from
        self.general = general
        self.special = special
    }

    /// The regime that a notice falls under, by what is known on its first day; nil where there is no right, or where
    /// the special one cannot be told for want of a birth date.
    package func regime(
        noticeFrom start: CalendarDate, to end: CalendarDate, serviceSince: CalendarDate, birthDate: CalendarDate?
    ) -> Regime? {
        if end.dayNumber - start.dayNumber >= general.minimumNoticeWeeks * 7 { return .general }
        guard let birthDate, birthDate.completedYears(at: start) >= special.minimumAge,
            serviceSince.completedYears(at: start) >= special.minimumServiceYears
        else { return nil }
        return .special
    }
}
