package import Outcomes
package import Prevention
package import Workforce

/// What one scan found and what changed since the one before: the planner's morning reading, inside only.
package struct ScanSummary: Codable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case live
        /// An earlier date, kept apart, nothing outward.
        case replay
        case dryRun = "dry-run"
    }

    /// A group that the plan takes below its supply.
    package struct GroupAtRisk: Codable, Sendable, Equatable {
        package var jobGroup: String
        package var title: String?
        package var establishment: String
        package var place: String?
        package var region: String?
        package var redundancyDate: CalendarDate
        package var isClosing: Bool
        package var people: Int
        package var heads: Int
        package var toGo: Int
        /// Hundredths of FTE.
        package var surplus: Int
        package var indicatedCentiFTE: Int
        /// What those indicated are to cover: the surplus less what people in phase 3 leave anyway.
        package var toCover: Int
        package var hasStatutoryOrder: Bool
        package var missingBirthDates: Int
        package var futureHires: Int
        package var announcedOn: CalendarDate?
        package var embargoUntil: CalendarDate?
    }

    /// One alert or offer as it stands after this scan.
    package struct Outward: Codable, Sendable, Equatable {
        package var subject: String
        package var title: String
        /// True count inside; for an offer its places.
        package var count: Int
        /// As `alerts list` and `offers list` name it: `published`, `needs-release`, `withdrawing`, …
        package var state: String
        /// Why it does not go out, empty when it does.
        package var reason: String
        /// Title and reason as a Dutch summary has them.
        package var dutchTitle: String
        package var dutchReason: String
        package var isOffer: Bool

        /// An alert, by what its cell is.
        package init(subject: String, title: Statement, count: Int, state: String, reason: Statement) {
            self.init(subject, title, count, state, reason, isOffer: false)
        }

        /// An offer, as `internship` and its code.
        package init(subject: String, title: String, count: Int, state: String, reason: Statement) {
            let code = title.split(separator: " ", maxSplits: 1).last.map(String.init) ?? title
            self.init(subject, .internship(code), count, state, reason, isOffer: true)
        }

        private init(
            _ subject: String, _ title: Statement, _ count: Int, _ state: String, _ reason: Statement, isOffer: Bool
        ) {
            (self.subject, self.count, self.state, self.isOffer) = (subject, count, state, isOffer)
            (self.title, dutchTitle) = (title.english, title.dutch)
            (self.reason, dutchReason) = (reason.english, reason.dutch)
        }
    }

    /// What the draws of groups' futures add (domain rules §6).
    package struct Likely: Codable, Sendable, Equatable {
        /// People in phase 2 by `likely`, whom the plan alone does not indicate.
        package var people: Int
        /// Groups with a forecast, and the redundancies expected in them, in hundredths of people.
        package var groups: Int
        package var expected: Int
        /// Establishments whose headcount has been declining.
        package var declining: [EstablishmentTrend]
    }

    package var kind: Kind
    package var asOf: CalendarDate
    package var snapshotDate: CalendarDate
    package var isStale = false
    /// The date is still to come: nothing goes to partners.
    package var isAhead = false
    /// People in service.
    package var people = 0
    /// People by phase, 1 to 4.
    package var phases: [Int] = [0, 0, 0, 0]
    /// People in service at the scan before.
    package var formerPeople: Int?
    /// People by phase at the scan before, or nil when this is the first.
    package var formerPhases: [Int]?
    /// People who entered each phase since the scan before, 1 to 4.
    package var entered: [Int] = [0, 0, 0, 0]
    /// Rows that this scan wrote because a person's result changed.
    package var changedResults = 0
    package var groups: [GroupAtRisk] = []
    package var groupsAtRisk = 0
    /// What is likely beside what is planned; nil where no probabilities were computed.
    package var likely: Likely?
    /// Statutory units that reach a threshold of collective redundancy within the horizon, or three quarters of it; nil in
    /// summaries of versions that did not count.
    package var odometer: [OdometerReading]?
    /// Organisation scores by outcome, economic, wellbeing, legitimacy.
    package var scores: [Double?] = []
    /// Units whose vitality is low, the lowest first; nil in summaries of versions that did not look.
    package var lowVitality: [UnitVitality]?
    /// What statute files that are otherwise than at the scan before moved; nil where none is.
    package var clocksMoved: ClockTally?
    /// What is otherwise than at the scan before; nil for the first scan and for replays.
    package var changes: ScanChanges?
    /// What the next regular release tells partners, as things stand.
    package var upcoming: [ScanChanges.Outward] = []
    /// What the employer calls the jobs of an ISCO-08 unit group: the first title of each.
    package var jobsByOccupation: [String: String] = [:]
    package var alerts: [Outward] = []
    package var offers: [Outward] = []
    /// Crises that partners may hear of; nil in summaries of versions that did not look.
    package var crises: [Outward]?
    package var withheld: [Outward] = []
    /// How often partners answered through their API since the scan before, by kind; nil where they did not.
    package var partnerAnswers: [String: Int]?
    /// Events queued by an immediate release, by partner.
    package var released: [String: Int] = [:]
    /// The moment of the next release in UTC, and as the clock at the employer's says it.
    package var nextRelease: String?
    package var nextReleaseLocal: String?
    /// How often each warning came up.
    package var warnings: [String: Int] = [:]
    /// Seconds by stage.
    package var seconds: [String: Double] = [:]

    package init(kind: Kind, asOf: CalendarDate, snapshotDate: CalendarDate) {
        self.kind = kind
        self.asOf = asOf
        self.snapshotDate = snapshotDate
    }
}
