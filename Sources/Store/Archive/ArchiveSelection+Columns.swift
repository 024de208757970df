internal import Dispatch
internal import Synchronization
internal import Workforce

extension ArchiveSelection {
    /// The code tables that archived numbers refer to.
    struct Tables: Sendable {
        var jobs: CodeTable
        var establishments: CodeTable
        var units: CodeTable
        var skills: CodeTable
    }

    /// Everything about the people but who they are, a column at a time on all cores.
    ///
    /// - Parameter beside: other work to be done meanwhile, once.
    func columns(_ tables: Tables, beside: @Sendable (_ set: (ByteStringColumn) -> Void) throws(StoreError) -> Void)
        throws(StoreError) -> EmployeeColumns
    {
        let result = Mutex(EmployeeColumns())
        let failure = Mutex<StoreError?>(nil)
        // The two longest first, so that they do not end up alone.
        let steps =
            [ArchiveColumn.presence, .skills] + ArchiveColumn.allCases.filter { $0 != .presence && $0 != .skills }
        DispatchQueue.concurrentPerform(iterations: steps.count) { index in
            do throws(StoreError) {
                if steps[index] == .presence {
                    try beside { ids in result.withLock { $0.id = ids } }
                } else {
                    try decode(steps[index], tables, into: result)
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        var columns = result.withLock { $0 }
        columns.jobs = tables.jobs
        columns.establishments = tables.establishments
        columns.units = tables.units
        columns.skillTable = tables.skills
        return columns
    }

    private func decode(
        _ column: ArchiveColumn, _ tables: Tables, into result: borrowing Mutex<EmployeeColumns>
    ) throws(StoreError) {
        switch column {
        case .presence: break
        case .job:
            let codes = try codes(.job, limit: tables.jobs.count)
            result.withLock { $0.job = codes }
        case .establishment:
            let codes = try codes(.establishment, limit: tables.establishments.count)
            result.withLock { $0.establishment = codes }
        case .unit:
            let codes = try codes(.unit, limit: tables.units.count, orAbsent: true)
            result.withLock { $0.unit = codes }
        case .contract:
            let values = try cases(.contract, ContractKind.allCases)
            result.withLock { $0.contract = values }
        case .gender:
            let values = try cases(.gender, Gender.allCases)
            result.withLock { $0.gender = values }
        case .renewal:
            let values = try cases(.renewal, Renewal.allCases)
            result.withLock { $0.renewal = values }
        case .exitReason:
            let values = try cases(.exitReason, ExitReason.allCases)
            result.withLock { $0.exitReason = values }
        case .indispensable:
            let values = try cases(.indispensable, [false, true])
            result.withLock { $0.indispensable = values }
        case .skills:
            let skills = try skills(limit: tables.skills.count)
            result.withLock { ($0.skills, $0.skillEnds) = (skills.codes, skills.ends) }
        case .birthDate, .hireDate, .serviceSince, .jobSince, .contractEnd, .redundantSince, .noticeDate, .exitDate,
            .consentIntroduction, .centiFTE, .monthlySalary, .trainingHours, .performance:
            let values = try numbers(column)
            result.withLock { ArchiveSelection.set(column, values, in: &$0) }
        }
    }

    private static func set(_ column: ArchiveColumn, _ values: [Int32], in columns: inout EmployeeColumns) {
        switch column {
        case .birthDate: columns.birthDate = DateColumn(days: values)
        case .hireDate: columns.hireDate = DateColumn(days: values)
        case .serviceSince: columns.serviceSince = DateColumn(days: values)
        case .jobSince: columns.jobSince = DateColumn(days: values)
        case .contractEnd: columns.contractEnd = DateColumn(days: values)
        case .redundantSince: columns.redundantSince = DateColumn(days: values)
        case .noticeDate: columns.noticeDate = DateColumn(days: values)
        case .exitDate: columns.exitDate = DateColumn(days: values)
        case .consentIntroduction: columns.consentIntroduction = DateColumn(days: values)
        case .centiFTE: columns.centiFTE = values
        case .monthlySalary: columns.monthlySalary = NumberColumn(values: values)
        case .trainingHours: columns.trainingHours = NumberColumn(values: values)
        case .performance: columns.performance = NumberColumn(values: values)
        default: break
        }
    }
}
