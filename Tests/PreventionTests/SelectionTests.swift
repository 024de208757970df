import Prevention
import Testing
import Workforce

@Suite("The selection order")
struct SelectionTests {
    /// Outcomes by id: selection, rank, tied, redundancy date.
    private struct Outcome {
        var result: PreventionResult
        var row: [String: Int]
        init(_ test: TestWorkforce) {
            result = test.assess()
            row = Dictionary(uniqueKeysWithValues: test.people.enumerated().map { ($1.id, $0) })
        }
        func rank(_ id: String) -> Int { Int(result.rank[row[id]!]) }
        func isIndicated(_ id: String) -> Bool { result.selection[row[id]!] == .indicated }
        var indicated: Set<String> { Set(row.keys.filter { isIndicated($0) }) }
        var tied: Set<String> { Set(row.keys.filter { result.tied[row[$0]!] }) }
        func date(_ id: String) -> CalendarDate? { result.redundancyDate[row[id]!] }
        var group: SelectionGroup { result.groups[0] }
    }

    @Test("Rank groups go one after the other: externals, past pension age, on call, ending soon, everybody else")
    func rankGroups() {
        var test = TestWorkforce()
        test.policy.leavesAtPensionAge = false
        test.add("else", hired: "2026-01-01")
        test.add("soon", hired: "2010-01-01") {
            ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2027-02-23"), .yes)
        }
        test.add("later", hired: "2011-01-01") {
            ($0.contract, $0.contractEnd, $0.renewal) = (.fixedTerm, day("2027-02-24"), .yes)
        }
        test.add("call", hired: "2009-01-01") { $0.contract = .onCall }
        test.add("pension", hired: "2008-01-01") { $0.birthDate = day("1959-06-30") }
        test.add("external", hired: "2007-01-01") { ($0.contract, $0.birthDate) = (.agency, nil) }
        test.add("apprentice", hired: "2012-01-01") {
            ($0.contract, $0.contractEnd, $0.renewal) = (.apprentice, day("2026-12-31"), .yes)
        }
        test.plan("J", "E", "2026-09-01", 600)
        let outcome = Outcome(test)
        let inOrder = ["external", "pension", "call", "soon", "else", "apprentice", "later"]
        #expect(inOrder.map(outcome.rank) == [1, 2, 3, 4, 5, 6, 7])
        #expect(outcome.indicated == ["external"])
    }

    @Test("Past pension age is at the reference date, and so are the weeks of the decision")
    func referenceDate() {
        var test = TestWorkforce()
        test.policy.leavesAtPensionAge = false
        test.add("born", hired: "2000-01-01") { $0.birthDate = day("1959-09-30") }
        test.add("else", hired: "2026-01-01")
        test.plan("J", "E", "2026-12-01", 100, reference: "2026-09-29")
        #expect(Outcome(test).indicated == ["else"])
        test.plan[0].referenceDate = day("2026-09-30")
        #expect(Outcome(test).indicated == ["born"])
    }

    @Test("A missing birth date is not past pension age")
    func missingNotPast() {
        var test = TestWorkforce()
        test.add("missing", hired: "2000-01-01") { $0.birthDate = nil }
        test.add("pension", hired: "1999-01-01") { $0.birthDate = day("1950-01-01") }
        test.plan("J", "E", "2026-09-01", 100)
        let outcome = Outcome(test)
        #expect(outcome.indicated == ["pension"])
        #expect(outcome.rank("missing") == 2)
        #expect(outcome.group.missingBirthDates.isEmpty, "nobody of that rank group is needed")
    }

    @Test("The order of a partly needed rank group with a missing birth date is not computed; the next ones are")
    func missing() {
        var test = TestWorkforce()
        test.add("call1", hired: "2020-01-01") { $0.contract = .onCall }
        test.add("call2", hired: "2021-01-01") { ($0.contract, $0.birthDate) = (.onCall, nil) }
        test.add("else", hired: "2022-01-01")
        test.plan("J", "E", "2026-09-01", 200)
        var outcome = Outcome(test)
        #expect(outcome.group.missingBirthDates == [1])
        #expect(outcome.indicated.isEmpty)
        #expect(["call1", "call2", "else"].map(outcome.rank) == [0, 0, 3])
        #expect(outcome.result.selection == [.exposed, .exposed, .exposed])
        #expect(outcome.date("call1") == day("2026-09-01"))
        test.plan[0].centiFTE = 100
        outcome = Outcome(test)
        #expect(outcome.indicated == ["call1", "call2"], "a fully needed rank group goes as a whole")
        #expect(outcome.group.missingBirthDates.isEmpty)
        #expect(["call1", "call2", "else"].map(outcome.rank) == [2, 1, 3])
    }

