import Dispatch
import Foundation
import Workforce

/// One reading of one file: cuts it into pieces, has them read, and puts what was read together.
final class EmployeeRun {
    private let plan: EmployeePlan
    private let source: ByteSource
    private let head: EmployeeHead
    private let options: EmployeeReader.Options
    private let edges: [Int]

    private var assemblies: [Int32: SnapshotAssembly] = [:]
    private var log: ProblemLog
    private var counts: [IdentifierCount]
    private var reading = EmployeeReading()
    /// Filtered rows without a readable date count for every date: nobody is to vanish by mistake.
    private var undatedFiltered: Set<String> = []
    /// After so many pieces the lengths of the columns are foretold.
    private static let sampledPieces = 16
    /// Where the next row begins, in UTF-8 bytes behind the start of the next piece, and its line.
    private var nextStart: Int
    private var nextLine: Int
    private var isStopped = false
    private var isEncodingWrong = false

    init(
        plan: EmployeePlan, source: ByteSource, head: EmployeeHead, options: EmployeeReader.Options, warnings: [Problem]
    ) throws(ByteSourceError) {
        self.plan = plan
        self.source = source
        self.head = head
        self.options = options
        edges = try Self.edges(source, head, options)
        log = ProblemLog(limitPerCode: options.problemsPerCode)
        for warning in warnings { log.append(warning) }
        counts = plan.checkedColumns.map { IdentifierCount(column: plan.header[$0]) }
        nextStart = head.length
        nextLine = head.firstLine
    }

    /// Where the pieces begin and end: never inside a code unit or between the halves of a character outside the BMP.
    private static func edges(
        _ source: ByteSource, _ head: EmployeeHead, _ options: EmployeeReader.Options
    ) throws(ByteSourceError) -> [Int] {
        let form = head.dialect.form
        let step = max(form.unitBytes, options.chunkBytes / form.unitBytes * form.unitBytes)
        var edges = Array(stride(from: head.textStart, to: source.count, by: step))
        if form.unitBytes == 2 {
            for index in edges.indices.dropFirst() where try isLowSurrogate(source, edges[index], form) {
                edges[index] += 2
            }
        }
        edges.append(source.count)
        return edges
    }

    private static func isLowSurrogate(
        _ source: ByteSource, _ place: Int, _ form: TextForm
    ) throws(ByteSourceError) -> Bool {
        let unit = PaddedBytes(capacity: 2)
        guard try source.read(at: place, 2, into: unit.base) == 2 else { return false }
        return unit.base[form == .utf16LittleEndian ? 1 : 0] & 0xFC == 0xDC
    }

    /// Nil when the bytes are not in the encoding that was guessed.
    func read(into start: EmployeeReading) -> EmployeeReading? {
        reading = start
        let pieces = edges.count - 1
        let cores = options.isParallel ? ProcessInfo.processInfo.activeProcessorCount : 1
        let seed = UInt64.random(in: 0...UInt64.max)
        // Some more than cores, so that nobody waits for the one that adds; many more would only crowd the caches.
        let chunks = (0..<max(1, min(2 * cores, pieces))).map { _ in
            EmployeeChunk(plan: plan, source: source, dialect: head.dialect, options: options, seed: seed)
        }
        let queue = PieceQueue(pieces: pieces, chunks: chunks.count)
        let work = { (_: Int) in
            var last: Int?
            while let step = queue.next(after: last) {
                switch step {
                case .read(let piece, let chunk):
                    last = chunk
                    chunks[chunk].read(
                        EmployeeChunk.Piece(
                            range: self.edges[piece]..<self.edges[piece + 1], skip: piece == 0 ? self.head.length : nil)
                    )
                    queue.didRead(piece, in: chunk)
                case .add(let piece, let chunk):
                    self.add(chunks[chunk], piece)
                    queue.didAdd(chunk, stops: self.isStopped)
                }
            }
        }
        // Safe: the queue gives a chunk to one core at a time, and only the one that adds touches the run.
        nonisolated(unsafe) let shared = work
        DispatchQueue.concurrentPerform(iterations: cores) { shared($0) }
        return isEncodingWrong ? nil : finish()
    }

