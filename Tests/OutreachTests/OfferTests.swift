import Prevention
import Testing
import Workforce

@testable import Outreach

/// Internship offers: their life cycle and the guard against displacement (domain rules §11).
@Suite struct OfferTests {
    static func unit(_ code: String, establishment: String? = nil, parent: String? = nil) -> OrganisationalUnit {
        var unit = OrganisationalUnit(unit: code)
        unit.establishment = establishment
        unit.parent = parent
        return unit
    }

    /// One internship in a healthy shop.
    private func night(job: String? = "sales", _ shape: (inout Internship) -> Void = { _ in }) -> Night {
        var night = Night()
        night.units = [
            Self.unit("team", establishment: "shop-1"), Self.unit("corner", parent: "team"), Self.unit("nowhere"),
            Self.unit("no-region", establishment: "shop-4"),
        ]
        var internship = Internship(internship: "I1", unit: "team", places: 2)
        internship.job = job
        shape(&internship)
        night.internships = [internship]
        night.people = Night.crowd(5, from: 0) {
            $0.phase = 1
            $0.rules = .base
            $0.unit = "team"
        }
        return night
    }

    @Test("An offer is published, changed, filled and published again under one key")
    func lifeCycle() {
        var employer = Employer()
        var night = night()
        employer.scan(night)
        #expect(employer.told() == ["published I1 2"])
        #expect(employer.told() == [])
        night.internships[0].places = 3
        employer.scan(night)
        #expect(employer.told() == ["changed I1 3"])
        night.internships[0].places = 0
        employer.scan(night)
        #expect(employer.last.withheldOffers == [WithheldOffer(internship: "I1", reason: .filled)])
        #expect(employer.told() == ["withdrawn I1 3"])
        night.internships[0].places = 1
        employer.scan(night)
        #expect(employer.told() == ["published I1 1"])
        #expect(employer.publications.map(\.sequence) == [4])
        night.internships = []
        employer.scan(night)
        #expect(employer.told() == ["withdrawn I1 1"])
    }

    @Test(
        "An offer expires when it starts, and no event says so",
        arguments: [("2026-03-03", true), ("2026-03-02", false), ("2026-03-01", false)])
    func expires(starts: String, isOffered: Bool) {
        var employer = Employer()
        var night = night { $0.starts = CalendarDate(iso: starts) }
        employer.scan(night)
        #expect(employer.last.withheldOffers.map(\.reason) == (isOffered ? [] : [.expired]))
        #expect(employer.told() == (isOffered ? ["published I1 2"] : []))
        guard isOffered else { return }
        // Without a new scan, and with one.
        #expect(employer.told("2026-03-03") == [])
        #expect(employer.publications.map(\.status) == [.expired])
        night.asOf = CalendarDate(iso: "2026-03-03")!
        employer.scan(night)
        #expect(employer.told("2026-03-03") == [])
        night.internships[0].starts = CalendarDate(iso: "2026-04-01")
        employer.scan(night)
        #expect(employer.told("2026-03-03") == ["published I1 2"])
        #expect(employer.publications.map(\.sequence) == [2])
    }

    @Test("An offer scanned before its start is not published after it")
    func expiredIntent() {
        var employer = Employer()
        employer.scan(night { $0.starts = CalendarDate(iso: "2026-03-03") })
        #expect(employer.told("2026-03-04") == [])
    }

    @Test(
        "The region is that of the unit's establishment, or of the unit above",
        arguments: [("team", true), ("corner", true), ("nowhere", false), ("no-region", false), ("missing", false)])
    func region(unit: String, isOffered: Bool) {
        var employer = Employer()
        employer.scan(night { $0.unit = unit })
        #expect(employer.told() == (isOffered ? ["published I1 2"] : []))
        #expect(employer.last.withheldOffers.map(\.reason) == (isOffered ? [] : [.regionMissing]))
        #expect(employer.last.warnings.map(\.code) == (isOffered ? [] : ["offer-region-missing"]))
    }

