import Intake
import Workforce

/// What libFuzzer calls with every input: nothing may crash, hang, or depend on how the file is cut.
///
/// The first eight bytes choose a mapping and options, the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 8 else { return 0 }
    let choices = FuzzChoices(Array(UnsafeBufferPointer(start: start, count: 8)))
    let bytes = Array(UnsafeBufferPointer(start: start + 8, count: count - 8))
    let mapping = choices.mapping
    let asOf = choices.hasBundleDate ? CalendarDate(iso: "2026-01-31") : nil

    var whole = EmployeeReader.Options()
    whole.isParallel = false
    whole.recordLimit = 4096
    whole.dateLimit = 20
    whole.problemsPerCode = 5
    whole.allowPerformanceRatings = choices.allowsRatings
    var pieces = whole
    pieces.chunkBytes = choices.chunkBytes
    pieces.blockBytes = choices.blockBytes
    pieces.isParallel = choices.isParallel
    let first = EmployeeReader(mapping: mapping, file: "employees.csv", bundleAsOf: asOf, options: whole)
        .read(bytes: bytes)
    let second = EmployeeReader(mapping: mapping, file: "employees.csv", bundleAsOf: asOf, options: pieces)
        .read(bytes: bytes)
    precondition(FuzzDigest(first) == FuzzDigest(second), "the cut changes the reading")
    for reading in first.readings {
        let ids = (0..<reading.employees.count).map { reading.employees.id[$0] }
        precondition(Set(ids).count == ids.count && !ids.contains(""), "a person has two rows, or none")
    }
    let accounted = first.people + first.merged + first.rejected + first.filtered
    precondition(accounted == first.rows || !first.refusals.isEmpty, "a row was lost")

    let table = DelimitedTable(
        bytes: bytes, file: "jobs.csv", mapping: mapping, rowLimit: choices.rowLimit, isPrefix: choices.isPrefix)
    precondition(table.rows.allSatisfy { $0.fields.count == table.header.count }, "a row has another shape")
    for row in table.rows {
        for field in row.fields {
            _ = choices.format.date(field)
            _ = choices.format.hundredths(field)
            _ = choices.format.double(field)
            _ = choices.format.count(field)
        }
    }
    return 0
}
