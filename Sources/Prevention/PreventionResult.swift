package import Workforce

/// The rules of the prevention phase, as bits in the order of domain rules §5.
package struct PhaseRules: OptionSet, Hashable, Sendable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let ended = PhaseRules(rawValue: 1 << 0)
    package static let notice = PhaseRules(rawValue: 1 << 1)
    package static let agreedExit = PhaseRules(rawValue: 1 << 2)
    package static let declared = PhaseRules(rawValue: 1 << 3)
    package static let announced = PhaseRules(rawValue: 1 << 4)
    package static let indicated = PhaseRules(rawValue: 1 << 5)
    package static let closing = PhaseRules(rawValue: 1 << 6)
    package static let likely = PhaseRules(rawValue: 1 << 7)
    package static let fixedTermEnd = PhaseRules(rawValue: 1 << 8)
    package static let assignmentEnd = PhaseRules(rawValue: 1 << 9)
    package static let base = PhaseRules(rawValue: 1 << 10)

    package static let names: [String] = [
        "ended", "notice", "agreed-exit", "declared", "announced", "indicated", "closing", "likely", "fixed-term-end",
        "assignment-end", "base",
    ]

    /// The identifiers that people cite, in the order of domain rules §5.
    package var identifiers: [String] {
        PhaseRules.names.indices.filter { rawValue & (1 << UInt16($0)) != 0 }.map { PhaseRules.names[$0] }
    }
}

/// What lies behind a phase (domain rules §5). Outward, an ending contract is never called a redundancy.
package enum Cause: UInt8, Sendable, CaseIterable, Codable {
    case none = 0
    case surplus
    case contractEnd
    case individual

    package var code: String {
        switch self {
        case .none: ""
        case .surplus: "surplus"
        case .contractEnd: "contract-end"
        case .individual: "individual"
        }
    }
}

/// The place of a person in the statutory order of a group with a redundancy date (domain rules §4).
package enum Selection: UInt8, Sendable, CaseIterable {
    case none = 0
    case exposed
    case indicated

    package var code: String { String(describing: self) }
}

/// Vital signs of phase 1 (domain rules §5); each has its value elsewhere in the columns.
package struct VitalSigns: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let inertia = VitalSigns(rawValue: 1 << 0)
    package static let untrained = VitalSigns(rawValue: 1 << 1)
    package static let fewOptions = VitalSigns(rawValue: 1 << 2)
    package static let decliningJob = VitalSigns(rawValue: 1 << 3)

    package var identifiers: [String] {
        let names = ["inertia", "untrained", "few-options", "declining-job"]
        return names.indices.filter { rawValue & (1 << UInt8($0)) != 0 }.map { names[$0] }
    }
}

/// One selection group, (job group, establishment), with what the plan does to it (domain rules §3, §4).
package struct SelectionGroup: Equatable, Sendable {
    /// So many people more to go from a date on.
    package struct Going: Equatable, Sendable {
        package var date: CalendarDate
        package var people: Int
    }

    package var jobGroup: String
    package var establishment: String
    /// ISO 3166-1 alpha-2.
    package var country: String
    /// Whether the country has a statutory order; without it the group is exposed as a whole.
    package var hasStatutoryOrder = false
    /// In-service people at asOf, externals included.
    package var inService = 0
    /// Supply at asOf, hundredths of FTE.
    package var supply = 0
    /// The largest surplus within the horizon, hundredths of FTE.
    package var surplus = 0
    package var redundancyDate: CalendarDate?
    package var isClosing = false
    /// The date that the order is made for (t*).
    package var decisiveDate: CalendarDate?
    /// Reference date of the order.
    package var referenceDate: CalendarDate?
    /// People who come into the order.
    package var heads = 0
    /// Their FTE in hundredths.
    package var headsCentiFTE = 0
    /// Surplus at t* less what people in phase 3 still contribute to supply then, hundredths of FTE: what those
    /// indicated are to cover.
    package var toCover = 0
    /// People to go at t*; 0 where the country has no statutory order.
    package var toGo = 0
    /// FTE of those indicated, in hundredths ("indicated cover x of y FTE").
    package var indicatedCentiFTE = 0
    /// When how many of those to go would go, place by place, in any country: the first date whose number to go reaches a
    /// place, else t*.
    package var going: [Going] = []
    /// Largest number to go at any evaluated date within the horizon: the displacement guard of internships (§11).
    package var largestToGo = 0
    /// Indexes into `Workforce.plan` of the rows in force at any date at which the group has a surplus.
    package var planRows: [Int] = []
    /// Future hires into the group (reported where there is a surplus, §2).
    package var futureHires = 0
    /// What the draws of the group's future say; nil where neither a plan nor a trend takes anything away.
    package var forecast: GroupForecast?
    /// Rows whose missing birth date kept the order of the partly needed rank group from being computed (§4.6).
    package var missingBirthDates: [Int] = []

    package init(jobGroup: String, establishment: String, country: String) {
        self.jobGroup = jobGroup
        self.establishment = establishment
        self.country = country
    }
}

/// What one run found: a column per property, a row per row of `Workforce.employees`.
package struct PreventionResult: Sendable {
    package var asOf: CalendarDate
    /// 1–4; 0 where the person has no phase, hence no row anywhere.
    package var phase: [UInt8] = []
    package var rules: [PhaseRules] = []
    package var cause: [Cause] = []
    package var selection: [Selection] = []
    /// Place in the order, from 1; 0 where there is none.
    package var rank: [Int32] = []
    package var tied: [Bool] = []
    package var redundancyDate = DateColumn()
    package var expectedExit = DateColumn()
    package var vitalSigns: [VitalSigns] = []
    /// Chance of redundancy within the horizon, in hundredths (domain rules §6); 0 where the group is not drawn,
    /// `noProbability` for whom it is no question: notice is given, or the person is not in service.
    package var probability: [UInt8] = []
    /// Index into `groups`; every person has one, leavers too.
    package var group: [Int32] = []
    /// In code order: job group first, then establishment, bytes.
    package var groups: [SelectionGroup] = []
    /// Warnings for the operator; subjects by row in `Workforce.employees`, never by name.
    package var warnings: [RowWarning] = []

    /// What the probabilities rest on; nil where policy leaves them out.
    package var grounds: ForecastGrounds?

    /// The mark of a person without a probability.
    package static let noProbability = UInt8.max

    package init(asOf: CalendarDate) { self.asOf = asOf }

    /// What a person's probability rests on; `none` where there is none to speak of.
    package func basis(of row: Int) -> ForecastBasis {
        guard probability[row] > 0, probability[row] != Self.noProbability else { return .none }
        return groups[Int(group[row])].forecast?.basis ?? .none
    }
}

/// Something odd about one person's row that the rules got past; the code is stable.
package struct RowWarning: Equatable, Sendable {
    package var row: Int
    package var code: String
    package init(row: Int, code: String) {
        self.row = row
        self.code = code
    }
}
