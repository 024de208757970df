package import Prevention
package import Workforce

/// The part of a nightly run that works out what partners are to hear: the present state of every subject.
///
/// Pure: nothing goes out here. The states are intents; a release compares them with what was published. A stale
/// snapshot changes no state, so that nothing new can follow from it; a replay of an earlier date must not be run.
package struct OutreachScan {
    package struct Input: Sendable {
        package var workforce: Workforce
        /// The run on everything that the employer knows.
        package var inside: PreventionResult
        /// The run on `PlanDisclosure.outwardPlan`; nil when no plan row is hidden.
        package var outward: PreventionResult?
        /// The counts of collective redundancies of both runs, asked for last, since they are made meanwhile; nil leaves
        /// crises as they are.
        package var odometers: (@Sendable () -> Odometers)?
        /// The store's integer key of the person in each row of `workforce.employees`.
        package var personKeys: PersonKeys
        package var policy = DisclosurePolicy()
        /// Days after which a snapshot is stale (`intake.maxAgeDays`).
        package var maxAgeDays = 35
        /// From here on: what the last run left.
        package var memory: [PartitionMemory] = []
        /// When cells were last counted; nil before the first time.
        package var count: CellCount?
        package var moved: [MovedPeople] = []
        package var withheld: [WithheldGroup] = []
        package var withheldOffers: [WithheldOffer] = []
        package var keys = SubjectKeys()
        package var states: [SubjectState] = []
        package var holds: [Hold] = []
        package var crises: [Crisis] = []
        package var introductions: [Introduction] = []
        package var consents: [Consent] = []
        package var introductionPolicy = IntroductionPolicy()
        /// Those of the configuration: an introduction ends with its partner's agreement.
        package var partners: [Partner] = []
        /// Keys of the subjects that at least one partner has.
        package var published: Set<String> = []
        /// By subject, people of the cell as it was last told of; of several partners' the most.
        package var toldCounts: [String: Int] = [:]
        /// The partitions of which a partner ever heard something, as partners see them.
        package var told: Set<CellPartition> = []

        package init(workforce: Workforce, inside: PreventionResult, personKeys: PersonKeys) {
            self.workforce = workforce
            self.inside = inside
            self.personKeys = personKeys
        }

        /// Takes over what partners were told.
        package mutating func recall(_ publications: [Publication]) {
            for publication in publications {
                if publication.status == .standing { published.insert(publication.subject) }
                // Also of one that was taken back: it may be let go again.
                toldCounts[publication.subject] = max(toldCounts[publication.subject] ?? 0, publication.trueCount)
                if case .alert(let alert) = publication.content { told.insert(alert.cell.partition.outward) }
            }
        }
    }

    /// The counts of collective redundancies of a run on everything, and of that on what the outside may know.
    package struct Odometers: Sendable {
        package var inside: Odometer
        package var outward: Odometer?

        package init(inside: Odometer, outward: Odometer?) {
            self.inside = inside
            self.outward = outward
        }
    }

    package struct Output: Equatable, Sendable {
        /// The whole set, ordered by key; what is missing from it is absent.
        package var states: [SubjectState] = []
        /// The whole set, ordered by id.
        package var memory: [PartitionMemory] = []
        package var count: CellCount?
        package var moved: [MovedPeople] = []
        /// With the keys given tonight in `added`.
        package var keys = SubjectKeys()
        /// The holds given, active ones with the people who joined.
        package var holds: [Hold] = []
        /// The whole set, ordered by identity; closed ones too.
        package var crises: [Crisis] = []
        /// Those that this run ended.
        package var endedIntroductions: [Introduction] = []
        package var withheld: [WithheldGroup] = []
        package var withheldOffers: [WithheldOffer] = []
        /// For the operator; without personal data.
        package var warnings: [Problem] = []
        /// The snapshot was too old: everything else is as it was before.
        package var isStale = false

        package init() {}
    }

    let input: Input

    private init(_ input: Input) { self.input = input }

    package static func run(_ input: Input, using generator: inout some RandomNumberGenerator) -> Output {
        if isStale(input.workforce, maxAgeDays: input.maxAgeDays) { return unchanged(input) }
        return OutreachScan(input).run(using: &generator)
    }

    /// Whether the snapshot is older than `maxAgeDays` on the day of the run (domain rules §2).
    package static func isStale(_ workforce: Workforce, maxAgeDays: Int) -> Bool {
        workforce.snapshotDate.adding(days: maxAgeDays) < workforce.asOf
    }

    private static func unchanged(_ input: Input) -> Output {
        var output = Output()
        output.states = input.states
        output.memory = input.memory
        output.count = input.count
        output.moved = input.moved
        output.keys = input.keys
        output.holds = input.holds
        output.crises = input.crises
        output.withheld = input.withheld
        output.withheldOffers = input.withheldOffers
        output.isStale = true
        output.warnings = [
            Problem(
                .warning, code: "snapshot-stale", value: input.workforce.snapshotDate.description,
                reason: "the newest snapshot is more than \(input.maxAgeDays) days old; nothing new goes to partners",
                remedy: "import a newer snapshot")
        ]
        return output
    }

    private func run(using generator: inout some RandomNumberGenerator) -> Output {
        let asOf = input.workforce.asOf
        let disclosure = PlanDisclosure(plan: input.workforce.plan, asOf: asOf)
        let gate = CellGate(input: input, disclosure: disclosure)

        var output = Output()
        output.keys = SubjectKeys(input.keys.keys)
        let before = Dictionary(input.states.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new })
        let cells = gate.cells(before: before, keys: &output.keys, using: &generator)
        output.states = cells.states
        output.memory = cells.memory
        output.count = cells.count
        output.moved = cells.moved
        output.withheld = cells.withheld.map {
            WithheldGroup(partition: $0.partition, reason: $0.reason, people: input.personKeys(of: $0.rows))
        }
        let offers = OfferComposer(input, peopleAreCounted: cells.count == nil || cells.count != input.count)
        output.withheldOffers = offers.withheld
        for offer in offers.offers {
            let key = output.keys.key(for: offer.identity, using: &generator)
            output.states.append(
                SubjectState(
                    key: key, content: .offer(offer), trueCount: offer.places,
                    appearedOn: before[key]?.appearedOn ?? asOf))
        }
        output.warnings = regionWarnings(cells.withheld) + offerWarnings(offers.withheld)
        followCrises(disclosure, before, in: &output, using: &generator)
        followIntroductions(disclosure, in: &output)
        output.states.sort { $0.key < $1.key }
        output.applyGate(DisclosureGate(employees: input.workforce.employees))
        output.holds = input.holds.map { $0.extended(by: output.states) }
        return output
    }

    private func regionWarnings(_ withheld: [Composition.Pool]) -> [Problem] {
        let employees = input.workforce.employees
        var establishments: Set<UInt32> = []
        for pool in withheld where pool.reason == .regionMissing {
            for row in pool.rows { establishments.insert(employees.establishment[Int(row)]) }
        }
        return establishments.map { employees.establishments[$0] }.sorted { $0.utf8Order < $1.utf8Order }.map {
            Problem(
                .warning, code: "region-missing", file: "establishments.csv", column: "region", value: $0,
                reason: "the establishment has no labour-market region; no partner hears of its people",
                remedy: "fill in the region of the establishment")
        }
    }

    private func offerWarnings(_ withheld: [WithheldOffer]) -> [Problem] {
        withheld.filter { $0.reason == .regionMissing }.map {
            Problem(
                .warning, code: "offer-region-missing", file: "internships.csv", column: "unit", value: $0.internship,
                reason: "the internship's unit has no establishment with a labour-market region; it is not offered",
                remedy: "fill in the unit's establishment in units.csv and its region in establishments.csv")
        }
    }
}
