/// Splits the text in a buffer into records and fields, as RFC 4180 has it and real exports need it.
///
/// A record ends with LF, CRLF, CR or the text. A quote opens a quoted field only as its first byte; elsewhere it is a
/// quote and nothing more (`5" pipe`). Inside, two quotes are one, and delimiters and line ends are text. What follows a
/// closing quote is read as part of the value, and reported. The text must be followed by 64 readable bytes.
struct RecordScanner {
    enum Outcome: Equatable {
        /// The record is whole; the next begins here.
        case record(next: Int)
        /// The text ends before the record does, and there is more text to come.
        case incomplete
        /// The file ends inside a quoted field.
        case unclosed
    }

    private let base: UnsafeMutablePointer<UInt8>
    private let end: Int
    private let delimiter: UInt8
    private let quote: UInt8
    private var marks: StructureMarks
    /// Line ends passed so far, those inside quoted fields included.
    private(set) var lines = 0

    init(
        base: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int, delimiter: UInt8, quote: UInt8
    ) {
        self.base = base
        self.end = end
        self.delimiter = delimiter
        self.quote = quote
        marks = StructureMarks(base: base, from: start, to: end, delimiter: delimiter, quote: quote)
    }

    /// Reads the record at `start`, where the one before it ended, into `fields`.
    /// - Parameter isFinal: the text in the buffer reaches to the end of the file.
    @inline(__always)
    mutating func next(from start: Int, isFinal: Bool, into fields: inout FieldTable) -> Outcome {
        fields.reset()
        var position = start
        while true {
            var mark: Int
            if position < end, base[position] == quote {
                guard let after = quoted(from: position, isFinal: isFinal, into: &fields) else {
                    return isFinal ? .unclosed : .incomplete
                }
                mark = after
            } else {
                mark = marks.next()
                while mark < end, base[mark] == quote, quote != delimiter { mark = marks.next() }
                fields.append(start: position, end: mark)
            }
            if mark >= end { return isFinal ? .record(next: end) : .incomplete }
            let byte = base[mark]
            if byte == delimiter {
                position = mark + 1
                continue
            }
            if byte == 0x0D {
                if mark + 1 < end {
                    if base[mark + 1] == 0x0A { mark = marks.next() }
                } else if !isFinal {
                    return .incomplete
                }
            }
            lines += 1
            return .record(next: mark + 1)
        }
    }

    /// Reads the quoted field at `start`; answers the mark that ends it, or nil when the text ends inside its quotes.
    private mutating func quoted(from start: Int, isFinal: Bool, into fields: inout FieldTable) -> Int? {
        var isDoubled = false
        var mark = marks.next()
        while true {
            mark = marks.next()
            if mark >= end { return nil }
            switch base[mark] {
            case quote:
                if mark + 1 < end, base[mark + 1] == quote {
                    mark = marks.next()
                    isDoubled = true
                    continue
                }
            case 0x0A:
                lines += 1
                continue
            case 0x0D:
                if mark + 1 < end, base[mark + 1] != 0x0A { lines += 1 }
                continue
            default: continue
            }
            break
        }
        let closing = mark
        // A quote as the last byte of the buffer may be the first of two.
        if closing + 1 >= end, !isFinal { return nil }
        mark = marks.next()
        let isStray = mark != closing + 1
        while mark < end, base[mark] == quote { mark = marks.next() }
        if isStray || isDoubled {
            if fields.count < fields.capacity { fields.unresolved.append(fields.count) }
            if isStray { fields.strayQuotes.append(fields.count) }
            fields.append(start: start, end: mark)
        } else {
            fields.append(start: start + 1, end: closing)
        }
        return mark
    }

    /// Writes the values of fields with doubled or stray quotes over their raw form; once for a whole record.
    mutating func resolveQuotes(in fields: inout FieldTable) {
        for field in fields.unresolved {
            let end = fields.end(field)
            var read = fields.start(field) + 1
            var write = fields.start(field)
            var isQuoted = true
            while read < end {
                if isQuoted, base[read] == quote {
                    if read + 1 < end, base[read + 1] == quote {
                        read += 1
                    } else {
                        isQuoted = false
                        read += 1
                        continue
                    }
                }
                base[write] = base[read]
                write += 1
                read += 1
            }
            fields.setEnd(field, write)
        }
    }
}