    @Test("In a band the shortest service goes first, predecessor contracts counted, the smaller id before the larger")
    func service() {
        var test = TestWorkforce()
        test.add("a", hired: "2025-01-01") { $0.serviceSince = day("2001-01-01") }
        test.add("b10", hired: "2012-01-01")
        test.add("b9", hired: "2012-01-01")
        test.add("c", hired: "2011-01-01")
        test.plan("J", "E", "2026-09-01", 300)
        let outcome = Outcome(test)
        #expect(["b10", "b9", "c", "a"].map(outcome.rank) == [1, 2, 3, 4])
        #expect(outcome.indicated == ["b10"])
        #expect(outcome.tied == ["b10", "b9"])
    }

    @Test("Without a cut between equals nobody is tied")
    func notTied() {
        var test = TestWorkforce()
        for id in ["a", "b", "c"] { test.add(id, hired: id == "c" ? "2011-01-01" : "2012-01-01") }
        test.plan("J", "E", "2026-09-01", 100)
        #expect(Outcome(test).tied.isEmpty)
        test.plan[0].centiFTE = 0
        #expect(Outcome(test).tied.isEmpty, "all go")
    }

    @Test("The indispensable are passed over for the next in the band, and carry no tie")
    func indispensable() {
        var test = TestWorkforce()
        test.add("a", hired: "2025-01-01") { $0.indispensable = true }
        test.add("b", hired: "2025-01-01")
        test.add("c", hired: "2020-01-01")
        test.add("d", hired: "2019-01-01")
        test.plan("J", "E", "2026-09-01", 200)
        var outcome = Outcome(test)
        #expect(outcome.indicated == ["b", "c"])
        #expect(["b", "c", "a", "d"].map(outcome.rank) == [1, 2, 3, 4])
        #expect(outcome.tied.isEmpty)
        test.plan[0].centiFTE = 0
        outcome = Outcome(test)
        #expect(outcome.indicated == ["a", "b", "c", "d"], "a closing takes everyone")
        test.plan[0].centiFTE = 300
        test.people[1].indispensable = true
        test.people[2].indispensable = true
        test.people[3].indispensable = true
        outcome = Outcome(test)
        #expect(outcome.indicated.isEmpty, "nobody left to choose")
        #expect(outcome.group.toGo == 1)
    }

    @Test("Bands go by their quota, and indicated people rank before the others of their rank group")
    func bands() {
        var test = TestWorkforce()
        for number in 0..<4 {
            test.add("y\(number)", hired: "2018-01-0\(number + 1)") { $0.birthDate = day("2004-01-01") }
        }
        for number in 0..<4 {
            test.add("o\(number)", hired: "2001-01-0\(number + 1)") { $0.birthDate = day("1970-01-01") }
        }
        test.plan("J", "E", "2026-09-01", 400)
        let outcome = Outcome(test)
        #expect(outcome.indicated == ["y3", "y2", "o3", "o2"])
        #expect(["y3", "y2", "o3", "o2", "y1", "y0", "o1", "o0"].map(outcome.rank) == Array(1...8))
    }

    @Test(
        "People to go are the surplus at the heads' average FTE, rounded half up",
        arguments: [
            // Four heads of 0.80: 320. S / 80 rounded half up.
            (280, 1), (281, 0), (240, 1), (200, 2), (201, 1), (160, 2), (1, 4),
        ])
    func number(planned: Int, toGo: Int) {
        var test = TestWorkforce()
        for number in 0..<4 { test.add("p\(number)") { $0.centiFTE = 80 } }
        test.plan("J", "E", "2026-09-01", planned)
        #expect(Outcome(test).group.toGo == toGo)
    }

    @Test("Heads are those who stay past t* and are not in phase 3, whose FTE is taken off the surplus")
    func heads() {
        var test = TestWorkforce()
        for number in 0..<6 { test.add("p\(number)") }
        test.people[0].redundantSince = day("2026-06-01")
        test.people[1].contractEnd = day("2026-09-01")
        test.people[2].contractEnd = day("2026-09-02")
        test.plan("J", "E", "2026-09-01", 200)
        let group = Outcome(test).group
        // Supply 5 at t*, demand 2: surplus 3, of which one is declared already.
        #expect(group.surplus == 300)
        #expect(group.heads == 4)
        #expect(group.headsCentiFTE == 400)
        #expect(group.toCover == 200)
        #expect(group.toGo == 2)
        #expect(group.indicatedCentiFTE == 200)
    }

