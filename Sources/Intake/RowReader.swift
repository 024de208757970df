import Workforce

/// Reads rows, one after the other, into records: the state that one core works on while it reads one piece of a file.
///
/// A value and no object, so that nothing in the loop over rows is counted or checked at run time; its tables stay when it
/// goes on to another piece.
struct RowReader: ~Copyable {
    let plan: EmployeePlan
    let problemsPerCode: Int
    let seed: UInt64
    let isEncodingGuessed: Bool

    // MARK: What was read of this piece

    var records: [EmployeeRecord] = []
    var rows = 0
    var rejected = 0
    var healthReasons = 0
    var log: ProblemLog
    var ids = TextPool()
    var names = TextPool()
    var emails = TextPool()
    var jobWishes = TextPool()
    var skills: [UInt32] = []
    /// Rows that a filter left out: their date (absent when unreadable) and id.
    /// People of rows that were left out, by a filter or because of a fault: they are there all the same.
    var filtered: [(asOf: Int32, id: String)] = []
    var filteredRows = 0
    /// A value is no UTF-8, in a file of which that was only a guess.
    var foundNoUTF8 = false
    /// Counts of the columns that are looked at for national identifiers.
    let tallies: UnsafeMutableBufferPointer<IdentifierTally>

    // MARK: What stays

    let blank = EmployeeRecord()
    /// The marks of a missing date, number and code, at hand.
    let absentDate = DateColumn.absent
    let absentNumber = NumberColumn.absent
    let absentCode = CodeTable.absent

    /// The steps of the plan.
    let steps: UnsafeMutableBufferPointer<EmployeePlan.Step>
    /// Tables of their own, so that each kind of code is numbered by itself.
    var jobs: LocalCodes
    var establishments: LocalCodes
    var units: LocalCodes
    var skillTable: LocalCodes
    var fields: FieldTable
    /// Values that are not a field as it stands: joined, mapped, constant.
    let scratch = PaddedBytes(capacity: 1024)
    /// What lies in `scratch` was made by the mapping, which writes dates, numbers and codes in canonical form.
    var isScratchCanonical = false
    /// The text that `fields` lie in.
    var base: UnsafeMutablePointer<UInt8>

    init(plan: EmployeePlan, dialect: Dialect, options: EmployeeReader.Options, seed: UInt64) {
        self.plan = plan
        self.seed = seed
        problemsPerCode = options.problemsPerCode
        isEncodingGuessed = dialect.isEncodingGuessed
        log = ProblemLog(limitPerCode: options.problemsPerCode)
        jobs = LocalCodes(seed: seed)
        establishments = LocalCodes(seed: seed)
        units = LocalCodes(seed: seed)
        skillTable = LocalCodes(seed: seed)
        fields = FieldTable(capacity: plan.header.count)
        base = scratch.base
        tallies = .allocate(capacity: plan.checkedColumns.count)
        _ = tallies.initialize(from: plan.checkedColumns.map { IdentifierTally(column: $0) })
        steps = .allocate(capacity: plan.steps.count)
        _ = steps.initialize(from: plan.steps)
    }

    deinit {
        tallies.deallocate()
        steps.deallocate()
    }

    /// Forgets what was read of the former piece.
    mutating func clear() {
        (rows, rejected, healthReasons, filteredRows) = (0, 0, 0, 0)
        foundNoUTF8 = false
        records.removeAll(keepingCapacity: true)
        ids.removeAll()
        names.removeAll()
        emails.removeAll()
        jobWishes.removeAll()
        skills.removeAll(keepingCapacity: true)
        filtered.removeAll(keepingCapacity: true)
        log = ProblemLog(limitPerCode: problemsPerCode)
        for index in tallies.indices { tallies[index] = IdentifierTally(column: tallies[index].column) }
    }
}
