package import Workforce

/// `snapshot.yaml` of a bundle: the date of the snapshot and where it came from, two lines of `key: value`.
///
/// Two scalars need no YAML library here; anything beyond them is refused rather than half understood.
package struct SnapshotManifest: Equatable, Sendable {
    package static let fileName = "snapshot.yaml"
    private static let keys = ["asOf", "source"]

    package var asOf: CalendarDate?
    package var source: String?

    package init(asOf: CalendarDate? = nil, source: String? = nil) {
        self.asOf = asOf
        self.source = source
    }

    /// - Throws: `IntakeError` with every problem of the file.
    package init(parsing text: String) throws {
        var problems: [Problem] = []
        var seen: Set<String> = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, rawLine) in lines.enumerated() {
            let line = SnapshotManifest.trimmed(rawLine.drop { $0 == "\u{FEFF}" })
            if line.isEmpty || line.hasPrefix("#") || line == "---" { continue }
            func report(_ code: String, _ reason: String, _ remedy: String) {
                problems.append(
                    Problem(
                        code: code, file: SnapshotManifest.fileName, line: index + 1, reason: reason, remedy: remedy))
            }
            guard let colon = line.firstIndex(of: ":") else {
                report(
                    "manifest-line", "The line is not `key: value`.",
                    "Write only `asOf: yyyy-MM-dd` and `source: text`, one on each line.")
                continue
            }
            let key = String(SnapshotManifest.trimmed(line[..<colon]))
            let value = SnapshotManifest.unquoted(line[line.index(after: colon)...])
            guard SnapshotManifest.keys.contains(key) else {
                let nearest = Suggestion.nearest(to: key, among: SnapshotManifest.keys)
                report(
                    "manifest-key", "There is no key `\(key)`.",
                    (nearest.map { "Did you mean `\($0)`? " } ?? "") + "The keys are `asOf` and `source`.")
                continue
            }
            guard seen.insert(key).inserted else {
                report("manifest-key-twice", "`\(key)` stands here a second time.", "Leave one of the two lines out.")
                continue
            }
            if key == "source" {
                source = value.isEmpty ? nil : value
            } else if let date = CalendarDate(iso: value) {
                asOf = date
            } else {
                report(
                    "manifest-date", "`asOf` is no date: \(value).",
                    "Write it as `yyyy-MM-dd`, for example `2026-01-31`.")
            }
        }
        if !problems.isEmpty { throw IntakeError(problems) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// The value without its quotes, or without a comment behind it.
    private static func unquoted(_ text: Substring) -> String {
        let text = trimmed(text)
        if let quote = text.first, quote == "\"" || quote == "'", let end = text.dropFirst().firstIndex(of: quote) {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        var end = text.startIndex
        while end < text.endIndex {
            if text[end] == "#", end == text.startIndex || text[text.index(before: end)] == " " { break }
            end = text.index(after: end)
        }
        return String(trimmed(text[..<end]))
    }
}
