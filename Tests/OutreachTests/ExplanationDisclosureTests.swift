import Prevention
import Testing
import Workforce

@testable import Outreach

/// What an explanation tells of plans that may not be known yet (domain rules §10).
@Suite("Explanations beside plans that are not announced") struct ExplanationDisclosureTests {
    private static let engine = PreventionEngine.countingInAreas

    /// Fifty people at the shop, of whom a row lets thirty go, and one at the office in the same area with notice given.
    /// The last of the shop has a redundancy dated ahead.
    private func workforce(announced: String?, embargo: String?) -> Workforce {
        var rows = (0..<50).map { number in
            EmployeeRow(
                id: "E\(number)", hireDate: CalendarDate(iso: "2000-01-01")!.adding(days: number * 40), job: "sales",
                establishment: "shop")
        }
        for index in rows.indices { rows[index].birthDate = CalendarDate(iso: "1985-05-05") }
        rows[49].redundantSince = CalendarDate(iso: "2026-04-01")
        var other = EmployeeRow(
            id: "other", hireDate: CalendarDate(iso: "2010-01-01")!, job: "clerk", establishment: "office")
        other.noticeDate = CalendarDate(iso: "2026-02-01")
        other.exitReason = .redundancy
        rows.append(other)
        var workforce = Workforce(
            asOf: CalendarDate(iso: "2026-03-02")!, employerCountry: "NL", employees: EmployeeColumns(rows: rows))
        workforce.establishments = ["shop", "office"].map {
            var place = Establishment(establishment: $0, country: "NL", region: "Twente")
            place.statutoryArea = "Oost"
            return place
        }
        var row = PlanRow(
            jobGroup: "sales", establishment: "shop", date: CalendarDate(iso: "2026-08-31")!, centiFTE: 2000)
        row.announcedOn = announced.flatMap { CalendarDate(iso: $0) }
        row.embargoUntil = embargo.flatMap { CalendarDate(iso: $0) }
        workforce.plan = [row]
        return workforce
    }

    private func evidence(_ row: Int, _ workforce: Workforce) -> Evidence {
        var run = Self.engine.run(on: workforce)
        let inside = run.assess(plan: workforce.plan)
        let disclosure = PlanDisclosure(plan: workforce.plan, asOf: workforce.asOf)
        let outside = disclosure.outwardPlan.map {
            ExplanationDisclosure(inside: inside, outward: run.assess(plan: $0), disclosure: disclosure).view(of: row)
        }
        return Self.engine.evidence(of: row, in: workforce, result: inside, outside: outside)
    }

    @Test(
        "Nobody is told of others' embargoed or unannounced dismissals, planned or dated ahead",
        arguments: [("2026-01-01", "2026-12-15"), ("2026-05-01", nil), (nil, nil)] as [(String?, String?)])
    func others(announced: String?, embargo: String?) throws {
        let told = evidence(50, workforce(announced: announced, embargo: embargo))
        let reading = try #require(told.odometer.first)
        #expect((reading.current, reading.committed, reading.forecast) == (1, 0, 0))
        #expect(reading.crossing == nil && told.notAnnounced == nil)
    }

    @Test("What is announced counts for everybody")
    func announced() throws {
        let told = evidence(50, workforce(announced: "2026-01-01", embargo: nil))
        let reading = try #require(told.odometer.first)
        #expect(reading.current == 1 && reading.committed == 1 && reading.forecast > 20)
        #expect(reading.crossing != nil)
        #expect(evidence(45, workforce(announced: "2026-01-01", embargo: nil)).notAnnounced == nil)
    }

    @Test("Whose own phase, place or probability rests on a hidden row is not to be told, and until when")
    func own() throws {
        // Indicated; not indicated but in the order; dated ahead.
        for row in [45, 0, 49] {
            let embargoed = try #require(
                evidence(row, workforce(announced: "2026-01-01", embargo: "2026-12-15")).notAnnounced)
            #expect(embargoed.until == CalendarDate(iso: "2026-12-15"))
            #expect(
                embargoed.statement.dutch == "Niet aangekondigd (tot 15 december 2026): lees dit de persoon niet voor.")
            #expect(
                embargoed.statement.english
                    == "Not announced (until 15 December 2026): do not read this to the person.")
            let open = try #require(evidence(row, workforce(announced: nil, embargo: nil)).notAnnounced)
            #expect(open.until == nil && open.statement.dutch.contains("er is geen datum"))
        }
    }
}
