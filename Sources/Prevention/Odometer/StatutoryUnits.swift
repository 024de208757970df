import Workforce

/// The statutory units of a workforce: which establishment lies in which, and how many work there.
struct StatutoryUnits {
    /// People in service who are the employer's own, by unit.
    private(set) var heads: [StatutoryUnit: Int] = [:]
    /// For the operator.
    private(set) var warnings: [Problem] = []
    private let employees: EmployeeColumns
    /// By the establishment's code in the employees' table: a unit for each kind that the country's rules count over.
    private let ofEstablishment: [[StatutoryUnit]]

    init(_ workforce: Workforce, countries: Countries) {
        employees = workforce.employees
        // Told apart by bytes, as everywhere; of repeated establishments the first counts.
        var table = CodeTable()
        var listed: [Establishment] = []
        for establishment in workforce.establishments
        where Int(table.intern(establishment.establishment)) == listed.count { listed.append(establishment) }
        let codes = employees.establishments
        ofEstablishment = (0..<codes.count).map { code in
            let jurisdiction = countries.of(UInt32(code))
            let place = codes.texts.withBytes(code) { table.find($0) }
            let kinds = Set((jurisdiction.pack?.collectiveRedundancies ?? []).map(\.unit))
            return kinds.sorted { $0.rawValue < $1.rawValue }.map { kind in
                StatutoryUnit(
                    country: jurisdiction.country, kind: kind,
                    code: place.flatMap { kind.code(of: listed[Int($0)]) })
            }
        }
        var headsOf = [Int](repeating: 0, count: codes.count)
        for row in 0..<employees.count
        where !employees.contract[row].isExternal && employees.isInService(row, at: workforce.asOf) {
            headsOf[Int(employees.establishment[row])] += 1
        }
        var unstated: [StatutoryUnit: [String]] = [:]
        for (code, units) in ofEstablishment.enumerated() where headsOf[code] > 0 {
            for unit in units {
                heads[unit, default: 0] += headsOf[code]
                if unit.code == nil { unstated[unit, default: []].append(codes[UInt32(code)]) }
            }
        }
        warnings = unstated.sorted { $0.key < $1.key }.map { unit, establishments in
            Self.warning(unit, establishments.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        }
    }

    /// Every case in the units of its establishment, by unit and date.
    func place(_ cases: [RedundancyCase], result: PreventionResult) -> [Odometer.Case] {
        var placed: [Odometer.Case] = []
        for redundancy in cases {
            let establishment =
                redundancy.row.map { employees.establishment[$0] }
                ?? employees.establishments.find(result.groups[redundancy.group].establishment)
            guard let establishment else { continue }
            for unit in ofEstablishment[Int(establishment)] {
                placed.append(Odometer.Case(unit: unit, redundancy: redundancy))
            }
        }
        return placed.enumerated().sorted {
            ($0.element.unit, $0.element.redundancy.date, $0.offset)
                < ($1.element.unit, $1.element.redundancy.date, $1.offset)
        }.map(\.element)
    }

    /// The units of an establishment, by its code in the employees' table.
    func units(of establishment: UInt32) -> [StatutoryUnit] { ofEstablishment[Int(establishment)] }

    /// The units in which somebody works or somebody is counted, in order.
    func inUse(with cases: Set<StatutoryUnit>) -> [StatutoryUnit] { cases.union(heads.keys).sorted() }

    private static func warning(_ unit: StatutoryUnit, _ establishments: [String]) -> Problem {
        let most = 5
        let rest = establishments.count - most
        let list = establishments.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return Problem(
            .warning, code: "\(unit.kind.rawValue)-missing", file: "establishments.csv", column: unit.kind.column,
            value: list,
            reason: "establishments in \(unit.country) do not say which \(unit.kind.name) they belong to; for "
                + "collective redundancies they are counted together",
            remedy: "fill in \(unit.kind.column) of these establishments")
    }
}

extension CollectiveRedundancy.Unit {
    fileprivate var name: String {
        switch self {
        case .statutoryArea: "statutory area"
        case .technicalUnit: "technical unit"
        }
    }
}
