import Prevention
import Testing
import Workforce

@Suite("Planned closures")
struct PlannedClosuresTests {
    @Test("Groups with a redundancy date, the earliest first, each with its cover in words")
    func entries() {
        var test = TestWorkforce()
        for number in 0..<4 { test.add("a\(number)", job: "A") }
        for number in 0..<2 { test.add("b\(number)", job: "B") { $0.birthDate = nil } }
        test.add("c", job: "C")
        test.add("new", hired: "2026-08-01", job: "B")
        test.plan("A", "E", "2026-12-31", 0)
        test.plan("B", "E", "2026-09-01", 100)
        let closures = PlannedClosures(test.assess())
        #expect(closures.entries.map(\.jobGroup) == ["B", "A"])
        #expect(closures.entries.map(\.isClosing) == [false, true])
        #expect(closures.entries.map(\.covered) == [0, 400])
        #expect(closures.entries.map(\.missingBirthDates) == [2, 0])
        #expect(closures.entries.map(\.futureHires) == [1, 0])
        #expect(
            closures.entries[0].statement.english
                == "B in E has a surplus from 1 September 2026, at most 1.0 FTE. Indicated cover 0.0 of 1.0 FTE "
                + "(1 person). The order is not computed: 2 people without a birth date. Still to start here: 1 person."
        )
        #expect(
            closures.entries[1].statement.dutch
                == "A in E sluit op 31 december 2026: 4 mensen. Wie is aangewezen dekt 4,0 van 4,0 fte (4 mensen).")
    }

    @Test("Elsewhere there is no order, and a closing in steps names its first date")
    func elsewhere() {
        var test = TestWorkforce()
        test.country = "BE"
        for number in 0..<4 { test.add("a\(number)", job: "A") }
        test.plan("A", "E", "2026-09-01", 200)
        test.plan("A", "E", "2026-12-31", 0)
        #expect(
            PlannedClosures(test.assess()).entries[0].statement.english
                == "A in E closes on 31 December 2026: 4 people. The first surplus is on 1 September 2026. "
                + "There is no statutory order in BE: the group is exposed as a whole.")
    }
}
