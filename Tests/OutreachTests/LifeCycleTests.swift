import Foundation
import Testing
import Workforce

@testable import Outreach

/// What listings say of a subject in each situation of its life, and what the next release then does.
@Suite struct LifeCycleTests {
    struct Situation: CustomStringConvertible, Sendable {
        var description: String
        /// What happened so far to the one alert (12 people) and the one offer (2 places).
        var story: @Sendable (inout LifeCycle) -> Void
        /// As `alerts list` shows it; nil where it is not listed.
        var state: String?
        var partners: [String] = []
        /// What the next regular release tells: verbs in order.
        var tells: [String] = []

        init(
            _ description: String, _ state: String?, has partners: [String] = [], tells: [String] = [],
            _ story: @escaping @Sendable (inout LifeCycle) -> Void
        ) {
            self.description = description
            self.state = state
            self.partners = partners
            self.tells = tells
            self.story = story
        }

        static let all: [Situation] = [
            Situation("absent, never there", nil) {
                $0.isThere = false; $0.scan()
            },
            Situation("waiting for the release", "intended", tells: ["raised"]) { $0.scan() },
            Situation("waiting, and no partner asks for it", "intended") {
                $0.employer.partners = [Employer.partner("centre", regions: ["Zeeland"])]; $0.scan()
            },
            Situation("waiting, for a partner with review", "needs-release") {
                $0.employer.partners[0].agreement.release = .review; $0.scan()
            },
            Situation("waiting, of two partners one with review", "needs-release", tells: ["raised"]) {
                $0.employer.partners.append(Employer.partner("late", release: .review)); $0.scan()
            },
            Situation("waiting, all is reviewed", "needs-release") {
                $0.employer.mode = .review; $0.scan()
            },
            Situation("released by a person", "intended", tells: ["raised"]) {
                $0.employer.mode = .review; $0.scan(); $0.release()
            },
            Situation("held before anybody heard", "held") {
                $0.scan(); $0.hold()
            },
            Situation("the snapshot is stale", "blocked") {
                $0.scan(); $0.employer.allowsNew = false
            },
            Situation("published", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release()
            },
            Situation("published, and reviewed from then on", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.employer.mode = .review
            },
            Situation("published, and stale from then on", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.employer.allowsNew = false
            },
            Situation("published, and a partner came", "published", has: ["centre"], tells: ["raised"]) {
                $0.scan(); $0.employer.release(); $0.employer.partners.append(Employer.partner("late"))
            },
            Situation("published and held", "held", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.hold()
            },
            Situation("published and not material", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.isChanged = .little; $0.scan()
            },
            Situation("a change waits for the release", "changing", has: ["centre"], tells: ["changed"]) {
                $0.scan(); $0.employer.release(); $0.isChanged = .much; $0.scan()
            },
            Situation("a change waits for a review", "needs-release", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.isChanged = .much; $0.employer.mode = .review; $0.scan()
            },
            Situation("a change is held", "held", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.isChanged = .much; $0.scan(); $0.hold()
            },
            Situation("a change meets a stale snapshot", "blocked", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.isChanged = .much; $0.scan(); $0.employer.allowsNew = false
            },
            Situation("gone, and a partner still has it", "withdrawing", has: ["centre"], tells: ["withdrawn"]) {
                $0.scan(); $0.employer.release(); $0.isThere = false; $0.scan()
            },
            Situation("gone, while reviewed", "withdrawing", has: ["centre"], tells: ["withdrawn"]) {
                $0.scan(); $0.employer.release(); $0.isThere = false; $0.employer.mode = .review; $0.scan()
            },
            Situation("the partner asks for it no more", "withdrawing", has: ["centre"], tells: ["withdrawn"]) {
                $0.scan(); $0.employer.release(); $0.employer.partners[0].regions = ["Zeeland"]
            },
            Situation("taken back, and a partner still has it", "withdrawing", has: ["centre"], tells: ["withdrawn"]) {
                $0.scan(); $0.employer.release(); $0.takeBack()
            },
            Situation("taken back before anybody heard", "withdrawn") {
                $0.scan(); $0.takeBack()
            },
            Situation("taken back, and the withdrawal is out", "withdrawn") {
                $0.scan(); $0.employer.release(); $0.takeBack(); $0.employer.release()
            },
            Situation("taken back, out, and another night on", "withdrawn") {
                $0.scan(); $0.employer.release(); $0.takeBack(); $0.employer.release(); $0.scan()
            },
            Situation("taken back and let go before the release", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.takeBack(); $0.release()
            },
            Situation("taken back, out, and let go", "intended", tells: ["raised"]) {
                $0.scan(); $0.employer.release(); $0.takeBack(); $0.employer.release(); $0.release()
            },
            Situation("taken back, out, let go and raised again", "published", has: ["centre"]) {
                $0.scan(); $0.employer.release(); $0.takeBack(); $0.employer.release(); $0.release()
                $0.employer.release()
            },
        ]
    }