    @Test(
        "The guard looks at cases in the same selection group",
        arguments: [
            (PhaseRules.announced, UInt8(2), true), (.indicated, 2, true), (.closing, 2, true), (.likely, 2, true),
            (.fixedTermEnd, 2, false), (.assignmentEnd, 2, false), (.agreedExit, 3, true), (.declared, 3, true),
            (.notice, 3, true),
            (.base, 1, false), ([.announced, .fixedTermEnd], 2, true),
        ] as [(PhaseRules, UInt8, Bool)])
    func cases(rules: PhaseRules, phase: UInt8, isForbidden: Bool) {
        var employer = Employer()
        var night = night()
        night.people[0].rules = rules
        night.people[0].phase = phase
        employer.scan(night)
        #expect(employer.last.withheldOffers.map(\.reason) == (isForbidden ? [.displacement] : []))
        night.people[0].establishment = "shop-2"
        employer.scan(night)
        // A plan that is over is over; a person's case would be told by what comes up when it is.
        let isPersonal = !rules.isDisjoint(with: [.agreedExit, .declared, .notice])
        #expect(employer.last.withheldOffers.map(\.reason) == (isPersonal ? [.closed] : []))
    }

    @Test(
        "What one person's case closed does not come up when they go, nor a year on, nor with another plan between; under a new code it does",
        arguments: [true, false])
    func closed(isTold: Bool) {
        var employer = Employer()
        var night = night()
        if isTold {
            employer.scan(night)
            #expect(employer.told() == ["published I1 2"])
        }
        let person = night.people[0]
        night.people[0].rules = .notice
        night.people[0].phase = 3
        employer.scan(night)
        #expect(employer.told() == (isTold ? ["withdrawn I1 2"] : []))
        // Under another reason meanwhile.
        night.internships[0].places = 0
        employer.scan(night)
        #expect(employer.last.withheldOffers.map(\.reason) == [.filled])
        night.internships[0].places = 2
        for people in [Array(night.people.dropFirst()), [person] + night.people.dropFirst()] {
            night.people = people
            for days in [1, 366] {
                night.asOf = night.asOf.adding(days: days)
                employer.scan(night)
                #expect(employer.last.withheldOffers.map(\.reason) == [.closed])
                #expect(employer.told() == [])
            }
        }
        night.internships[0].internship = "I2"
        employer.scan(night)
        #expect(employer.told() == ["published I2 2"])
    }

    @Test(
        "What one person's case closes goes when people are counted, what a plan closes goes at once",
        arguments: [
            (PhaseRules.notice, false), (.agreedExit, false), (.indicated, true), ([.notice, .indicated], true),
        ] as [(PhaseRules, Bool)])
    func closedAtCount(rules: PhaseRules, isAtOnce: Bool) {
        var employer = Employer()
        employer.policy = DisclosurePolicy()
        var night = night()
        employer.scan(night)
        #expect(employer.told() == ["published I1 2"])
        // Listed since the count: nobody knows it, so it is never offered.
        night.internships.append(night.internships[0])
        night.internships[1].internship = "I2"
        night.people[0].rules = rules
        night.people[0].phase = 3
        night.asOf = night.asOf.adding(days: 27)
        employer.scan(night)
        #expect(employer.told() == (isAtOnce ? ["withdrawn I1 2"] : []))
        #expect(employer.last.withheldOffers.map(\.internship) == (isAtOnce ? ["I1", "I2"] : ["I2"]))
        night.asOf = night.asOf.adding(days: 1)
        employer.scan(night)
        #expect(employer.told() == (isAtOnce ? [] : ["withdrawn I1 2"]))
        #expect(employer.last.withheldOffers.map(\.reason) == [.displacement, .displacement])
    }

    @Test("A stale snapshot leaves the lists of what is withheld as they were")
    func stale() {
        var employer = Employer()
        var night = night()
        night.people[0].rules = .notice
        night.people[0].phase = 3
        employer.scan(night)
        let before = employer.last
        #expect(before.withheldOffers.map(\.reason) == [.displacement] && before.withheld.count == 1)
        night.snapshotDate = night.asOf
        night.asOf = night.asOf.adding(days: 36)
        employer.scan(night)
        #expect(employer.last.isStale)
        #expect(employer.last.withheldOffers == before.withheldOffers && employer.last.withheld == before.withheld)
    }

    @Test(
        "Notice for a personal reason forbids nothing",
        arguments: [
            (ExitReason.cause, false), (.probation, false), (.absent, true), (.redundancy, true), (.other, true),
        ])
    func noticeReasons(reason: ExitReason, isForbidden: Bool) {
        var employer = Employer()
        var night = night()
        night.people[0].rules = .notice
        night.people[0].phase = 3
        night.people[0].exitReason = reason
        employer.scan(night)
        #expect(employer.last.withheldOffers.isEmpty != isForbidden)
    }

