import Foundation
import Prevention
import Testing
import Workforce

@Suite("The ledger of clocks")
struct ClockTests {
    private func ledger(_ test: TestWorkforce) -> (ledger: ClockLedger, result: PreventionResult) {
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let workforce = test.workforce
        let result = engine.assess(workforce)
        return (engine.ledger(of: workforce, result: result), result)
    }

    private func published(_ country: String = "NL") throws -> TestWorkforce {
        var test = TestWorkforce()
        test.country = country
        test.statutes = [try StatutePack.published("NL"), try StatutePack.published("BE")]
        return test
    }

    @Test("A person in phase 3 has the clocks that bind, in order, each with rule, version, source and inputs")
    func person() throws {
        var test = try published()
        test.add("p", hired: "2014-03-01") {
            ($0.noticeDate, $0.monthlySalary) = (day("2026-06-15"), 300_000)
        }
        let clocks = ledger(test).ledger.clocks(of: 0)
        #expect(
            clocks.map(\.rule) == [.noticeEnd, .employeeNoticeEnd, .redeploymentEnd, .transitionPayment, .pensionDate])
        #expect(clocks.allSatisfy { $0.country == "NL" && $0.version == test.statutes[0].version })
        let payment = clocks[3]
        let inputs = Dictionary(uniqueKeysWithValues: payment.inputs.map { ($0.name, $0.value) })
        #expect(
            inputs == [
                "service_since": "2014-03-01", "end_date": "2026-09-30", "service_years": "12",
                "service_days": "213/365", "monthly_salary": "3000.00", "fraction": "1/3", "cap": "102000.00",
                "cap_year": "2026",
            ])
        #expect(payment.kind == .amount && payment.certainty == .unverified && payment.amount == 1_258_356)
        #expect(payment.statement.english.hasPrefix("Estimated at €12,583.56 on leaving on 30 September 2026"))
        #expect(payment.statement.dutch.hasPrefix("Geschat op € 12.583,56 bij vertrek op 30 september 2026"))
    }

    @Test("Nobody has a clock in phase 1, in a country without a pack, or as an external")
    func without() throws {
        var test = try published()
        test.establishments = [Establishment(establishment: "abroad", country: "US")]
        test.add("base")
        test.add("abroad", establishment: "abroad") { $0.noticeDate = day("2026-06-01") }
        test.add("agency") { ($0.contract, $0.contractEnd) = (.agency, day("2026-09-01")) }
        let (ledger, result) = ledger(test)
        #expect(result.phase == [1, 3, 2])
        for row in 0..<3 { #expect(ledger.clocks(of: row) == []) }
    }

    @Test("The notice of whoever was hired before 2014 says what was assumed")
    func assumption() throws {
        var test = try published("BE")
        test.add("p", hired: "2008-12-31") { $0.noticeDate = day("2026-03-02") }
        let clock = try #require(ledger(test).ledger.clocks(of: 0).first)
        let inputs = Dictionary(uniqueKeysWithValues: clock.inputs.map { ($0.name, $0.value) })
        #expect(inputs["notice_months"] == "6" && inputs["notice_weeks"] == "39" && inputs["frozen_months"] == "6")
        #expect(inputs["assumption"]?.contains("32,254") == true)
        #expect(clock.statement.dutch.contains("een bediende met een jaarloon tot 32.254 euro"))
        #expect(clock.statement.english.contains("6 months and 39 weeks of notice"))
    }

    @Test("The time of the UWV procedure is shown and not deducted")
    func procedure() throws {
        var test = try published()
        test.asOf = day("2026-01-31")
        test.add("p", hired: "2010-01-01")
        test.plan("J", "E", "2026-12-31", 0)
        let clock = try #require(ledger(test).ledger.clocks(of: 0).first { $0.rule == .noticeLatest })
        #expect(clock.inputs.contains { $0.name == "notice_months_left_after_procedure" && $0.value == "1" })
        #expect(clock.date == day("2026-08-31"))
        #expect(clock.statement.dutch.contains("UWV-procedure"))
    }

    @Test("A planned event's first notice is that to whom the longest notice is due")
    func event() throws {
        var test = try published()
        test.asOf = day("2026-01-31")
        test.add("short", hired: "2024-01-01")
        test.add("long", hired: "2010-01-01")
        test.add("middle", hired: "2018-01-01")
        test.add("resigns", hired: "1995-01-01") { $0.exitDate = day("2026-06-01") }
        test.plan("J", "E", "2026-12-31", 0)
        let clocks = ledger(test).ledger.clocks(ofGroup: 0)
        #expect(clocks.map(\.rule) == [.noticeLatest, .collectiveNotificationLatest])
        #expect(clocks.map(\.date) == [day("2026-08-31"), day("2026-07-31")])
        #expect(clocks[0].inputs.contains { $0.name == "people" && $0.value == "3" })
        // Where there is no statutory order everybody exposed counts, though nobody of them is in phase 2.
        test = try published("BE")
        test.asOf = day("2026-01-31")
        for number in 0..<4 { test.add("p\(number)", hired: "2017-03-02") }
        test.add("resigns", hired: "2014-01-01") { ($0.exitDate, $0.exitReason) = (day("2026-06-01"), .resignation) }
        test.plan("J", "E", "2026-12-31", 300)
        let (belgium, result) = ledger(test)
        #expect(result.phase == [1, 1, 1, 1, 1])
        #expect(belgium.clocks(ofGroup: 0).first?.inputs.first { $0.name == "people" }?.value == "4")
        #expect(belgium.clocks(ofGroup: 0).map(\.date) == [day("2026-05-31"), day("2026-05-01")])
    }

    private func clock(
        _ rule: ClockRule, _ country: String = "NL", asOf: String = "2026-06-30",
        _ change: (inout EmployeeRow) -> Void
    ) throws -> Clock? {
        var test = try published(country)
        test.asOf = day(asOf)
        test.add("p", hired: "2014-03-03", change)
        return ledger(test).ledger.clocks(of: 0).first { $0.rule == rule }
    }

    @Test(
        "A Belgian period that begins on another day than a Monday is told as such, and no notice as given on its day")
    func monday() throws {
        let odd = try #require(try clock(.noticeEnd, "BE") { $0.noticeDate = day("2026-06-24") }?.statement)
        #expect(odd.dutch.hasPrefix("De opzegtermijn begon op 24 juni 2026: met 39 weken"))
        #expect(odd.dutch.contains("geen maandag") && odd.dutch.contains("dan begint de termijn op 29 juni 2026"))
        let right = try #require(try clock(.noticeEnd, "BE") { $0.noticeDate = day("2026-06-29") }?.statement)
        #expect(right.english.hasPrefix("The notice period began on 29 June 2026") && !right.english.contains("Monday"))
        let dutch = try #require(try clock(.noticeEnd) { $0.noticeDate = day("2026-06-24") }?.statement)
        #expect(dutch.dutch.hasPrefix("Opgezegd op 24 juni 2026: met 3 maanden"))
    }

    @Test("A notice long over is told as over")
    func over() throws {
        let clock = try #require(try clock(.noticeEnd) { $0.noticeDate = day("2025-10-15") })
        #expect(clock.date == day("2026-01-31"))
        #expect(clock.statement.dutch.contains("Die dag is voorbij en er is geen vertrekdatum bekend"))
    }

    @Test("Whoever's redundancy is announced has the clocks of the notice that would follow")
    func announced() throws {
        var test = try published()
        test.add("declared later", hired: "2014-03-01") {
            ($0.redundantSince, $0.monthlySalary) = (day("2026-07-15"), 300_000)
        }
        test.add("notice tomorrow", hired: "2014-03-01") {
            ($0.noticeDate, $0.monthlySalary) = (day("2026-07-01"), 300_000)
        }
        let (ledger, result) = ledger(test)
        #expect(result.phase == [2, 2])
        for row in 0..<2 {
            let clocks = ledger.clocks(of: row)
            #expect(
                clocks.map(\.rule)
                    == [.noticeEnd, .employeeNoticeEnd, .redeploymentEnd, .transitionPayment, .pensionDate])
            #expect(clocks[0].date == day("2026-10-31") && clocks[3].date == day("2026-10-31"))
        }
        #expect(ledger.clocks(of: 0)[0].statement.english.contains("a notice from that day would"))
        test.country = "BE"
        let belgian = self.ledger(test).ledger.clocks(of: 0).map(\.rule)
        #expect(belgian.contains(.noticeEnd) && belgian.contains(.outplacementRight))
    }

    @Test("Outplacement is a fact after a notice alone")
    func outplacementWords() throws {
        let given = try #require(try clock(.outplacementRight, "BE") { $0.noticeDate = day("2026-06-29") }?.statement)
        #expect(given.dutch.hasPrefix("De opzegging vanaf 29 juni 2026 (39 weken) geeft recht"))
        var test = try published("BE")
        test.asOf = day("2026-01-31")
        test.add("p", hired: "2017-03-02")
        test.plan("J", "E", "2026-12-31", 0)
        let planned = ledger(test).ledger.clocks(of: 0)
        let right = try #require(planned.first { $0.rule == .outplacementRight }?.statement)
        #expect(
            right.dutch
                == "Een opzegging vanaf 1 juni 2026 (30 weken) zou recht geven op 60 uur outplacement; er is nog niet opgezegd."
        )
        let offer = try #require(planned.first { $0.rule == .outplacementOffer }?.statement)
        #expect(offer.dutch.contains("zou het uiterlijk op 29 juni 2026 worden aangeboden"))
    }

    @Test(
        "The chain rule says what it does to the end of the contract",
        arguments: [
            ("2023-06-01", "2027-01-31", "die dag is voorbij", "eindigt het niet vanzelf"),
            ("2023-09-01", "2026-10-31", "Dat is voor het einde van het contract op 31 oktober 2026", "vanaf dan vast"),
            ("2025-09-01", "2026-10-31", "voordat de ketenregeling bindt", "vast vanaf 1 september 2028"),
        ])
    func chain(since: String, end: String, first: String, second: String) throws {
        let clock = try clock(.chainRule) {
            ($0.hireDate, $0.serviceSince) = (day(since), day(since))
            ($0.contract, $0.contractEnd) = (.fixedTerm, day(end))
            // Announced, so that all three are in phase 2.
            $0.redundantSince = day("2026-07-15")
        }
        let said = try #require(clock?.statement.dutch)
        #expect(said.contains(first) && said.contains(second))
    }

    @Test("A settlement's payment is told as no statutory one, and every payment up to which day it counts")
    func paymentWords() throws {
        func said(_ change: (inout EmployeeRow) -> Void) throws -> String {
            try #require(
                try clock(.transitionPayment) {
                    $0.monthlySalary = 300_000
                    change(&$0)
                }?.statement.dutch)
        }
        let agreed = try said { ($0.exitDate, $0.exitReason) = (day("2026-10-01"), .settlement) }
        #expect(agreed.contains("wettelijk geen verschuldigd") && agreed.contains("die dag, de eerste uit dienst"))
        let dismissed = try said { ($0.exitDate, $0.exitReason) = (day("2026-10-01"), .redundancy) }
        #expect(!dismissed.contains("verschuldigd"))
        let notice = try said { $0.noticeDate = day("2026-06-15") }
        #expect(notice.contains("de laatste van de opzegtermijn") && notice.contains("een dag later"))
    }

    @Test("Being late with the notice of non-renewal names what it has cost")
    func late() throws {
        let clock = try clock(.nonRenewalNotice, asOf: "2026-07-11") {
            ($0.hireDate, $0.serviceSince, $0.monthlySalary) = (day("2025-08-01"), day("2025-08-01"), 310_000)
            ($0.contract, $0.contractEnd) = (.fixedTerm, day("2026-08-01"))
        }
        let said = try #require(clock?.statement.dutch)
        #expect(said.contains("het loon over de dagen sindsdien verschuldigd, tot nu toe € 1.000,00, ten hoogste"))
        #expect(said.contains("op 1 augustus 2026, de eerste dag uit dienst."))
    }

    @Test("Of random people each rule has one clock at most, and no later notice would end in time")
    func properties() throws {
        let packs = [try StatutePack.published("NL"), try StatutePack.published("BE")]
        var rules: Set<ClockRule> = []
        for seed in 0..<400 {
            var test = RandomWorkforce(seed: UInt64(seed)).test
            test.statutes = packs
            let workforce = test.workforce
            let (ledger, result) = ledger(test)
            for row in test.people.indices {
                let clocks = ledger.clocks(of: row)
                let order = clocks.map { ClockRule.allCases.firstIndex(of: $0.rule) ?? 0 }
                #expect(order == Array(Set(order)).sorted())
                rules.formUnion(clocks.map(\.rule))
                guard let latest = clocks.first(where: { $0.rule == .noticeLatest })?.date,
                    let limit = result.redundancyDate[row]
                else { continue }
                let country = test.establishments.first { $0.establishment == test.people[row].establishment }?.country
                let home = Jurisdiction(country: country ?? test.country, statutes: packs, policy: test.policy)
                let person = Person(workforce.employees, row: row)
                func end(_ day: CalendarDate) -> CalendarDate? {
                    home.noticePeriod(of: person, givenOn: day, byEmployee: false)?.end
                }
                // Where periods begin on Mondays notice is given in the week before, and no other day is one to begin on.
                let isWeekly = home.country == "BE"
                let start = isWeekly ? latest.adding(days: 1) : latest
                #expect(!isWeekly || start.isoWeekday == 1)
                #expect(try #require(end(start)) <= limit)
                for days in 1...40 {
                    let later = start.adding(days: days)
                    if later <= limit, !isWeekly || later.isoWeekday == 1 {
                        #expect(try #require(end(later)) > limit, "seed \(seed), row \(row)")
                    }
                }
            }
            for group in result.groups.indices { rules.formUnion(ledger.clocks(ofGroup: group).map(\.rule)) }
        }
        // Random people have no wages.
        #expect(rules == Set(ClockRule.allCases).subtracting([.transitionPayment]))
    }

    @Test("A cap before the first published one is that, unverified; after the last the last one, projected")
    func caps() throws {
        let verified = StatuteOrigin(source: "law", certainty: .verified)
        let caps = [(2021, 100), (2022, 200)].map { TransitionPaymentRule.Cap(year: $0, cents: $1, origin: verified) }
        let rule = TransitionPaymentRule(
            from: day("2020-01-01"), numerator: 1, denominator: 3, caps: caps, origin: verified)
        func paid(_ end: String) -> TransitionPayment? {
            rule.payment(monthlyWage: 9, serviceSince: day("1900-01-01"), until: day(end))
        }
        let (before, first, last, after) = (
            paid("2020-12-31"), paid("2021-01-01"), paid("2022-12-31"), paid("2023-01-01")
        )
        #expect([before, first, last, after].map { $0?.cap } == [108, 108, 200, 200])
        #expect([before, first, last, after].map { $0?.isProjected } == [false, false, false, true])
        #expect([before, first, last, after].map { $0?.capYear } == [2021, 2021, 2022, 2022])
        #expect(
            [before, first, last, after].map { $0?.origin.certainty } == [.unverified, .verified, .verified, .verified])
    }

    @Test("A clock survives JSON")
    func codable() throws {
        var test = try published()
        test.add("p", hired: "2014-03-01") { ($0.noticeDate, $0.monthlySalary) = (day("2026-06-15"), 300_000) }
        let clocks = ledger(test).ledger.clocks(of: 0)
        #expect(try JSONDecoder().decode([Clock].self, from: JSONEncoder().encode(clocks)) == clocks)
        let text = String(decoding: try JSONEncoder().encode(clocks[0]), as: UTF8.self)
        #expect(text.contains("\"rule\":\"notice-end\"") && text.contains("\"kind\":\"period-end\""))
    }

    @Test(
        "Money is written as each language has it",
        arguments: [
            (0, "€0.00", "€ 0,00"), (5, "€0.05", "€ 0,05"),
            (123_456_789, "€1,234,567.89", "€ 1.234.567,89"), (100_000, "€1,000.00", "€ 1.000,00"),
        ])
    func money(cents: Int, english: String, dutch: String) {
        #expect(Statement.euros(cents) == Statement(english: english, dutch: dutch))
    }
}
