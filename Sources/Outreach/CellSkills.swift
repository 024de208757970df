import Workforce

/// Counts the skills of a cell's people: the ten most held, each by at least ten (domain rules §10).
struct CellSkills {
    private let employees: EmployeeColumns
    private let least: Int
    private var holders: [Int32]
    /// The last row counted for a skill, so that a skill listed twice counts once.
    private var lastRow: [Int32]

    private static let most = 10

    init(employees: EmployeeColumns, policy: DisclosurePolicy) {
        self.employees = employees
        least = policy.cellMinimum
        holders = Array(repeating: 0, count: employees.skillTable.count)
        lastRow = Array(repeating: -1, count: employees.skillTable.count)
    }

    /// Ties at the tenth place go by byte order, and the answer is in byte order.
    mutating func common(to rows: [Int32]) -> [String] {
        var touched: [UInt32] = []
        for row in rows {
            for position in employees.skillRange(Int(row)) {
                let skill = employees.skills[position]
                guard lastRow[Int(skill)] != row else { continue }
                lastRow[Int(skill)] = row
                if holders[Int(skill)] == 0 { touched.append(skill) }
                holders[Int(skill)] += 1
            }
        }
        defer {
            for skill in touched {
                holders[Int(skill)] = 0
                lastRow[Int(skill)] = -1
            }
        }
        let held = touched.filter { holders[Int($0)] >= least }
            .map { (count: holders[Int($0)], name: employees.skillTable[$0]) }
            .filter { !$0.name.isEmpty }
            .sorted { ($1.count, $0.name.utf8Order) < ($0.count, $1.name.utf8Order) }
        return held.prefix(Self.most).map(\.name).sorted { $0.utf8Order < $1.utf8Order }
    }
}

/// A text ordered by its bytes, the order of codes in the rules.
struct UTF8Order: Comparable {
    let text: String
    static func < (left: UTF8Order, right: UTF8Order) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    static func == (left: UTF8Order, right: UTF8Order) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
}

extension String {
    var utf8Order: UTF8Order { UTF8Order(text: self) }
}
