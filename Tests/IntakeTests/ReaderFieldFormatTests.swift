import Testing
import Workforce

@testable import Intake

@Suite("Dates and numbers as files write them")
struct ReaderFieldFormatTests {
    private static func format(_ change: (inout ValueFormat) -> Void) -> FieldFormat {
        var format = ValueFormat()
        change(&format)
        return FieldFormat(format)
    }

    @Test(
        "A date is read in its pattern",
        arguments: [
            ("yyyy-MM-dd", "2026-01-31", "2026-01-31"), ("yyyyMMdd", "20260131", "2026-01-31"),
            ("dd-MM-yyyy", "31-01-2026", "2026-01-31"), ("MM/dd/yyyy", "01/31/2026", "2026-01-31"),
            ("d-M-yyyy", "1-2-2026", "2026-02-01"), ("d-M-yyyy", "01-12-2026", "2026-12-01"),
            ("M/d/yyyy H:mm", "1/31/2026 0:00", "2026-01-31"), ("M/d/yyyy H:mm", "12/1/2026 23:59", "2026-12-01"),
            ("yyyy-MM-ddTHH:mm:ssZ", "2026-01-31T09:05:00Z", "2026-01-31"), ("dd.MM.yy", "31.12.29", "2029-12-31"),
            ("dd.MM.yy", "31.12.30", "1930-12-31"), ("yyMMdd", "991231", "1999-12-31"),
            ("dd-MM-yyyy", "29-02-2024", "2024-02-29"), ("yyyy/MM/dd", "0001/01/01", "0001-01-01"),
        ])
    func dates(pattern: String, text: String, expected: String) {
        #expect(Self.format { $0.dates = [pattern] }.date(text)?.description == expected)
    }

    @Test(
        "What does not fit its pattern is no date",
        arguments: [
            ("yyyy-MM-dd", "2026-1-31"), ("yyyy-MM-dd", "2026-02-30"), ("yyyy-MM-dd", "2026-01-31 "),
            ("yyyy-MM-dd", "2026/01/31"), ("yyyy-MM-dd", "2O26-01-31"), ("yyyy-MM-dd", "2026-01-3"),
            ("yyyyMMdd", "2026013"), ("yyyyMMdd", "202601310"), ("dd-MM-yyyy", "31-13-2026"),
            ("dd-MM-yyyy", "29-02-2025"), ("M/d/yyyy H:mm", "1/31/2026"), ("M/d/yyyy H:mm", "1/31/2026 24:00"),
            ("M/d/yyyy H:mm", "1/31/2026 0:60"), ("M/d/yyyy H:mm", "1/31/2026 0:00:00"), ("d-M-yyyy", "001-2-2026"),
            ("d-M-yyyy", "-2-2026"), ("dd.MM.yy", "31.12.2029"), ("yyyy-MM-dd", "0000-01-01"), ("yyyy-MM-dd", ""),
            ("yyyy-MM-ddTHH:mm:ss", "2026-01-31T09:05:61"), ("yyyy-MM-dd", "2026-00-10"), ("yyyy-MM-dd", "2026-01-00"),
        ])
    func noDates(pattern: String, text: String) {
        let date = text.withCStringBytes { Self.format { $0.dates = [pattern] }.date($0) }
        #expect(date == nil)
    }

    @Test("Patterns are tried in order, and the pivot is the mapping's")
    func order() {
        let format = Self.format {
            $0.dates = ["dd-MM-yyyy", "MM-dd-yyyy", "yy/M/d"]
            $0.twoDigitYearPivot = 50
        }
        #expect(format.date("02-03-2026")?.description == "2026-03-02")
        #expect(format.date("02-13-2026")?.description == "2026-02-13")
        #expect(format.date("49/1/2")?.description == "2049-01-02")
        #expect(format.date("50/1/2")?.description == "1950-01-02")
    }

    @Test(
        "A pattern that means nothing is named",
        arguments: [
            "DD-MM-YYYY", "yyyy-MM", "MM-dd", "yyyy-MM-dd-dd", "yyy-MM-dd", "d MMM yyyy", "yyyy yy-MM-dd", "",
            "hh:mm yyyy-MM-dd",
        ])
    func unusable(pattern: String) {
        var format = ValueFormat()
        format.dates = ["yyyy-MM-dd", pattern]
        #expect(FieldFormat.unusablePatterns(in: format) == [pattern])
    }

    @Test(
        "Numbers become hundredths, half up",
        arguments: [
            ("1", 100), ("0.8", 80), ("0.80", 80), (".5", 50), ("5.", 500), ("+1.25", 125), ("-1.25", -125),
            ("0.805", 81), ("0.8049", 80), ("0.804999999999999999999", 80), ("0.805000000000000000001", 81),
            ("-0.805", -80), ("-0.806", -81), ("-0.8050000000000000000000001", -81), ("1.005", 101), ("0", 0),
            ("-0.001", 0),
            ("10000000000000", 1_000_000_000_000_000), ("00000000000000000000001.5", 150),
        ])
    func hundredths(text: String, expected: Int) {
        #expect(FieldFormat.canonical.hundredths(text) == expected)
    }

