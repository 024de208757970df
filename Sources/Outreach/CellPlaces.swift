import Prevention
import Workforce

/// Where each establishment and job belongs, worked out once, and cells as 64-bit numbers that sort in their order.
///
/// From the top: class (2 bits), region (25), phase (2), cause (2), quarter (16), occupation (17: level, code).
struct CellPlaces {
    /// By establishment code: the number of the region in byte order, from 1; 0 where it is missing.
    private var regionNumbers: [UInt64]
    /// By region number.
    private var regions: [String]
    /// By job code.
    private var occupations: [UInt64]
    private let employees: EmployeeColumns

    init(workforce: Workforce) {
        let employees = workforce.employees
        self.employees = employees
        let regionOf = Dictionary(
            workforce.establishments.map { ($0.establishment, $0.region ?? "") }, uniquingKeysWith: { _, new in new })
        let ownRegions = (0..<UInt32(employees.establishments.count)).map {
            regionOf[employees.establishments[$0]] ?? ""
        }
        regions = Set(ownRegions).union([""]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let numbers = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, UInt64($0)) })
        regionNumbers = ownRegions.map { numbers[$0] ?? 0 }

        let isco = Dictionary(workforce.jobs.map { ($0.job, $0.isco08) }, uniquingKeysWith: { _, new in new })
        occupations = (0..<UInt32(employees.jobs.count)).map { code in
            guard let text = isco[employees.jobs[code]] ?? nil, let occupation = Occupation(isco08: text) else {
                return 0
            }
            return UInt64(occupation.length) << 14 | UInt64(occupation.number)
        }
    }

    @inline(__always)
    func key(row: Int, of result: PreventionResult, releaseClass: ReleaseClass) -> UInt64 {
        let cause = result.cause[row] == .none ? Cause.individual : result.cause[row]
        var key: UInt64 =
            switch releaseClass {
            case .open: 0
            case .person: 1
            case .date: 2
            }
        key = key << 25 | regionNumbers[Int(employees.establishment[row])]
        key = key << 2 | UInt64(result.phase[row] - 1)
        key = key << 2 | UInt64(cause.rawValue)
        key = key << 16 | quarterNumber(result.expectedExit[row])
        return key << 17 | occupations[Int(employees.job[row])]
    }

    func cell(key: UInt64) -> Cell {
        let quarter = key >> 17 & 0xFFFF
        let classes: [ReleaseClass] = [.open, .person, .date]
        return Cell(
            partition: CellPartition(
                region: regions[Int(key >> 37 & (1 << 25 - 1))], phase: Int(key >> 35 & 3) + 1,
                cause: Cause(rawValue: UInt8(key >> 33 & 3)) ?? .individual,
                quarter: quarter == 0 ? nil : "\(quarter / 4)-Q\(quarter % 4 + 1)",
                releaseClass: classes[Int(key >> 62)]),
            occupation: Occupation(length: Int(key >> 14 & 7), number: Int(key & (1 << 14 - 1))))
    }

    /// Quarters since year 0; 0 where the date is missing.
    private func quarterNumber(_ date: CalendarDate?) -> UInt64 {
        guard let date else { return 0 }
        let (year, month, _) = date.parts
        return UInt64(max(0, year) * 4 + (month - 1) / 3)
    }
}
