/// All plans of a hidden truth, drawn before anybody works: what becomes of them depends on nobody.
struct PlanSchedule {
    private(set) var courses: [PlanCourse] = []
    /// By group, the plan that concerns it, as a place in `courses`. A group has one at most in the whole sample, so that
    /// the plans are as many independent events.
    private(set) var ofGroup: [Int?]
    /// Groups that dwindle without a plan: most leavers are not replaced.
    private(set) var dwindling: Set<Int> = []

    private let layout: Layout
    private let months: TruthMonths
    private let climate: Climate
    private let scenario: TruthScenario

    /// Smaller groups have no plan of their own.
    private static let fewestSeats = 8

    init(_ layout: Layout, _ months: TruthMonths, _ climate: Climate, _ scenario: TruthScenario) {
        self.layout = layout
        self.months = months
        self.climate = climate
        self.scenario = scenario
        ofGroup = Array(repeating: nil, count: layout.groups.count)
        let usual = layout.sites.map(\.size).reduce(0, +) / max(1, layout.sites.count)
        for (site, place) in layout.sites.enumerated() where place.size <= usual * 6 / 5 { closeSite(site) }
        for group in layout.groups.indices where ofGroup[group] == nil { planGroup(group) }
    }

    /// The region that an establishment shares its climate with.
    static func region(_ site: Layout.Site) -> Int { Place.all.firstIndex { $0.region == site.place.region } ?? 0 }

    /// About one establishment in forty closes in four years.
    private mutating func closeSite(_ site: Int) {
        var stream = SeededStream(seed: climate.seed, .plan, -1 - site)
        guard let planned = month(ofSite: site, perMillion: 600, &stream) else { return }
        let course = course(.site(site), share: 1, planned: planned, lead: stream.within(9...24), site, &stream)
        for group in layout.sites[site].groups { ofGroup[group] = courses.count }
        courses.append(course)
    }

    /// Nearly one group in five shrinks by plan in four years, one in twelve of those to nothing. Of the groups that
    /// dwindle, four in ten end in a plan of short notice.
    private mutating func planGroup(_ group: Int) {
        var stream = SeededStream(seed: climate.seed, .plan, group)
        let site = layout.groups[group].site
        guard layout.groups[group].seats.count >= Self.fewestSeats else { return }
        let skew = stream.share()
        let share = stream.chance(80) ? 1 : 0.1 + 0.5 * skew * skew
        if stream.chance(40) {
            dwindling.insert(group)
            guard stream.chance(400) else { return }
            let planned = stream.within(months.opening + 9...max(months.opening + 9, months.closing + 12))
            append(course(.group(group), share: share, planned: planned, lead: 6, site, &stream), to: group)
            return
        }
        guard let planned = month(ofSite: site, perMillion: 4_200, &stream) else { return }
        append(
            course(.group(group), share: share, planned: planned, lead: stream.within(6...24), site, &stream), to: group
        )
    }

    private mutating func append(_ course: PlanCourse, to group: Int) {
        ofGroup[group] = courses.count
        courses.append(course)
    }

    /// The month for which a plan is made, by the climate of the region; nil where none is.
    private func month(ofSite site: Int, perMillion: Int, _ stream: inout SeededStream) -> Int? {
        let region = Self.region(layout.sites[site])
        return (months.opening + 2...months.closing + 24).first { month in
            let climate = climate.year(months.calendar(month).year, region: region).plans
            return stream.below(1_000_000) < perMillion * climate / 1_000
        }
    }

    /// Draws the fate of a plan.
    ///
    /// Eight in a hundred are called off. What is carried out comes out as much deeper (1/0.92), so that on average as
    /// many places go as were planned, and is off by another 10 % in the doing. News comes by quarters: half of them bring
    /// some of the group's own (standard deviation 15 %), three in ten some that the whole region shares. A year ahead,
    /// what is carried out is thus off by about 27 % (one standard deviation, measured), and from publication on by about
    /// 40 % with what is called off.
    private func course(
        _ scope: PlanCourse.Scope, share: Double, planned: Int, lead: Int, _ site: Int, _ stream: inout SeededStream
    ) -> PlanCourse {
        let published = max(0, planned - lead)
        let date = planned + stream.delay()
        // Told at the earliest five months before the date that is not kept, at the latest when it has come.
        let slipKnown = max(published + 1, planned - stream.within(0...5))
        let isCalledOff = stream.chance(80)
        let calledOff = published + 1 + stream.below(max(1, planned - PlanCourse.noticeMonths - published))
        var factor = 1.0
        var revisions: [Double] = []
        for quarter in 0..<max(0, (date - PlanCourse.noticeMonths - published) / 3) {
            let month = months.calendar(published + 3 * quarter)
            let common = climate.planNews(
                region: Self.region(layout.sites[site]), quarter: month.year * 4 + (month.month - 1) / 3)
            let own = stream.chance(500) ? stream.shock(deviation: 0.15) : 0
            factor *= (1 + common) * (1 + own)
            revisions.append(factor)
        }
        let execution = (1 + stream.shock(deviation: 0.10)) / 0.92 * scenario.realisedShare
        return PlanCourse(
            scope: scope, share: share, published: published, planned: planned, date: date,
            slipKnown: date == planned ? planned : slipKnown, calledOff: isCalledOff ? calledOff : nil,
            revisions: revisions, execution: execution)
    }
}
