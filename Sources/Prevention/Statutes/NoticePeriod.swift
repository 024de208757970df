package import Workforce

/// A statutory period of notice and where it ends (domain rules §8).
package struct NoticePeriod: Equatable, Sendable {
    package enum Basis: String, Sendable, Codable {
        /// By completed service.
        case service
        /// The short period past state-pension age.
        case pastPensionAge = "past-pension-age"
        /// The most that contracts of that day get.
        case cap
        /// Given by the employee.
        case byEmployee = "by-employee"
    }

    /// The day on which it is given; in countries that count weeks the first day of the period.
    package var givenOn: CalendarDate
    /// Calendar months, which run first, and weeks after them.
    package var months: Int
    package var weeks: Int
    /// The end of the notice, which is the leave date.
    package var end: CalendarDate
    package var basis: Basis
    /// Completed years of service on the day of the notice.
    package var serviceYears: Int
    /// Of `months` those that service before a day earned for good.
    package var frozenMonths: Int
    /// Index into `StatutePack.notice`.
    package var entry: Int
    /// Whether the law lets it begin on Mondays alone, after the week in which notice is given.
    package var beginsOnMonday = false

    /// The last day on which the notice itself can be given for the period to begin when it does: the Sunday before, where
    /// periods begin on Mondays.
    package var saidBy: CalendarDate { beginsOnMonday ? givenOn.adding(days: -1) : givenOn }

    /// Whether it begins on a day on which the law lets none begin.
    package var beginsOnWrongDay: Bool { beginsOnMonday && givenOn.isoWeekday != 1 }
}

extension StatutePack {
    /// The period of a notice given on a day; nil where the pack has no notice.
    ///
    /// - Parameters:
    ///   - contractSince: the start of the contract itself, which decides about caps; nil is that of the service.
    ///   - pensionDate: the pension date if it is known to have come, or any other.
    package func noticePeriod(
        givenOn: CalendarDate, serviceSince: CalendarDate, contractSince: CalendarDate? = nil,
        pensionDate: CalendarDate?, byEmployee: Bool
    ) -> NoticePeriod? {
        guard let entry = notice.index(inForceOn: givenOn) else { return nil }
        return notice[entry].period(
            NoticePeriod(
                givenOn: givenOn, months: 0, weeks: 0, end: givenOn, basis: byEmployee ? .byEmployee : .service,
                serviceYears: max(0, serviceSince.completedYears(at: givenOn)), frozenMonths: 0, entry: entry,
                beginsOnMonday: notice[entry].beginsOnMonday),
            serviceSince: serviceSince, contractSince: contractSince ?? serviceSince,
            isPastPensionAge: pensionDate.map { $0 <= givenOn } ?? false)
    }

    /// Where the figures of a period were read.
    package func origin(of period: NoticePeriod) -> StatuteOrigin {
        let rule = notice[period.entry]
        let part: StatuteOrigin? =
            switch period.basis {
            case .service: period.frozenMonths > 0 ? rule.frozenPart?.origin : nil
            case .pastPensionAge: rule.pastPensionAge?.origin
            case .cap: rule.cap?.origin
            case .byEmployee: rule.byEmployee.origin
            }
        return rule.origin.joined(with: part)
    }
}

extension StatutePack.Notice {
    /// Fills in how long the period is and where it ends.
    fileprivate func period(
        _ given: NoticePeriod, serviceSince: CalendarDate, contractSince: CalendarDate, isPastPensionAge: Bool
    ) -> NoticePeriod {
        var period = given
        if given.basis == .byEmployee {
            return period.lasting(byEmployee.steps.length(of: serviceSince, at: given.givenOn), of: self)
        }
        if let frozenPart, frozenPart.serviceBefore <= given.givenOn {
            period.frozenMonths = frozenPart.months(serviceSince: serviceSince)
        }
        let counted = period.frozenMonths > 0 ? frozenPart?.serviceBefore ?? serviceSince : serviceSince
        period = period.lasting(length(of: counted, at: given.givenOn), of: self)
        if let cap, contractSince >= cap.contractsFrom {
            period = period.limited(to: cap.length, of: self, by: .cap)
        }
        if isPastPensionAge, let pastPensionAge {
            if pastPensionAge.isLimit {
                period = period.limited(to: pastPensionAge.length, of: self, by: .pastPensionAge)
            } else {
                (period.basis, period.frozenMonths) = (.pastPensionAge, 0)
                period = period.lasting(pastPensionAge.length, of: self)
            }
        }
        return period
    }

    /// The length by service alone: of the last step reached, and what each year begun after the steps adds.
    private func length(of since: CalendarDate, at day: CalendarDate) -> Int {
        var length = steps.length(of: since, at: day)
        guard let first = increases.first?.fromYears, since.hasCompleted(years: first, at: day) else { return length }
        let years = since.completedYears(at: day)
        for (place, increase) in increases.enumerated() where increase.fromYears <= years {
            let next = place + 1 < increases.count ? increases[place + 1].fromYears : Int.max
            length += increase.length * (min(years + 1, next) - increase.fromYears)
        }
        return length
    }
}

extension NoticePeriod {
    /// Frozen months first, then the length in the rule's unit.
    fileprivate func lasting(_ length: Int, of rule: StatutePack.Notice) -> NoticePeriod {
        var period = self
        period.months = frozenMonths + (rule.unit == .months ? length : 0)
        period.weeks = rule.unit == .weeks ? length : 0
        let end = givenOn.adding(months: period.months).adding(days: 7 * period.weeks)
        period.end = rule.endsAtMonthEnd ? end.endOfMonth : end
        return period
    }

    /// The shorter of the period and a length.
    fileprivate func limited(to length: Int, of rule: StatutePack.Notice, by basis: Basis) -> NoticePeriod {
        var limited = self
        (limited.frozenMonths, limited.basis) = (0, basis)
        limited = limited.lasting(length, of: rule)
        return limited.end < end ? limited : self
    }
}

extension [StatutePack.Notice.Step] {
    /// The length of the last step that a service has reached; of the first before it.
    fileprivate func length(of since: CalendarDate, at day: CalendarDate) -> Int {
        (last { since.hasCompleted(serviceMonths: $0.fromMonths, at: day) } ?? first)?.length ?? 0
    }
}

extension CalendarDate {
    /// Whether a service in months is completed at `day`: whole years follow anniversaries, further months keep the day.
    fileprivate func hasCompleted(serviceMonths: Int, at day: CalendarDate) -> Bool {
        serviceMonths % 12 == 0
            ? hasCompleted(years: serviceMonths / 12, at: day) : reaching(ageMonths: serviceMonths) <= day
    }
}
