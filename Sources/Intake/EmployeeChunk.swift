import Workforce

/// Reads one piece of an employees file, on one core, into records.
///
/// A piece rarely begins where a row does. Without knowing better, a chunk takes the first line end for the end of a row,
/// which is wrong inside a quoted value; so it says where its first row began and where its last one ended, in UTF-8
/// bytes behind the edges of the piece, and the assembly has it read again where the two do not meet. Chunks are used
/// over and over: their buffers and code tables stay.
final class EmployeeChunk {
    /// What ends reading before the end of the piece.
    enum Stop: Equatable {
        case unclosedQuote
        /// The file ends in the middle of a row: too few fields and no line end.
        case truncatedRow
        case recordTooLong
        case failed(reason: String)
        /// Bytes that are no UTF-8, in a file of which that was only a guess.
        case notUTF8
    }

    /// What a chunk is to read.
    struct Piece {
        /// Bytes of the source.
        var range: Range<Int>
        /// UTF-8 bytes between the start of the piece and its first row; nil when only the text can tell.
        var skip: Int?
    }

    // MARK: What was read

    /// Nil when no row begins within the longest record allowed.
    private(set) var began: Int?
    private(set) var ended = 0
    private(set) var stop: Stop?
    /// Line ends between `began` and `ended`, or the record that stopped reading.
    private(set) var lines = 0
    /// The rows, and the tables that stay from piece to piece.
    var rows: RowReader

    private let source: ByteSource
    private let dialect: Dialect
    private let buffer: PaddedBytes
    private var rawBlock: PaddedBytes?

    private let options: EmployeeReader.Options

    init(plan: EmployeePlan, source: ByteSource, dialect: Dialect, options: EmployeeReader.Options, seed: UInt64) {
        self.source = source
        self.dialect = dialect
        self.options = options
        rows = RowReader(plan: plan, dialect: dialect, options: options, seed: seed)
        buffer = PaddedBytes(capacity: options.blockBytes * 2)
    }

    /// Reads `piece`. The last row goes on beyond its end; a row that begins exactly there is still ours.
    func read(_ piece: Piece) {
        (began, ended, stop, lines) = (nil, 0, nil, 0)
        rows.clear()
        var window = TextWindow(piece: piece.range, source: source, form: dialect.form, buffer: buffer, block: rawBlock)
        defer { rawBlock = window.block }
        do throws(ByteSourceError) {
            var start = piece.skip
            if start == nil { start = try window.firstLineStart(options: options) }
            guard let start else { return }
            began = start
            try readRows(&window, from: start)
        } catch {
            stop = .failed(reason: error.reason)
        }
    }

    private func readRows(_ window: inout TextWindow, from start: Int) throws(ByteSourceError) {
        var position = try window.open(at: start, options: options)
        while !window.isPast(position) {
            let progress = rows.readRows(
                buffer.base, from: position, window, dialect, recordLimit: options.recordLimit, line: lines)
            position = progress.position
            lines = progress.line
            stop = progress.stop
            if stop != nil || window.isFinal || window.isPast(position) { break }
            if window.end - position > options.recordLimit {
                stop = .recordTooLong
                break
            }
            try window.advance(&position, options: options)
        }
        ended = window.distanceBehindPiece(position)
    }
}