    @Test(
        "A contract that ended in the past twelve months forbids an offer",
        arguments: [("2025-03-03", true), ("2025-03-02", false), ("2026-03-02", true)])
    func ended(exit: String, isForbidden: Bool) {
        var employer = Employer()
        var night = night()
        night.people[0].rules = .ended
        night.people[0].phase = 4
        night.people[0].exitDate = CalendarDate(iso: exit)
        employer.scan(night)
        #expect(employer.last.withheldOffers.isEmpty != isForbidden)
    }

    @Test(
        "The guard looks at n, or at half a full-time surplus where there is no order",
        arguments: [(true, 0, 500, false), (true, 1, 0, true), (false, 9, 49, false), (false, 0, 50, true)])
    func surplus(hasOrder: Bool, toGo: Int, surplus: Int, isForbidden: Bool) {
        var employer = Employer()
        var night = night()
        night.shapeGroup = { group in
            group.hasStatutoryOrder = hasOrder
            group.largestToGo = toGo
            group.surplus = surplus
        }
        employer.scan(night)
        #expect(employer.last.withheldOffers.isEmpty != isForbidden)
    }

    @Test(
        "Without a job every group in the unit and below it counts",
        arguments: [("team", true), ("corner", true), ("other", false)])
    func withoutJob(unit: String, isForbidden: Bool) {
        var employer = Employer()
        var night = night(job: nil)
        night.people += Night.crowd(1, from: 50) {
            $0.job = "stock"
            $0.unit = unit
        }
        employer.scan(night)
        #expect(employer.last.withheldOffers.isEmpty != isForbidden)
    }

    @Test("The job's group is that of jobs.csv")
    func jobGroup() {
        let night = night(job: "junior")
        var workforce = night.workforce
        workforce.jobs.append(Job(job: "junior", jobGroup: "sales"))
        var inside = night.inside
        inside.groups[0].largestToGo = 1
        func withheld() -> [WithheldOffer.Reason] {
            let input = OutreachScan.Input(workforce: workforce, inside: inside, personKeys: night.personKeys)
            return OfferComposer(input, peopleAreCounted: true).withheld.map(\.reason)
        }
        #expect(withheld() == [.displacement])
        workforce.jobs[workforce.jobs.count - 1].jobGroup = nil
        #expect(withheld().isEmpty)
        // A job that nobody knows is a slip: the unit decides.
        workforce.jobs.removeLast()
        #expect(withheld() == [.displacement])
    }

    @Test("An embargoed closure withdraws an offer at the next regular release, in the usual words")
    func embargoedClosure() throws {
        var employer = Employer()
        var night = night()
        employer.scan(night)
        employer.release()
        night.plan = [Night.planRow(embargo: "2026-05-01")]
        night.people[0].rules = .closing
        night.people[0].phase = 2
        employer.scan(night)
        #expect(employer.told("2026-03-02", .atOnce) == [])
        let events = employer.release()
        #expect(events.count == 1)
        #expect(String(decoding: events[0].body, as: UTF8.self).contains(#""data":{"reason":"no-longer-available"}"#))
    }

    @Test("Free text goes to partners whose agreement allows it, and its change is a change for them only")
    func freeText() throws {
        var employer = Employer()
        employer.partners = [Employer.partner("plain"), Employer.partner("text", freeText: true)]
        var night = night {
            $0.title = "A place in the shop"
            $0.field = "Retail"
            $0.description = "Learn to sell."
            $0.trainer = "Sanne Visser"
        }
        employer.scan(night)
        let events = employer.release().map { ($0.partner, String(decoding: $0.body, as: UTF8.self)) }
        for (partner, body) in events {
            #expect(body.contains("Learn to sell.") == (partner == "text"))
            #expect(body.contains("A place in the shop") == (partner == "text"))
            #expect(body.contains("Retail") == (partner == "text"))
            #expect(!body.contains("Sanne"))
            #expect(body.contains(#""supervisor":true"#))
        }
        night.internships[0].description = "Learn to sell well."
        employer.scan(night)
        #expect(employer.release().map(\.partner) == ["text"])
    }
}