    @Test("When the surplus is all declared nobody is indicated, everybody exposed, and a later date may take more")
    func declared() {
        var test = TestWorkforce()
        for number in 0..<4 { test.add("p\(number)", hired: "2015-01-0\(number + 1)") }
        test.people[0].redundantSince = day("2026-06-01")
        test.people[0].exitDate = day("2026-10-15")
        test.people[1].redundantSince = day("2026-06-01")
        test.people[1].exitDate = day("2026-10-15")
        test.plan("J", "E", "2026-09-01", 200)
        test.plan("J", "E", "2026-11-01", 100)
        let outcome = Outcome(test)
        #expect(outcome.group.decisiveDate == day("2026-09-01"))
        #expect(outcome.group.toGo == 0)
        #expect(outcome.group.largestToGo == 1)
        #expect(outcome.indicated.isEmpty)
        #expect(outcome.date("p3") == day("2026-11-01"), "the first date whose number to go reaches the rank")
        #expect(outcome.date("p2") == day("2026-09-01"), "none does: t*")
        #expect(outcome.result.selection == [.exposed, .exposed, .exposed, .exposed])
    }

    @Test("Each person has the first date on which the number to go reaches the rank")
    func dates() {
        var test = TestWorkforce()
        for number in 0..<4 { test.add("p\(number)", hired: "2015-01-0\(number + 1)") }
        test.plan("J", "E", "2026-09-01", 300)
        test.plan("J", "E", "2026-12-01", 100)
        var outcome = Outcome(test)
        #expect(outcome.date("p3") == day("2026-09-01"))
        #expect(outcome.date("p2") == day("2026-12-01"))
        #expect(outcome.date("p1") == day("2026-12-01"))
        #expect(outcome.date("p0") == day("2026-12-01"), "not to go: t*")
        test.plan[1].centiFTE = 0
        outcome = Outcome(test)
        #expect(outcome.date("p3") == day("2026-09-01"), "a closing in steps takes its people in steps")
        #expect(outcome.date("p0") == day("2026-12-01"))
        #expect(outcome.group.toGo == 4)
    }

    @Test("Never more are to go than there are heads, also before those who leave by themselves have left")
    func atMostHeads() {
        var test = TestWorkforce()
        for number in 0..<5 { test.add("p\(number)") { if number < 3 { $0.exitDate = day("2026-10-15") } } }
        test.plan("J", "E", "2026-09-01", 100)
        test.plan("J", "E", "2026-11-01", 0)
        let group = Outcome(test).group
        #expect(group.surplus == 400)
        #expect(group.heads == 2)
        #expect(group.largestToGo == 2)
    }

    @Test("Without FTE nobody is to go, unless the group closes: then everybody is")
    func withoutFTE() {
        var test = TestWorkforce()
        test.add("fte") { $0.exitDate = day("2026-10-15") }
        test.add("p") { $0.centiFTE = 0 }
        test.people[0].noticeDate = day("2026-06-01")
        test.plan("J", "E", "2026-07-10", 0)
        let outcome = Outcome(test)
        #expect(outcome.group.headsCentiFTE == 0)
        #expect(outcome.indicated == ["p"])
        #expect(outcome.group.toGo == 1)
        #expect(outcome.date("p") == day("2026-07-10"), "no number to go without FTE: t*")
        test.plan("J", "E", "2026-11-01", 10)
        #expect(Outcome(test).indicated.isEmpty)
    }

    @Test(
        "Elsewhere the group is exposed as a whole, nobody is indicated, and closing takes the heads",
        arguments: ["BE", "US"])
    func elsewhere(country: String) {
        var test = TestWorkforce()
        test.country = country
        test.add("stays")
        test.add("leaves") { $0.exitDate = day("2026-08-01") }
        test.plan("J", "E", "2026-07-10", 100)
        test.plan("J", "E", "2026-09-01", 0)
        let outcome = Outcome(test)
        #expect(outcome.group.redundancyDate == day("2026-07-10"))
        #expect(outcome.group.toGo == 0)
        #expect(outcome.group.largestToGo == 0)
        #expect(outcome.result.selection == [.exposed, .exposed])
        #expect(outcome.result.rank == [0, 0])
        #expect(outcome.result.rules[0] == .closing)
        #expect(outcome.result.rules[1] == .base)
        #expect(outcome.result.redundancyDate[0] == day("2026-09-01"))
        #expect(outcome.result.expectedExit[0] == day("2026-09-01"))
    }

    @Test("The country is the establishment's, else the employer's")
    func country() {
        var test = TestWorkforce()
        test.country = "US"
        test.establishments = [Establishment(establishment: "E", country: "nl"), Establishment(establishment: "F")]
        for place in ["E", "F", "G"] { test.add(place, establishment: place) }
        test.plan(nil, nil, "2026-09-01", 100)
        let result = test.assess()
        #expect(result.groups.map(\.country) == ["NL", "US", "US"])
        #expect(result.groups.map(\.hasStatutoryOrder) == [true, false, false])
    }
}
