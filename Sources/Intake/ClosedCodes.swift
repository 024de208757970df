import Workforce

/// The codes of one column (`contract`, `gender` …) with its value map, as one table from text to raw value.
struct ClosedCodes: Sendable {
    /// A text of at most sixteen bytes as two words, which covers nearly all codes.
    private struct Entry: BitwiseCopyable {
        var words: (UInt64, UInt64)
        var count: Int
        var rawValue: UInt8
    }

    enum Lookup: Equatable {
        case code(UInt8)
        /// The value map makes the value absent.
        case absent
        case health
        case unknown
    }

    private static let absentMark: UInt8 = 254
    private static let unknownMark: UInt8 = 255

    private let field: EmployeeField
    private let values: ValueMap?
    private var entries: [Entry] = []

    init(_ field: EmployeeField, values: ValueMap?) {
        self.field = field
        self.values = values
        var texts: [(text: String, rawValue: UInt8)] = (values?.pairs ?? []).map { pair in
            (pair.source, rawValue(of: pair.canonical))
        }
        // Codes that the map does not speak of stand for themselves, unless `*` speaks of everything.
        if values?.fallback == nil {
            for code in field.codes where !texts.contains(where: { $0.text == code }) {
                texts.append((code, field.rawValue(ofCode: code) ?? Self.unknownMark))
            }
        }
        for (text, rawValue) in texts where rawValue < Self.absentMark && text.utf8.count <= 16 {
            let padded = Array(text.utf8) + Array(repeating: 0, count: 16)
            let words = padded.withUnsafeBufferPointer {
                TextHash.words(UnsafeBufferPointer(rebasing: $0[..<text.utf8.count]))
            }
            entries.append(Entry(words: words, count: text.utf8.count, rawValue: rawValue))
        }
    }

    /// The raw value for `text`, or nil when it takes the long way. The text must be followed by 16 readable bytes.
    @inline(__always)
    func quick(_ text: UnsafeBufferPointer<UInt8>) -> UInt8? {
        let words = TextHash.words(text)
        for entry in entries where entry.words.0 == words.0 && entry.words.1 == words.1 && entry.count == text.count {
            return entry.rawValue
        }
        return nil
    }

    /// The same for every text, also what is no code.
    /// - Parameter isCanonical: the text comes from the mapping and is not to be mapped.
    func lookup(_ text: UnsafeBufferPointer<UInt8>, isCanonical: Bool) -> Lookup {
        let mapped = isCanonical ? nil : values?.value(of: text)
        let code = mapped ?? Array(text)
        switch rawValue(of: code) {
        case Self.absentMark: return .absent
        case Self.unknownMark: return field == .exitReason && Self.isHealth(code) ? .health : .unknown
        case let rawValue: return .code(rawValue)
        }
    }

    /// The code that somebody may have meant.
    func suggestion(for text: UnsafeBufferPointer<UInt8>) -> String? {
        Suggestion.nearest(to: String(decoding: text, as: UTF8.self), among: field.codes)
    }

    private func rawValue(of code: [UInt8]) -> UInt8 {
        if code.isEmpty { return Self.absentMark }
        return field.rawValue(ofCode: String(decoding: code, as: UTF8.self)) ?? Self.unknownMark
    }

    /// Words for leaving because of health, in English, Dutch, German and French exports; never stored as such.
    private static let healthWords = [
        "illness", "ill", "sick", "sickness", "incapacity", "disability", "disabled", "health", "medical", "invalidity",
        "ziek", "ziekte", "arbeidsongeschikt", "arbeidsongeschiktheid", "wia", "wao", "iva", "wga", "invaliditeit",
        "medisch", "gezondheid", "krank", "krankheit", "maladie", "invalidite", "invalidité", "inaptitude",
    ]

    private static func isHealth(_ code: [UInt8]) -> Bool {
        String(decoding: code, as: UTF8.self).lowercased()
            .split { !$0.isLetter }.contains { healthWords.contains(String($0)) }
    }
}
