import Foundation
import Outcomes
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("The morning summary")
struct SummaryTextTests {
    @Test("What partners answered since the last scan is one line, and none where they did not")
    func partners() {
        let day = CalendarDate(dayNumber: 20_000)
        var summary = ScanSummary(kind: .live, asOf: day, snapshotDate: day)
        #expect(!SummaryText(summary).text.contains("From partners"))
        summary.partnerAnswers = ["vacancy-offered": 1, "accepted": 2]
        #expect(
            SummaryText(summary).text.contains(
                "\nFrom partners: 2 × offer accepted, 1 × vacancy offered: doorstroom answers list"))
        #expect(SummaryText(summary, isDutch: true).text.contains("\nVan partners: 2 × aanbod aanvaard"))
    }

    private static func files(sales: Int = 40, _ plan: String...) -> [String: String] {
        [
            "employees.csv": CanonicalFiles.employeesHeader + CanonicalFiles.people(sales, from: 1, job: "sales")
                + CanonicalFiles.people(30, from: 101, job: "stock", establishment: "S2")
                + CanonicalFiles.people(20, from: 201, job: "cook"),
            "plan.csv": "job_group,establishment,date,planned_fte,announced_on,embargo_until\n"
                + plan.map { $0 + "\n" }.joined(),
            "internships.csv": "internship,unit,job,places,starts\nKEUKEN,team,cook,2,2027-02-01\n",
        ].merging(CanonicalFiles.sideFiles) { first, _ in first }
    }

    /// A closure that is announced, a reduction that is not, and an internship where nothing is wrong.
    private func firstNight() async throws -> (Employer, ScanSummary) {
        let employer = try Employer.atNight(settings: "disclosure: {cellChanges: every-scan}")
        try await employer.take(
            "2026-11-20", Self.files("sales,S1,2027-06-30,0,2026-01-05,", "stock,S2,2027-03-31,15,,"))
        return (employer, try await employer.scanned())
    }

    /// After the release: the closure is off, the reduction is larger and sooner, and another one came up.
    private func secondNight(_ employer: Employer) async throws -> ScanSummary {
        employer.clock.turn(to: "2026-11-23T08:00:00Z")
        try await employer.succeed(.release)
        try await employer.take(
            "2026-11-23",
            Self.files(
                sales: 39, "sales,S1,2027-06-30,40,2026-01-05,", "stock,S2,2027-01-31,12,,",
                "cook,S1,2027-05-31,8,2026-11-23,"))
        employer.clock.turn(to: "2026-11-24T01:00:00Z")
        return try await employer.scanned()
    }

    @Test("A first night lists everything once")
    func first() async throws {
        let (_, summary) = try await firstNight()
        #expect(summary.changes == nil)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-23, snapshot of 2026-11-20
                  The first scan: there is nothing yet to hold it against.

                Ahead, by date (2 job groups, 70 people exposed, of whom 55 would have to go)
                  2027-03-31  Stock clerk (stock), Hengelo: surplus 15.00 FTE, 15 of 30 indicated (covers 15.00 \
                FTE) [not announced]
                  2027-06-30  Shop assistant (sales), Enschede: closes, 40 people [announced]

                Collective redundancies
                  wmco  0 of 20 in area Oost. Planned: 55. The threshold of 20 is reached on 30 June 2027, with 55.
                    Notify by 30 October 2026 at the latest (has passed); the first notice is given by 30 November 2026 at \
                the latest.
                  needs-release  collective redundancy (wmco) in area Oost, 2027-Q2, 55 people (a person must release a \
                crisis, and what changes of it)

                People, 90 in service
                  phase 1  healthy organisation         33
                  phase 2  impending redundancy         57
                           of whom 2 since redundancy is likely, though not planned for them
                  phase 3  notice given                  0
                  phase 4  contract ended                0
                  Expected within the horizon, with exits and plans as uncertain as they are: 50 redundancies \
                in 2 groups; see 'doorstroom forecast'.

                Alerts for partners (2)
                  needs-release  Twente, occupation 4321 (Stock clerk), phase 2, surplus, 2027-Q1, 17 people (the plan row has no \
                announcement date: a person must release it)
                  intended       Twente, occupation 5223 (Shop assistant), phase 2, surplus, 2027-Q2, 40 people

                Internship offers (1)
                  intended       internship KEUKEN, 2 places

                Kept inside, and why
                  17 people in 1 alert  the plan row has no announcement date: a person must release it

                Waits for a person (2)
                  needs-release  collective redundancy (wmco) in area Oost, 2027-Q2, 55 people (a person must release a \
                crisis, and what changes of it)
                  needs-release  Twente, occupation 4321 (Stock clerk), phase 2, surplus, 2027-Q1, 17 people (the plan row has no \
                announcement date: a person must release it)
                  to let partners know of a crisis, by its subject in crises list: doorstroom crises release SUBJECT \
                --reason …
                  to let an alert go out, by its subject in alerts list: doorstroom alerts release SUBJECT --reason …

                Next release, 2026-11-23 09:00: 1 alert raised, 1 offer published
                """)
    }

    @Test("A later night leads with what changed, and still names everything ahead and what is kept inside")
    func changed() async throws {
        let (employer, _) = try await firstNight()
        let summary = try await secondNight(employer)
        #expect(summary.changes?.isUnchanged == false)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-24, snapshot of 2026-11-23

                Changed since the scan of 2026-11-23
                  People: 18 entered phase 2; 39 back in phase 1; -1 in service; 33 whose phase ended, or whose \
                date, rank or rule moved
                  Groups
                    moved  2027-01-31  Stock clerk (stock), Hengelo: surplus 18.00 FTE, 18 of 30 indicated (covers \
                18.00 FTE) [not announced]; was 2027-03-31, surplus 15.00 FTE, 15 indicated
                    new    2027-05-31  Cook (cook), Enschede: surplus 12.00 FTE, 12 of 20 indicated (covers 12.00 \
                FTE) [announced]
                    gone   2027-06-30  Shop assistant (sales), Enschede: no longer at risk
                  For partners, at the release of 2026-11-24 09:00
                    withdrawn     Twente, occupation 5223 (Shop assistant), phase 2, surplus, 2027-Q2, from sandbox
                    dropped       collective redundancy (wmco) in area Oost, 2027-Q2: gone before anybody was told
                    withdrawn     internship KEUKEN, from sandbox (jobs in the same group are at risk)

                Ahead, by date (2 job groups, 50 people exposed, of whom 30 would have to go)
                  2027-01-31  Stock clerk (stock), Hengelo: surplus 18.00 FTE, 18 of 30 indicated (covers 18.00 \
                FTE) [not announced]
                  2027-05-31  Cook (cook), Enschede: surplus 12.00 FTE, 12 of 20 indicated (covers 12.00 FTE) \
                [announced]

                Collective redundancies
                  wmco  0 of 20 in area Oost. Planned: 30. 2 more on one day before 1 May 2027 would reach 20.

                People, 89 in service
                  phase 1  healthy organisation         54   +21 since the last scan
                  phase 2  impending redundancy         35   -22 since the last scan, 18 entered
                           of whom 5 since redundancy is likely, though not planned for them
                  phase 3  notice given                  0   unchanged
                  phase 4  contract ended                0   unchanged
                  Expected within the horizon, with exits and plans as uncertain as they are: 30 redundancies \
                in 2 groups; see 'doorstroom forecast'.

                For partners, as things stand
                  alerts  1 waiting for a person, 1 to be withdrawn: doorstroom alerts list

                Kept inside, and why
                  21 people in 1 alert  the plan row has no announcement date: a person must release it
                  14 people in 1 group  not far enough above the minimum to be published anew
                  1 offer               jobs in the same group are at risk
                  each one by itself: doorstroom alerts list --withheld

                Waits for a person (1)
                  needs-release  Twente, occupation 4321 (Stock clerk), phase 2, surplus, 2027-Q1, 21 people (the plan row has no \
                announcement date: a person must release it)
                  to let an alert go out, by its subject in alerts list: doorstroom alerts release SUBJECT --reason …

                Next release, 2026-11-24 09:00: 1 alert withdrawn, 1 offer withdrawn
                """)
    }

    @Test("In Dutch it says the same, whole")
    func dutch() async throws {
        let (employer, _) = try await firstNight()
        let summary = try await secondNight(employer)
        #expect(
            SummaryText(summary, isDutch: true).text == """
                Scan per 2026-11-24, momentopname van 2026-11-23

                Veranderd sinds de scan van 2026-11-23
                  Mensen: 18 naar fase 2; 39 terug in fase 1; -1 in dienst; van 33 is de fase voorbij, of een datum, \
                plaats of regel anders
                  Functiegroepen
                    anders  2027-01-31  Stock clerk (stock), Hengelo: 18,00 fte boventallig, 18 van 30 aangewezen \
                (dekt 18,00 fte) [niet aangekondigd]; was 2027-03-31, 15,00 fte boventallig, 15 aangewezen
                    nieuw   2027-05-31  Cook (cook), Enschede: 12,00 fte boventallig, 12 van 20 aangewezen (dekt \
                12,00 fte) [aangekondigd]
                    weg     2027-06-30  Shop assistant (sales), Enschede: loopt geen risico meer
                  Voor partners, bij de vrijgave van 2026-11-24 09:00
                    ingetrokken   Twente, beroep 5223 (Shop assistant), fase 2, boventalligheid, 2027-Q2, bij sandbox
                    vervallen     collectief ontslag (wmco) in gebied Oost, 2027-Q2: verdwenen voordat iemand het wist
                    ingetrokken   stage KEUKEN, bij sandbox (banen in dezelfde functiegroep lopen risico)

                Wat eraan komt, op datum (2 functiegroepen, 50 mensen lopen risico, van wie er 30 zouden moeten gaan)
                  2027-01-31  Stock clerk (stock), Hengelo: 18,00 fte boventallig, 18 van 30 aangewezen (dekt 18,00 \
                fte) [niet aangekondigd]
                  2027-05-31  Cook (cook), Enschede: 12,00 fte boventallig, 12 van 20 aangewezen (dekt 12,00 fte) \
                [aangekondigd]

                Collectief ontslag
                  wmco  0 van 20 in gebied Oost. Gepland: 30. Nog 2 op één dag voor 1 mei 2027, en de drempel van 20 \
                is bereikt.

                Mensen, 89 in dienst
                  fase 1  gezonde organisatie             54   +21 sinds de vorige scan
                  fase 2  dreigende boventalligheid       35   -22 sinds de vorige scan, 18 erbij gekomen
                          van wie 5 omdat boventalligheid waarschijnlijk is, al is die niet gepland
                  fase 3  opgezegd                         0   ongewijzigd
                  fase 4  contract beëindigd               0   ongewijzigd
                  Verwacht binnen de horizon, met vertrek en plannen zo onzeker als ze zijn: 30 keer \
                boventalligheid in 2 groepen; zie 'doorstroom forecast'.

                Voor partners, zoals het nu is
                  meldingen  1 wachten op een mens, 1 worden ingetrokken: doorstroom alerts list

                Blijft binnen, en waarom
                  21 mensen in 1 melding  de planregel heeft geen aankondigingsdatum: een mens moet het vrijgeven
                  14 mensen in 1 groep    niet ver genoeg boven het minimum om opnieuw te melden
                  1 stageaanbod           banen in dezelfde functiegroep lopen risico
                  elk apart: doorstroom alerts list --withheld

                Wacht op een mens (1)
                  vrij te geven     Twente, beroep 4321 (Stock clerk), fase 2, boventalligheid, 2027-Q1, 21 mensen (de planregel heeft \
                geen aankondigingsdatum: een mens moet het vrijgeven)
                  om een melding te laten gaan, met de subject uit alerts list: doorstroom alerts release SUBJECT --reason …

                Volgende vrijgave, 2026-11-24 09:00: 1 melding ingetrokken, 1 stageaanbod ingetrokken
                """)
    }

    @Test("Groups that close together are one line; nobody indicated has its reason; every number has its noun")
    func ahead() {
        var summary = ScanSummary(kind: .live, asOf: Self.day("2026-11-23"), snapshotDate: Self.day("2026-11-20"))
        func group(_ code: String, _ heads: Int, change: (inout ScanSummary.GroupAtRisk) -> Void) {
            var group = ScanSummary.GroupAtRisk(
                jobGroup: code, establishment: "S", redundancyDate: Self.day("2027-03-31"), isClosing: true,
                people: heads, heads: heads, toGo: heads, surplus: 100 * heads, indicatedCentiFTE: 100 * heads,
                toCover: 100 * heads, hasStatutoryOrder: true, missingBirthDates: 0, futureHires: 0,
                announcedOn: Self.day("2026-10-01"))
            change(&group)
            summary.groups.append(group)
        }
        func surplus(_ surplus: Int, toCover: Int, toGo: Int, _ group: inout ScanSummary.GroupAtRisk) {
            group.isClosing = false
            (group.surplus, group.toCover, group.toGo) = (surplus, toCover, toGo)
            group.indicatedCentiFTE = 100 * toGo
        }
        group("a", 30) { $0.futureHires = 1 }
        group("b", 50) { _ in }
        group("c", 1) { $0.embargoUntil = Self.day("2027-01-01") }
        group("d", 46) { surplus(450, toCover: 0, toGo: 0, &$0) }
        group("e", 40) { surplus(320, toCover: 20, toGo: 0, &$0) }
        group("f", 20) { surplus(600, toCover: 400, toGo: 4, &$0) }
        summary.groupsAtRisk = summary.groups.count
        #expect(
            SummaryText(summary).text.contains(
                """
                Ahead, by date (6 job groups, 187 people exposed, of whom 85 would have to go)
                  2027-03-31  S: 2 job groups close, 80 people, the largest b with 50; 1 hire is still to come \
                [announced]
                  2027-03-31  d, S: surplus 4.50 FTE, nobody of 46 indicated: people who leave already (phase 3) cover \
                it [announced]
                  2027-03-31  e, S: surplus 3.20 FTE (3.00 of it covered by people who leave already, phase 3), nobody \
                of 40 indicated: less than half a person is left to go [announced]
                  2027-03-31  f, S: surplus 6.00 FTE (2.00 of it covered by people who leave already, phase 3), 4 of \
                20 indicated (covers 4.00 FTE) [announced]
                  2027-03-31  c, S: closes, 1 person [embargo until 2027-01-01]

                """))
    }

    @Test("A list that is cut says how many groups it leaves out, and adds nothing up that it does not have")
    func cut() {
        var summary = ScanSummary(kind: .live, asOf: Self.day("2026-11-23"), snapshotDate: Self.day("2026-11-20"))
        summary.groups = (1...20).map { number in
            ScanSummary.GroupAtRisk(
                jobGroup: "g\(number)", establishment: "S", redundancyDate: Self.day("2027-03-31"), isClosing: false,
                people: 9, heads: 9, toGo: 1, surplus: 100, indicatedCentiFTE: 100, toCover: 100,
                hasStatutoryOrder: true, missingBirthDates: 0, futureHires: 0)
        }
        summary.groupsAtRisk = 300
        let text = SummaryText(summary).text
        #expect(text.contains("\nAhead, by date (300 job groups)\n"))
        #expect(text.contains("\n  … and 288 more: doorstroom groups --at-risk\n"))
    }

    @Test("What does not reach partners is told in the morning, with where to look")
    func trouble() {
        var summary = ScanSummary(kind: .live, asOf: Self.day("2026-11-23"), snapshotDate: Self.day("2026-11-20"))
        let trouble = OutboxTrouble(disabled: 1, failing: 2, parked: 23, exhausted: 1)
        summary.warnings = Dictionary(uniqueKeysWithValues: trouble.warnings.map { ($0.code, $0.count) })
        #expect(
            SummaryText(summary).text.hasSuffix(
                """
                Look at
                  nothing is sent to a partner whose endpoint is disabled: doorstroom partners list (endpoint-disabled)
                  hardly anything reaches 2 partners at the moment: doorstroom partners list (endpoint-failing)
                  23 events were refused for good and wait for a person: doorstroom deliveries list --state parked \
                (event-parked)
                  1 event is tried no more: doorstroom deliveries list --state exhausted (retries-exhausted)
                """))
        #expect(
            SummaryText(summary, isDutch: true).text.contains(
                "23 berichten zijn definitief geweigerd en wachten op een mens"))
    }

    @Test("What to look at is a sentence with the place to mend it, and the code to search for")
    func warnings() {
        var summary = ScanSummary(kind: .live, asOf: Self.day("2026-11-23"), snapshotDate: Self.day("2026-11-20"))
        summary.warnings = ["contract-end-passed": 60, "pension-date-passed": 1, "region-missing": 1, "unheard-of": 2]
        #expect(
            SummaryText(summary).text.hasSuffix(
                """
                Look at
                  60 people are in service though the contract has ended; it counts as continued. Correct it in the HR \
                system: contract_end on or before 2026-11-20 without an exit_date (contract-end-passed)
                  1 person is in service past state-pension age and counted as staying. Fine if they work on; else \
                enter their exit_date in the HR system (the oldest by birth_date) (pension-date-passed)
                  1 establishment has no labour-market region, and no partner hears of the people there: doorstroom \
                notices (region-missing)
                  2 ×: doorstroom notices (unheard-of)
                """))
    }

    @Test("Units of low vitality are named, the lowest first; a unit too small to be shown is not")
    func lowVitality() async throws {
        let employer = try Employer.atNight(settings: "disclosure: {cellChanges: every-scan}")
        var files = Self.files("sales,S1,2027-06-30,0,2026-01-05,")
        // Four people in a unit of their own.
        files["employees.csv"]? += CanonicalFiles.people(4, from: 301, job: "cook").replacing(",team", with: ",few")
        files["indicators.csv"] = """
            scope,code,indicator,value,date,respondents
            unit,team,vitality,2.90,2026-10-15,30
            unit,few,vitality,1.00,2026-10-15,5

            """
        try await employer.take("2026-11-20", files)
        let summary = try await employer.scanned()
        let low = try #require(summary.lowVitality)
        #expect(low.map(\.unit) == ["team"] && low[0].value < 40)
        let text = SummaryText(summary).text
        #expect(
            text.contains(
                "\n  Low vitality in 1 unit: team \(Int(low[0].value)) (of 100; under 40 is low): doorstroom scores --of "
                    + "unit\n"))
        #expect(
            SummaryText(summary, isDutch: true).text.contains("\n  Lage vitaliteit in 1 afdeling: team "))
        #expect(try await employer.scanned { $0.isDryRun = true }.lowVitality == summary.lowVitality)
    }

    private static func day(_ text: String) -> CalendarDate { CalendarDate(iso: text)! }

    @Test("A night on which nothing changed says so in one line")
    func unchanged() async throws {
        let (employer, _) = try await firstNight()
        _ = try await secondNight(employer)
        employer.clock.turn(to: "2026-11-25T01:00:00Z")
        let summary = try await employer.scanned()
        #expect(summary.changes?.isUnchanged == true)
        #expect(summary.changedResults == 0)
        #expect(
            SummaryText(summary).text == """
                Scan as of 2026-11-25, snapshot of 2026-11-23

                Nothing changed since the scan of 2026-11-24.

                Ahead, by date (2 job groups, 50 people exposed, of whom 30 would have to go)
                  2027-01-31  Stock clerk (stock), Hengelo: surplus 18.00 FTE, 18 of 30 indicated (covers 18.00 \
                FTE) [not announced]
                  2027-05-31  Cook (cook), Enschede: surplus 12.00 FTE, 12 of 20 indicated (covers 12.00 FTE) \
                [announced]

                Collective redundancies
                  wmco  0 of 20 in area Oost. Planned: 30. 2 more on one day before 1 May 2027 would reach 20.

                People, 89 in service
                  phase 1  healthy organisation         54   unchanged
                  phase 2  impending redundancy         35   unchanged
                           of whom 5 since redundancy is likely, though not planned for them
                  phase 3  notice given                  0   unchanged
                  phase 4  contract ended                0   unchanged
                  Expected within the horizon, with exits and plans as uncertain as they are: 30 redundancies \
                in 2 groups; see 'doorstroom forecast'.

                For partners, as things stand
                  alerts  1 waiting for a person, 1 to be withdrawn: doorstroom alerts list

                Kept inside, and why
                  21 people in 1 alert  the plan row has no announcement date: a person must release it
                  14 people in 1 group  not far enough above the minimum to be published anew
                  1 offer               jobs in the same group are at risk
                  each one by itself: doorstroom alerts list --withheld

                Waits for a person (1)
                  needs-release  Twente, occupation 4321 (Stock clerk), phase 2, surplus, 2027-Q1, 21 people (the plan row has no \
                announcement date: a person must release it)
                  to let an alert go out, by its subject in alerts list: doorstroom alerts release SUBJECT --reason …

                Next release, 2026-11-25 09:00: 1 alert withdrawn, 1 offer withdrawn
                """)
    }

    @Test("What an immediate release sent is told as sent, and what waits as waiting")
    func releasedNow() async throws {
        let (employer, _) = try await firstNight()
        let next = try await employer.scanned { $0.releasesNow = true }
        #expect(next.released == ["sandbox": 2])
        #expect(next.upcoming.isEmpty)
        #expect(next.alerts.map(\.state) == ["needs-release", "published"])
        // They were to go out already: that they went is told below, and nothing else is otherwise.
        #expect(next.changes?.isUnchanged == true)
        try await employer.take(
            "2026-11-22",
            Self.files(
                "sales,S1,2027-06-30,0,2026-01-05,", "stock,S2,2027-03-31,15,2026-11-01,", "cook,S1,2027-09-30,8,,"))
        let later = try await employer.scanned { $0.releasesNow = true }
        let changes = try #require(later.changes).outward
        #expect(changes.map(\.kind) == [.raised, .waits, .withdrawn])
        #expect(changes.map(\.isOut) == [true, false, false])
        let text = SummaryText(later).text
        #expect(text.contains("\n  Told to partners now\n    raised        Twente, occupation 4321 (Stock clerk)"))
        #expect(
            text.contains("\n    withdrawn     internship KEUKEN, from sandbox (jobs in the same group are at risk)"))
        #expect(text.contains("\nReleased now: sandbox 1\n"))
        #expect(text.hasSuffix("\nNext release, 2026-11-23 09:00: 1 offer withdrawn"))
    }

    @Test("A hold of the day is no change of the night; what newly waits for a person is")
    func waits() async throws {
        let (employer, first) = try await firstNight()
        let key = try #require(first.alerts.first { $0.state == "intended" }?.subject)
        let decision = Decision(kind: .alert, action: .hold, subject: key, user: "hr", reason: "asked")
        try await employer.succeed(.decide(decision))
        let held = try await employer.scanned()
        #expect(held.changes?.isUnchanged == true)
        #expect(held.alerts.map(\.state) == ["needs-release", "held"])
        #expect(held.upcoming.map(\.title) == ["internship KEUKEN"])
        try await employer.take(
            "2026-11-22", Self.files("sales,S1,2027-06-30,0,,", "stock,S2,2027-03-31,15,,", "cook,S1,2027-05-31,20,,"))
        let waits = try await employer.scanned()
        let changes = try #require(waits.changes).outward
        #expect(changes.filter { $0.kind == .waits && $0.family == .alert }.map(\.state) == ["held"])
        #expect(
            SummaryText(waits).text.contains(
                "\n  Waits, new tonight\n    held          Twente, occupation 5223 (Shop assistant)"))
    }

    @Test("A replay is held against nothing and tells partners nothing")
    func replay() async throws {
        let (employer, _) = try await firstNight()
        _ = try await secondNight(employer)
        let replay = try await employer.scanned { $0.asOf = CalendarDate(iso: "2026-11-23") }
        #expect(replay.kind == .replay && replay.changes == nil)
        let text = SummaryText(replay).text
        #expect(!text.contains("since the"))
        #expect(!text.contains("Next release"))
    }

    @Test("A dry run says what would change")
    func dryRun() async throws {
        let (employer, _) = try await firstNight()
        let same = try await employer.scanned { $0.isDryRun = true }
        #expect(same.changes?.isUnchanged == true)
        try await employer.take(
            "2026-11-22", Self.files("sales,S1,2027-07-31,0,2026-01-05,", "stock,S2,2027-03-31,15,,"))
        let other = try await employer.scanned { $0.isDryRun = true }
        #expect(other.changes?.groups.map(\.kind) == [.moved])
        #expect(SummaryText(other).text.contains("closes, 40 people [announced]; was 2027-06-30"))
    }

    @Test("The fields that scripts read stay, beside the new ones")
    func fields() async throws {
        let (employer, _) = try await firstNight()
        let summary = try await secondNight(employer)
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary))
        let fields = Set(try #require(object as? [String: Any]).keys)
        #expect(
            fields.isSuperset(of: [
                "kind", "asOf", "snapshotDate", "isStale", "isAhead", "people", "phases", "formerPhases", "entered",
                "changedResults", "groups", "groupsAtRisk", "scores", "alerts", "offers", "withheld", "released",
                "nextRelease", "warnings", "seconds",
            ]))
        #expect(fields.isSuperset(of: ["changes", "upcoming", "formerPeople", "nextReleaseLocal"]))
    }
}
