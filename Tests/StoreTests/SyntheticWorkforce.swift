@testable import Store
import Prevention
import Workforce

/// Deterministic numbers for tests (SplitMix64).
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// An employer that lives in memory: what the archive is held against.
struct SyntheticWorkforce {
    var generator: TestGenerator
    var people: [EmployeeRow] = []
    var hired = 0

    init(seed: UInt64, people count: Int) {
        generator = TestGenerator(seed)
        for _ in 0..<count { hire() }
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ oneIn: Int) -> Bool { number(1...oneIn) == 1 }

    mutating func date(_ range: ClosedRange<Int>) -> CalendarDate { CalendarDate(dayNumber: Int32(number(range))) }

    mutating func maybeDate(_ oneIn: Int, _ range: ClosedRange<Int>) -> CalendarDate? {
        chance(oneIn) ? date(range) : nil
    }

    mutating func hire() {
        hired += 1
        var row = EmployeeRow(
            id: "E\(hired)", hireDate: date(10_000...20_000), job: "J\(number(1...40))",
            establishment: "S\(number(1...7))")
        row.name = "Name \(hired)"
        row.email = chance(3) ? "" : "n\(hired)@example.org"
        row.jobWish = chance(20) ? "tuinman" : ""
        row.birthDate = chance(30) ? nil : date(-15_000...12_000)
        row.serviceSince = chance(5) ? date(8_000...20_000) : row.hireDate
        row.gender = Gender.allCases[number(0...3)]
        row.contract = ContractKind.allCases[number(0...5)]
        people.append(row)
        change(people.count - 1)
    }

    mutating func change(_ index: Int) {
        var row = people[index]
        row.jobSince = maybeDate(2, 10_000...20_000)
        row.contractEnd = maybeDate(6, 19_000...22_000)
        row.redundantSince = maybeDate(50, 19_000...22_000)
        row.noticeDate = maybeDate(50, 19_000...22_000)
        row.exitDate = maybeDate(50, 19_000...22_000)
        row.consentIntroduction = maybeDate(50, 19_000...22_000)
        if chance(4) { row.job = "J\(number(1...60))" }
        row.unit = chance(4) ? nil : "U\(number(1...300))"
        row.renewal = Renewal.allCases[number(0...2)]
        row.exitReason = chance(20) ? ExitReason.allCases[number(0...11)] : .absent
        row.indispensable = chance(40)
        row.centiFTE = [0, 20, 50, 80, 100, 120][number(0...5)]
        row.monthlySalary = chance(9) ? nil : number(-5...9_000_000)
        row.trainingHours = chance(3) ? nil : number(0...16_000)
        row.performance = chance(30) ? number(Int(Int32.min) + 1...Int(Int32.max)) : nil
        row.skills = (0..<number(0...4)).map { _ in "K\(number(1...500))" }
        people[index] = row
    }

    /// A night: some leave, some come, some change, and the export may list them in another order.
    mutating func night(oneIn: Int, shuffled: Bool) {
        people = people.filter { _ in !chance(oneIn * 2) }
        for _ in 0..<max(1, people.count / (oneIn * 2)) { hire() }
        for index in people.indices where chance(oneIn) { change(index) }
        if shuffled { people.shuffle(using: &generator) }
    }

    func snapshot(_ asOf: CalendarDate) -> Snapshot {
        Snapshot(asOf: asOf, source: "synthetic", employees: EmployeeColumns(rows: people))
    }
}

extension EmployeeRow {
    /// Without what is called identity: the archive keeps the newest only.
    var anonymous: EmployeeRow {
        var row = self
        (row.name, row.email, row.jobWish) = ("", "", "")
        return row
    }
}

extension LeaverRule {
    /// Everybody leaves on the date of the snapshot that misses them.
    static let onMissing = LeaverRule(
        employerCountry: "NL", counting: TurnoverCounting(policy: PreventionPolicy(), statutes: [])
    ) { vanished, missing in
        (0..<vanished.employees.count).map { index in
            var row = vanished.employees.row(index)
            row.exitDate = missing
            row.exitReason = .other
            return row
        }
    }
}