    @Test(
        "FTE in percentages or hours becomes hundredths of full time, half up and exactly",
        arguments: [
            ("100", "80", 80), ("100", "80.00", 80), ("100", "62.5", 63), ("100", "62.4999999999999999999", 62),
            ("100", "29", 29), ("100", "57", 57), ("100", "80%", 80), ("100", "80.5 %", 81), ("100", "0", 0),
            ("36", "36", 100), ("36", "30", 83), ("36", "12", 33), ("36", "0.18", 1), ("36", "0.1799", 0),
            ("37.5", "30", 80), ("37.5", "18.75", 50), ("36.86", "18.43", 50), ("1", "0.805", 81),
            ("36", "-0.18", 0), ("36", "-0.19", -1), ("10000", "10000", 100), ("36", "36%", nil), ("100", "%", nil),
            ("100", "80%%", nil), ("100", "1e1", nil), ("36", "99999999999999999999", nil), ("36", "", nil),
        ] as [(String, String, Int?)])
    func fullTime(fullTime: String, text: String, expected: Int?) {
        let format = FieldFormat(ValueFormat(), fullTime: FullTime(fullTime))
        #expect(format.centiFTE(text, isShare: false) == expected)
        #expect(format.centiFTE("0.80", isShare: true) == 80)
    }

    @Test("Full time is a number from 1 to 10,000 with two decimals at most, and is written back as it was")
    func fullTimes() {
        for text in ["1", "36", "37.5", "38.25", "36.05", "100", "10000"] { #expect(FullTime(text)?.text == text) }
        for text in ["", "0", "0.8", "-36", "36,5", "36.125", "10000.01", "80%", "full", "1e2", "1.2.3"] {
            #expect(FullTime(text) == nil, "\(text)")
        }
    }

    @Test(
        "What is no number in this notation is none",
        arguments: [
            "", "-", ".", "+.", "1,5", "1 000", "1.2.3", "1e3", "0x10", "NaN", "inf", "1-", "€1", "١",
            "12345678901234567890", "--1",
        ])
    func noHundredths(text: String) {
        #expect(FieldFormat.canonical.hundredths(text) == nil)
    }

    @Test("A decimal comma and thousands points, where they belong")
    func marks() {
        let format = Self.format {
            $0.decimalMark = UInt8(ascii: ",")
            $0.thousandsMark = UInt8(ascii: ".")
        }
        for (text, expected) in [
            ("1.234.567,89", 123_456_789), ("1.234", 123_400), ("0,5", 50), ("999", 99_900), ("12.345,6", 1_234_560),
        ] as [(String, Int?)] + [
            ("1.50", nil), ("1.2345", nil), (".123", nil), ("1234.567", nil), ("1..234", nil), ("1,234.5", nil),
            ("1.234.56", nil), ("1.", nil), ("1.234,5.6", nil),
        ] {
            #expect(format.hundredths(text) == expected, "\(text)")
        }
    }

    @Test("Indicators are doubles, with an exponent if need be")
    func doubles() {
        #expect(FieldFormat.canonical.double("0.1") == 0.1)
        #expect(FieldFormat.canonical.double("-12.5E-3") == -0.0125)
        #expect(FieldFormat.canonical.double("123456789012345678901234567890") == 1.2345678901234568e29)
        #expect(
            Self.format {
                $0.decimalMark = 0x2C; $0.thousandsMark = 0x2E
            }.double("1.000,25") == 1000.25)
        for text in ["", "nan", "inf", "1e999", "1e", "e5", "1,5", "0x1p3", "1e5e5"] {
            #expect(FieldFormat.canonical.double(text) == nil, "\(text)")
        }
    }

    @Test("Counts are whole and not negative")
    func counts() {
        #expect(FieldFormat.canonical.count("12") == 12)
        #expect(FieldFormat.canonical.count("12.00") == 12)
        for text in ["-1", "1.5", "x", "", "1000000001"] {
            #expect(FieldFormat.canonical.count(text) == nil, "\(text)")
        }
    }

    @Test("The empty text and the null tokens mean nothing")
    func nulls() {
        let format = Self.format { $0.nullTokens = ["31-12-9999", " - "] }
        for text in ["", "  ", "31-12-9999", " 31-12-9999", "-"] { #expect(format.isNull(text), "\(text)") }
        for text in ["31-12-999", "--", "0"] { #expect(!format.isNull(text), "\(text)") }
    }
}

extension String {
    /// The bytes as they stand, blanks included.
    func withCStringBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = self
        return text.withUTF8(body)
    }
}
