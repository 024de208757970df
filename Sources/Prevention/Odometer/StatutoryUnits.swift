import Workforce

/// The statutory units of a workforce: which establishment lies in which, and how many work there.
struct StatutoryUnits {
    /// People in service who are the employer's own, by unit.
    private(set) var heads: [StatutoryUnit: Int] = [:]
    /// For the operator.
    private(set) var warnings: [Problem] = []
    private let employees: EmployeeColumns
    private let employerCountry: String
    /// Those of establishments.csv, told apart by bytes, as everywhere; of repeated ones the first counts.
    private let listed: [Establishment]
    private let places: CodeTable
    /// By country, what its rules count over.
    private let kinds: [String: [CollectiveRedundancy.Unit]]
    /// By the establishment's code in the employees' table.
    private var ofEstablishment: [[StatutoryUnit]] = []

    init(_ workforce: Workforce, statutes: [StatutePack]) {
        employees = workforce.employees
        employerCountry = workforce.employerCountry
        var places = CodeTable()
        var listed: [Establishment] = []
        for establishment in workforce.establishments
        where Int(places.intern(establishment.establishment)) == listed.count { listed.append(establishment) }
        self.listed = listed
        self.places = places
        kinds = Dictionary(
            statutes.map { pack in
                let kinds = Set(pack.collectiveRedundancies.map(\.unit))
                return (pack.country.uppercased(), kinds.sorted { $0.rawValue < $1.rawValue })
            }
        ) { first, _ in first }
        let codes = employees.establishments
        ofEstablishment = (0..<UInt32(codes.count)).map { units(of: codes[$0]) }
        var headsOf = [Int](repeating: 0, count: codes.count)
        // As arrays of their own: a look into the columns costs a count of references for each row.
        let (establishment, contract) = (employees.establishment, employees.contract)
        let (hired, left) = (employees.hireDate.days, employees.exitDate.days)
        for row in 0..<employees.count
        where !contract[row].isExternal
            && EmployeeColumns.isInService(hired: hired[row], left: left[row], at: workforce.asOf)
        {
            headsOf[Int(establishment[row])] += 1
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

    /// A unit for each kind that the rules of the establishment's country count over.
    func units(of establishment: String) -> [StatutoryUnit] {
        let place = places.find(establishment).map { listed[Int($0)] }
        let country = place?.country(ofEmployer: employerCountry) ?? employerCountry.uppercased()
        return (kinds[country] ?? []).map { kind in
            StatutoryUnit(country: country, kind: kind, code: place.flatMap(kind.code))
        }
    }

    /// Every case in the units of its establishment, by unit and date, and which are whose.
    func place(
        _ cases: [RedundancyCase], result: PreventionResult
    ) -> (cases: [RedundancyCase], units: [Odometer.UnitCases]) {
        // Units by number: a large employer's cases are too many to compare codes for each.
        let units = Set(ofEstablishment.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(units, units.indices))
        let numbersOfEstablishment = ofEstablishment.map { $0.compactMap { numbers[$0] } }
        var placed: [[Int32]] = Array(repeating: [], count: units.count)
        for (index, redundancy) in cases.enumerated() {
            let establishment =
                redundancy.row.map { employees.establishment[$0] }
                ?? employees.establishments.find(result.groups[redundancy.group].establishment)
            guard let establishment else { continue }
            for unit in numbersOfEstablishment[Int(establishment)] { placed[unit].append(Int32(index)) }
        }
        var sorted: [RedundancyCase] = []
        sorted.reserveCapacity(placed.reduce(0) { $0 + $1.count })
        var places: [Odometer.UnitCases] = []
        for (unit, indices) in zip(units, placed) where !indices.isEmpty {
            let first = sorted.count
            sorted += indices.sorted { (cases[Int($0)].date, $0) < (cases[Int($1)].date, $1) }.map { cases[Int($0)] }
            places.append(Odometer.UnitCases(unit: unit, places: first..<sorted.count))
        }
        return (sorted, places)
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
