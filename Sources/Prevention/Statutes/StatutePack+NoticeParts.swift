package import Workforce

/// Parts of a rule of notice that may have a source of their own.
extension StatutePack.Notice {
    /// The notice of somebody past state-pension age.
    package struct PastPensionAge: Equatable, Sendable, Codable {
        /// In the rule's unit.
        package var length: Int
        /// Whether it is the most that they get (BE), rather than what they get (NL).
        package var isLimit = false
        /// Nil where it was read with the rule itself.
        package var origin: StatuteOrigin?

        package init(length: Int, isLimit: Bool = false, origin: StatuteOrigin? = nil) {
            self.length = length
            self.isLimit = isLimit
            self.origin = origin
        }
    }

    /// The notice that an employee gives.
    package struct ByEmployee: Equatable, Sendable, Codable {
        /// As those of the employer's notice.
        package var steps: [Step]
        /// Nil where it was read with the rule itself.
        package var origin: StatuteOrigin?

        package init(steps: [Step], origin: StatuteOrigin? = nil) {
            self.steps = steps
            self.origin = origin
        }
    }

    /// The most that contracts concluded from a day on get.
    package struct Cap: Equatable, Sendable, Codable {
        package var contractsFrom: CalendarDate
        /// In the rule's unit.
        package var length: Int
        package var origin: StatuteOrigin

        package init(contractsFrom: CalendarDate, length: Int, origin: StatuteOrigin) {
            self.contractsFrom = contractsFrom
            self.length = length
            self.origin = origin
        }
    }

    /// What service before a day adds, fixed since that day: whole months for each period of years begun by then. The
    /// rule's own steps then count service from that day.
    package struct FrozenPart: Equatable, Sendable, Codable {
        package var serviceBefore: CalendarDate
        package var monthsPerPeriod: Int
        package var periodYears: Int
        /// What had to be assumed of the person for it.
        package var englishAssumption: String
        package var dutchAssumption: String
        package var origin: StatuteOrigin

        package init(
            serviceBefore: CalendarDate, monthsPerPeriod: Int, periodYears: Int, englishAssumption: String,
            dutchAssumption: String, origin: StatuteOrigin
        ) {
            self.serviceBefore = serviceBefore
            self.monthsPerPeriod = monthsPerPeriod
            self.periodYears = periodYears
            self.englishAssumption = englishAssumption
            self.dutchAssumption = dutchAssumption
            self.origin = origin
        }

        /// The months that a service earned by the day before it was fixed; 0 where it began later.
        package func months(serviceSince: CalendarDate) -> Int {
            guard serviceSince < serviceBefore else { return 0 }
            let years = serviceSince.completedYears(at: serviceBefore.adding(days: -1))
            return (years / periodYears + 1) * monthsPerPeriod
        }
    }
}
