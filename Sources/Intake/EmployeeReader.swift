package import Workforce

/// Reads an employees file through its mapping, straight from bytes into columns (interface: "Mapping", "Validation").
///
/// The file is cut into pieces that all cores read at the same time; while one core adds what was read to the columns, the
/// others read on. Memory holds the columns, and some pieces besides. Blocks the calling thread.
package struct EmployeeReader: Sendable {
    /// What the caller decides. Sizes of pieces and blocks are for tests and measuring: they change no result.
    package struct Options: Sendable {
        /// Read the `performance` column. Off by default: ratings are profiling, and need a lawful basis named by policy.
        package var allowPerformanceRatings = false
        /// Problems of one code that are listed; the rest are counted.
        package var problemsPerCode = 10_000
        /// Bytes of the file that are read by one core at a time.
        package var chunkBytes = 1 << 20
        /// Use all cores.
        package var isParallel = true
        /// Bytes of one reading of the disk.
        package var blockBytes = 256 << 10
        /// The longest record: what an unclosed quote can swallow before it is called one.
        package var recordLimit = 1 << 20
        /// More as-of dates than this in one file are taken for a wrong column.
        package var dateLimit = 600

        /// Everything at its default.
        package init() {}
    }

    let mapping: FileMapping
    let file: String
    let bundleAsOf: CalendarDate?
    let options: Options

    /// - Parameters:
    ///   - file: the name that problems carry, without folders.
    ///   - bundleAsOf: the date of the bundle, used when the mapping names no source for it.
    package init(mapping: FileMapping, file: String, bundleAsOf: CalendarDate?, options: Options = Options()) {
        self.mapping = mapping
        self.file = file
        self.bundleAsOf = bundleAsOf
        self.options = options
    }

    /// Reads the file at `path`. What keeps it from being read is among the refusals.
    package func read(path: String) -> EmployeeReading {
        do throws(ByteSourceError) {
            return read(try ByteSource(path: path))
        } catch {
            var reading = EmployeeReading()
            reading.refusals = [.unreadableFile(file, error.reason)]
            return reading
        }
    }

    /// Reads a file that is in memory.
    package func read(bytes: [UInt8]) -> EmployeeReading { read(ByteSource(bytes)) }

    private func read(_ source: ByteSource) -> EmployeeReading {
        if let reading = read(source, mapping) { return reading }
        // What looked like UTF-8 at its beginning is not: every byte has a meaning in windows-1252.
        var second = mapping
        second.encoding = .windows1252
        return read(source, second) ?? EmployeeReading()
    }

    /// Nil when the encoding was guessed wrong.
    private func read(_ source: ByteSource, _ mapping: FileMapping) -> EmployeeReading? {
        var reading = EmployeeReading()
        do throws(ByteSourceError) {
            let head = try EmployeeHead(source, mapping: mapping, file: file, recordLimit: options.recordLimit)
            reading.dialect = head.dialect
            reading.header = head.names
            if let refusal = head.refusal {
                reading.refusals = [refusal]
                return reading
            }
            let compiled = EmployeePlan.compile(
                mapping, header: head.names, form: head.dialect.form, file: file, bundleAsOf: bundleAsOf,
                allowPerformanceRatings: options.allowPerformanceRatings)
            reading.problems = compiled.warnings
            reading.refusals = compiled.refusals
            guard let plan = compiled.plan else { return reading }
            let run = try EmployeeRun(
                plan: plan, source: source, head: head, options: options, warnings: compiled.warnings)
            return run.read(into: reading)
        } catch {
            reading.refusals = [.unreadableFile(file, error.reason)]
            return reading
        }
    }
}
