import Workforce

/// What keeps a whole file from being read, and what to do about it.
extension Problem {
    static func emptyFile(_ file: String) -> Problem {
        Problem(
            code: "empty-file", file: file, reason: "The file holds nothing.",
            remedy: "Export it again; even without rows it needs the line with the column names.")
    }

    static func notText(_ file: String) -> Problem {
        Problem(
            code: "not-text", file: file, reason: "The file holds zero bytes: it is no delimited text.",
            remedy: "Save it as CSV in UTF-8. If it is UTF-16, write `encoding: utf-16` in the mapping.")
    }

    static func utf32(_ file: String) -> Problem {
        Problem(
            code: "not-text", file: file, reason: "The file is written in UTF-32, which is not read.",
            remedy: "Export it as UTF-8, or as UTF-16.")
    }

    static func unreadableFile(_ file: String, _ reason: String) -> Problem {
        Problem(
            code: "unreadable-file", file: file, reason: "The file cannot be read: \(reason).",
            remedy: "Check that it exists, that the service may read it, and that nothing is still writing it.")
    }

    static func noHeader(_ file: String, line: Int) -> Problem {
        Problem(
            code: "no-header", file: file, line: line,
            reason: "The line that should hold the column names is not there.",
            remedy: "Correct `header` in the mapping, or export the file with its column names.")
    }

    static func tooManyColumns(_ file: String, line: Int) -> Problem {
        Problem(
            code: "too-many-columns", file: file, line: line,
            reason: "The line with the column names holds more than \(FieldTable.maximumColumns) of them.",
            remedy: "Check the delimiter and `header` in the mapping.")
    }

    static func truncatedFile(_ file: String, line: Int) -> Problem {
        Problem(
            code: "truncated-file", file: file, line: line,
            reason: "The file ends inside a quoted value of the record that starts here.",
            remedy: "Export the file again and copy it whole; or close the quote if the file was edited by hand.")
    }

    static func truncatedRow(_ file: String, line: Int) -> Problem {
        Problem(
            code: "truncated-file", file: file, line: line,
            reason: "The file ends in the middle of this row: it lacks fields, and the line end.",
            remedy: "Export the file again and copy it whole; or end the line if the file was written by hand.")
    }

    static func recordTooLong(_ file: String, line: Int, limit: Int) -> Problem {
        Problem(
            code: "record-too-long", file: file, line: line,
            reason: "The record that starts here is longer than \(limit) bytes; a quote may never be closed.",
            remedy: "Close the quote in this record, or check `quote` and `delimiter` in the mapping.")
    }
}

/// What makes a file larger than can be held.
extension Problem {
    static func tooLarge(_ file: String) -> Problem {
        Problem(
            code: "too-large", file: file, reason: "The texts of this file take more than 4 GB.",
            remedy: "Leave long columns out of the mapping, or import the file in parts.")
    }

    static func tooManyDates(_ file: String, limit: Int) -> Problem {
        Problem(
            code: "too-many-dates", file: file, reason: "The file holds more than \(limit) as-of dates.",
            remedy: "Correct `asOf` in the mapping: it names a column that is no date of a snapshot.")
    }
}

/// What is wrong with the shape of one record.
extension Problem {
    static func strayQuote(_ file: String, line: Int, column: String?) -> Problem {
        Problem(
            .warning, code: "stray-quote", file: file, line: line, column: column,
            reason: "Text follows a closing quote; it was read as part of the value.",
            remedy: "Double the quotes inside a quoted value.")
    }

    static func tooFewFields(_ file: String, line: Int, found: Int, expected: Int) -> Problem {
        Problem(
            .warning, code: "too-few-fields", file: file, line: line,
            reason: "The row holds \(found) of \(expected) fields; those that are missing count as absent.",
            remedy: "Check whether the row was cut, or a line break stands in a value without quotes.")
    }

    static func tooManyFields(_ file: String, line: Int, found: Int, expected: Int) -> Problem {
        Problem(
            code: "too-many-fields", file: file, line: line,
            reason: "The row holds \(found) fields and the header names \(expected): values cannot be told apart.",
            remedy: "Quote the value that holds the delimiter.")
    }

    static func undecodable(
        _ severity: Severity, _ file: String, line: Int, column: String?, form: TextForm
    ) -> Problem {
        Problem(
            severity, code: "undecodable-text", file: file, line: line, column: column,
            reason: "The value holds bytes that are no \(form.encoding.rawValue).",
            remedy: "Write the file's real encoding as `encoding` in the mapping, or export it as UTF-8.")
    }
}