    @Test("An alert is listed as what it is, and the release does what the list says", arguments: Situation.all)
    func alerts(_ situation: Situation) {
        var life = LifeCycle(kind: .alert)
        situation.story(&life)
        let listing = AlertListing.list(
            states: life.employer.states, withheld: [], publications: life.employer.publications,
            partners: life.employer.partners, rules: life.rules)
        #expect(listing.map(\.stateName) == (situation.state.map { [$0] } ?? []))
        #expect(listing.first?.partners ?? [] == situation.partners)
        check(situation, &life)
    }

    @Test("An offer is listed as what it is, and the release does what the list says", arguments: Situation.all)
    func offers(_ situation: Situation) {
        // Of an offer everything that a partner can see is material.
        guard !situation.description.contains("not material") else { return }
        var life = LifeCycle(kind: .offer)
        situation.story(&life)
        let listing = OfferListing.list(
            states: life.employer.states, withheld: [], publications: life.employer.publications,
            partners: life.employer.partners, rules: life.rules)
        #expect(listing.map(\.stateName) == (situation.state.map { [$0] } ?? []))
        #expect(listing.first?.partners ?? [] == situation.partners)
        check(situation, &life)
    }

    private func check(_ situation: Situation, _ life: inout LifeCycle) {
        let key = life.key
        let outlook = SubjectOutlook(
            of: life.employer.states.first { $0.key == key },
            told: life.employer.publications.filter { $0.subject == key }, partners: life.employer.partners,
            rules: life.rules)
        let verbs = life.employer.told().map { String($0.prefix { $0 != " " }) }
            .map { $0 == "published" ? "raised" : $0 }
        #expect(verbs == situation.tells)
        let foreseen =
            outlook.raised.map { _ in "raised" } + outlook.changed.map { _ in "changed" }
            + outlook.withdrawn.map { _ in "withdrawn" }
        #expect(foreseen == verbs)
    }

    @Test("An embargo is told as one, on the alert and after a person's release")
    func embargoed() {
        var employer = Employer()
        var night = Night()
        night.plan = [Night.planRow(embargo: "2026-05-01")]
        night.people = Night.crowd(12, from: 0)
        employer.scan(night)
        func names() -> [String] {
            AlertListing.list(
                states: employer.states, withheld: [], publications: employer.publications,
                partners: employer.partners, rules: employer.rules(today: "2026-03-02")
            ).map(\.stateName)
        }
        #expect(names() == ["embargoed"])
        let release = ReleaseVerbs.release(
            employer.onlyState, told: [], partners: employer.partners, rules: employer.rules(today: "2026-03-02"),
            by: "hr", at: Date(timeIntervalSince1970: 0))
        employer.approvals.append(release.approval)
        #expect(release.outlook.blockers.map(\.code) == ["embargo"])
        #expect(names() == ["embargoed"])
    }
}

/// One alert, or one offer, and what happens to it.
struct LifeCycle {
    enum Kind { case alert, offer }
    enum Change { case none, little, much }

    var employer = Employer()
    var kind: Kind
    var isThere = true
    var isChanged = Change.none
    private(set) var key = ""
    private let moment = Date(timeIntervalSince1970: 0)

    init(kind: Kind) { self.kind = kind }

    var rules: ReleaseRules { employer.rules(today: "2026-03-02") }

    mutating func scan() {
        var night = Night()
        let more = isChanged == .none ? 0 : isChanged == .little ? 2 : 9
        switch kind {
        case .alert: night.people = isThere ? Night.crowd(12 + more, from: 0) : []
        case .offer:
            night.units = [OfferTests.unit("team", establishment: "shop-1")]
            if isThere { night.internships = [Internship(internship: "I1", unit: "team", places: 2 + more)] }
        }
        employer.scan(night)
        if let state = employer.states.first { key = state.key }
    }

    mutating func hold() {
        employer.holds.append(
            ReleaseVerbs.hold(employer.onlyState, id: "h", by: "hr", reason: "asked", at: moment))
    }

    mutating func takeBack() {
        employer.holds.append(
            ReleaseVerbs.withdraw(employer.onlyState, id: "w", by: "hr", reason: "error", at: moment))
    }

    /// What `alerts release` does.
    mutating func release() {
        let state = employer.onlyState
        let release = ReleaseVerbs.release(
            state, told: employer.publications.filter { $0.subject == state.key }, partners: employer.partners,
            rules: rules, by: "hr", at: moment)
        for hold in release.holds { employer.holds[employer.holds.firstIndex { $0.id == hold.id }!] = hold }
        employer.approvals.append(release.approval)
    }
}
