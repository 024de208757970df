/// Splits a text into records, character by character.
struct ReaderReferenceRecords {
    struct Record: Equatable {
        var line: Int
        var fields: [String]
        /// Fields in which text follows a closing quote.
        var stray: [Int]
        /// The text ends without a line end.
        var isCut: Bool
    }

    private(set) var records: [Record] = []
    private(set) var isUnclosed = false

    init(_ text: String, delimiter: UInt8) {
        enum State { case start, plain, quoted, closed }
        let scalars = Array(text.unicodeScalars)
        let separator = Unicode.Scalar(delimiter)
        var state = State.start
        var (fields, field, stray) = ([String](), "", [Int]())
        var (line, recordLine) = (1, 1)
        var index = 0
        func finish(isCut: Bool) -> Record {
            Record(line: recordLine, fields: fields + [field], stray: stray, isCut: isCut)
        }
        while index < scalars.count {
            let scalar = scalars[index]
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            index += 1
            if state == .quoted {
                if scalar == "\"", next == "\"" {
                    field.unicodeScalars.append("\"")
                    index += 1
                } else if scalar == "\"" {
                    state = .closed
                } else {
                    if scalar == "\n" || scalar == "\r" && next != "\n" { line += 1 }
                    field.unicodeScalars.append(scalar)
                }
                continue
            }
            if scalar == separator {
                fields.append(field)
                (field, state) = ("", .start)
            } else if scalar == "\n" || scalar == "\r" {
                if scalar == "\r", next == "\n" { index += 1 }
                records.append(finish(isCut: false))
                line += 1
                (fields, field, stray, recordLine, state) = ([], "", [], line, .start)
            } else if scalar == "\"", state == .start {
                state = .quoted
            } else {
                if state == .closed { stray.append(fields.count) }
                state = .plain
                field.unicodeScalars.append(scalar)
            }
        }
        isUnclosed = state == .quoted
        if !isUnclosed, !fields.isEmpty || !field.isEmpty || state == .closed { records.append(finish(isCut: true)) }
    }
}
