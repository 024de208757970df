import Foundation
import Testing
import Workforce

@testable import Outreach

/// Places that partners accepted, counted off what the others are told (domain rules §11).
@Suite("Places that are taken")
struct OfferReservationTests {
    private static func offer(_ places: Int) -> SubjectState {
        SubjectState(
            key: "offer", content: .offer(OfferContent(internship: "I", region: "Twente", places: places)),
            trueCount: places, appearedOn: CalendarDate(dayNumber: 20_000))
    }

    private static func taken(_ counts: [String: Int]) -> OfferReservations {
        var reservations = OfferReservations()
        for (partner, count) in counts { reservations.add(count, of: "offer", by: partner) }
        return reservations
    }

    @Test(
        "Who has accepted sees its own places and what is left, everybody else what is left",
        arguments: [
            (3, [:], "a", 3), (3, ["a": 1], "a", 3), (3, ["a": 1], "b", 2), (3, ["a": 1, "b": 2], "a", 1),
            (3, ["a": 1, "b": 2], "b", 2), (3, ["a": 3], "b", nil), (3, ["a": 3], "a", 3), (1, ["a": 2], "a", 2),
            (1, ["a": 2], "b", nil),
        ] as [(Int, [String: Int], String, Int?)])
    func left(places: Int, counts: [String: Int], partner: String, left: Int?) {
        let state = Self.taken(counts).left(of: Self.offer(places), for: partner)
        #expect(state?.trueCount == left)
        guard case .offer(let content)? = state?.content else { return }
        #expect(content.places == left)
    }

    @Test("Alerts and offers of others are as they were")
    func others() {
        var state = Self.offer(2)
        state.key = "another"
        #expect(Self.taken(["a": 2]).left(of: state, for: "b") == state)
    }

    @Test("The others hear of fewer places, then of none, and again when they come back; who has them hears nothing")
    func release() {
        let partners = [Employer.partner("a"), Employer.partner("b")]
        var publications: [Publication] = []
        func told(_ counts: [String: Int], mode: Partner.Release = .automatic, approvals: [Approval] = []) -> [String] {
            let rules = ReleaseRules(
                holds: [], approvals: approvals, mode: mode, policy: DisclosurePolicy(),
                today: CalendarDate(dayNumber: 20_000), reservations: Self.taken(counts))
            let request = ReleaseRequest(
                states: [Self.offer(2)], publications: publications, partners: partners, rules: rules,
                settings: EventSettings(source: "urn:nld:kvknr:1:systeem:doorstroom"),
                now: .init(timeIntervalSince1970: 0))
            var generator = SystemRandomNumberGenerator()
            let plan = ReleasePlanner.plan(request, using: &generator)
            #expect(plan.reservations == rules.reservations)
            let changed = Set(plan.publications.map(\.partner))
            publications = publications.filter { !changed.contains($0.partner) } + plan.publications
            return plan.publications.map { "\($0.partner) \($0.status.rawValue) \($0.trueCount)" }.sorted()
        }
        #expect(told([:]) == ["a standing 2", "b standing 2"])
        #expect(told(["a": 1]) == ["b standing 1"])
        #expect(told(["a": 1]) == [])
        #expect(told(["a": 2]) == ["b withdrawn 1"])
        #expect(told(["a": 1, "b": 1]) == ["a standing 1", "b standing 1"])
        #expect(told([:]) == ["a standing 2", "b standing 2"])
        // Where a person looks at every change, fewer places are none: what was approved had more.
        let approval = Approval(of: Self.offer(2), by: "op", at: .init(timeIntervalSince1970: 0))
        #expect(told(["a": 1], mode: .review) == [])
        #expect(told(["a": 1], mode: .review, approvals: [approval]) == ["b standing 1"])
    }
}