    /// Adds what a chunk read of a piece, after having it read again if it began in the wrong place.
    private func add(_ chunk: EmployeeChunk, _ piece: Int) {
        if isStopped { return }
        if chunk.began != nextStart {
            chunk.read(EmployeeChunk.Piece(range: edges[piece]..<edges[piece + 1], skip: nextStart))
        }
        if chunk.stop == .notUTF8 {
            (isEncodingWrong, isStopped) = (true, true)
            return
        }
        addRows(chunk)
        reading.rows += chunk.rows.rows
        reading.rejected += chunk.rows.rejected
        reading.filtered += chunk.rows.filteredRows
        reading.healthReasons += chunk.rows.healthReasons
        for index in counts.indices { counts[index].add(chunk.rows.tallies[index]) }
        log.append(
            chunk.rows.log.problems.map { problem in
                var problem = problem
                problem.line = problem.line.map { $0 + nextLine }
                return problem
            }, suppressed: chunk.rows.log.suppressed)
        nextLine += chunk.lines
        nextStart = chunk.ended
        if let stop = chunk.stop { refuse(stop) }
        if piece == Self.sampledPieces - 1 { reserve(afterPieces: piece + 1) }
    }

    private func addRows(_ chunk: EmployeeChunk) {
        for (day, id) in chunk.rows.filtered {
            if day == DateColumn.absent {
                undatedFiltered.insert(id)
            } else {
                assembly(day)?.filtered.insert(id)
            }
        }
        var start = 0
        while start < chunk.rows.records.count, !isStopped {
            let day = chunk.rows.records[start].asOf
            var end = start + 1
            while end < chunk.rows.records.count, chunk.rows.records[end].asOf == day { end += 1 }
            guard let assembly = assembly(day) else { return }
            if !assembly.append(start..<end, of: chunk, firstLine: nextLine) {
                stop(.tooLarge(plan.file))
            }
            start = end
        }
    }

    private func assembly(_ day: Int32) -> SnapshotAssembly? {
        if let assembly = assemblies[day] { return assembly }
        if assemblies.count == options.dateLimit {
            stop(.tooManyDates(plan.file, limit: options.dateLimit))
            return nil
        }
        let assembly = SnapshotAssembly(asOf: CalendarDate(dayNumber: day))
        assemblies[day] = assembly
        return assembly
    }

    private func refuse(_ reason: EmployeeChunk.Stop) {
        switch reason {
        case .unclosedQuote: stop(.truncatedFile(plan.file, line: nextLine))
        case .truncatedRow: stop(.truncatedRow(plan.file, line: nextLine))
        case .recordTooLong: stop(.recordTooLong(plan.file, line: nextLine, limit: options.recordLimit))
        case .failed(let reason): stop(.unreadableFile(plan.file, reason))
        case .notUTF8: break
        }
    }

    private func stop(_ refusal: Problem) {
        reading.refusals.append(refusal)
        isStopped = true
    }

    /// Columns that grow by doubling hold up to twice what they need: the first pieces tell how long they become.
    private func reserve(afterPieces pieces: Int) {
        guard assemblies.count == 1, let assembly = assemblies.values.first, edges.count > pieces + 1 else { return }
        let share = Double(source.count) / Double(edges[pieces]) * 1.02
        func whole(_ count: Int) -> Int { Int(Double(count) * share) + 1000 }
        assembly.reserve(
            whole(assembly.employees.count), idBytes: whole(assembly.employees.id.bytes.count),
            skills: whole(assembly.employees.skills.count))
    }

    private func finish() -> EmployeeReading {
        for assembly in assemblies.values.sorted(by: { $0.asOf < $1.asOf }) {
            reading.merged += assembly.merge(
                file: plan.file, plan: plan, isParallel: options.isParallel, log: &log)
            reading.readings.append(
                EmployeeReading.Dated(
                    asOf: assembly.asOf, employees: assembly.employees,
                    filtered: assembly.filtered.union(undatedFiltered), lines: assembly.lines))
            assembly.employees = EmployeeColumns()
        }
        reading.problems = log.problems
        reading.suppressed = log.suppressed
        reading.identifierCounts = counts
        return reading
    }
}
