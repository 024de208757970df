/// The part of a piece of the source that is in memory, as UTF-8: read block by block, decoded where it must be.
///
/// Places are given in two ways: in the buffer, and as UTF-8 bytes behind the start of the piece.
struct TextWindow {
    private let source: ByteSource
    private let form: TextForm
    private let buffer: PaddedBytes
    private var transcoder: Transcoder
    /// Raw bytes of one block, where they must be decoded.
    private(set) var block: PaddedBytes?

    /// The next byte of the source to read, and the end of the piece in it.
    private var rawPosition: Int
    private let rawEnd: Int
    /// UTF-8 bytes of the piece that are no longer in the buffer.
    private var base = 0
    /// UTF-8 bytes of the piece; known once all of it was read.
    private var length: Int?
    /// End of the text in the buffer.
    private(set) var end = 0

    init(piece: Range<Int>, source: ByteSource, form: TextForm, buffer: PaddedBytes, block: PaddedBytes?) {
        self.source = source
        self.form = form
        self.buffer = buffer
        self.block = block
        transcoder = Transcoder(form: form)
        rawPosition = piece.lowerBound
        rawEnd = piece.upperBound
        if piece.isEmpty { length = 0 }
    }

    /// The buffer holds the end of the source.
    var isFinal: Bool { rawPosition >= source.count }

    /// Whether a row at this place in the buffer belongs to the next piece.
    func isPast(_ position: Int) -> Bool { position > lastStart }

    /// The last place in the buffer at which a row of this piece can begin.
    var lastStart: Int { length.map { $0 - base } ?? Int.max }

    /// UTF-8 bytes between the end of the piece and a place in the buffer.
    func distanceBehindPiece(_ position: Int) -> Int { base + position - (length ?? base + end) }

    /// Where the line begins that follows the first line end, in UTF-8 bytes behind the start of the piece.
    ///
    /// Where nothing follows it is the end of the source; nil when no line ends within the longest record allowed.
    mutating func firstLineStart(options: EmployeeReader.Options) throws(ByteSourceError) -> Int? {
        var position = 0
        while true {
            while position < end, buffer.base[position] != 0x0A, buffer.base[position] != 0x0D { position += 1 }
            if position < end, buffer.base[position] == 0x0A { return base + position + 1 }
            if position + 1 < end { return base + position + (buffer.base[position + 1] == 0x0A ? 2 : 1) }
            if isFinal { return base + end }
            if base + end > options.recordLimit { return nil }
            try advance(&position, options: options)
        }
    }

    /// Brings the text at `start` bytes behind the start of the piece into the buffer; answers its place there.
    mutating func open(at start: Int, options: EmployeeReader.Options) throws(ByteSourceError) -> Int {
        while base + end < start, !isFinal {
            var position = end
            try advance(&position, options: options)
        }
        return min(max(0, start - base), end)
    }

    /// Moves the text from `position` on to the front of the buffer and reads a block behind it.
    mutating func advance(_ position: inout Int, options: EmployeeReader.Options) throws(ByteSourceError) {
        let kept = end - position
        if position > 0, kept > 0 { buffer.base.update(from: buffer.base + position, count: kept) }
        base += position
        position = 0
        end = kept
        // Behind the piece only the rest of one row is needed.
        let wanted =
            rawPosition < rawEnd
            ? min(options.blockBytes, rawEnd - rawPosition) : min(options.blockBytes, max(4096, kept))
        if form == .utf8 {
            buffer.grow(to: kept + wanted, keeping: kept)
            let count = try source.read(at: rawPosition, wanted, into: buffer.base + kept)
            rawPosition += count
            end += count
        } else {
            let block = self.block ?? PaddedBytes(capacity: options.blockBytes)
            self.block = block
            block.grow(to: wanted, keeping: 0)
            buffer.grow(to: kept + form.maximumUTF8Bytes(for: wanted), keeping: kept)
            let count = try source.read(at: rawPosition, wanted, into: block.base)
            rawPosition += count
            // No character goes on beyond the piece: half of one at its end is broken, and the next piece begins anew.
            end += transcoder.decode(
                UnsafeRawBufferPointer(start: block.base, count: count), isLast: isFinal || rawPosition == rawEnd,
                to: buffer.base + kept)
        }
        if rawPosition == rawEnd, length == nil { length = base + end }
    }
}
