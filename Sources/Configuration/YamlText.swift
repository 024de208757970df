import Workforce

/// The bytes of a YAML file made safe to hand to the parser: bounded, valid UTF-8, no aliases to expand.
enum YamlText {
    /// More than any configuration needs, and little enough to be read whole.
    static let maximumBytes = 1 << 20

    /// The text without byte-order mark, or nil after reporting why it cannot be read.
    static func decode(_ bytes: [UInt8], log: ProblemLog) -> String? {
        guard bytes.count <= maximumBytes else {
            log.error(
                "file-too-large", line: nil, path: nil, value: "\(bytes.count) bytes",
                "the file is larger than \(maximumBytes) bytes, which no file of this kind is",
                remedy: "check that this is the file that was meant")
            return nil
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            log.error(
                "not-utf-8", line: 1, path: nil, "the file is written in UTF-16",
                remedy: "save it as UTF-8, for instance with `iconv -f utf-16 -t utf-8`")
            return nil
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            let line = firstInvalidLine(Array(body))
            log.error(
                "not-utf-8", line: line, path: nil, "a byte on this line is not UTF-8",
                remedy: "save the file as UTF-8; it may have been written in windows-1252 or ISO-8859-1")
            return nil
        }
        return refusesAliases(text, log: log) ? nil : withLineFeeds(text)
    }

    /// Lines of any system, ended by a line feed alone.
    private static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var view = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                view.append("\n")
            } else if scalar != "\n" || !afterReturn {
                view.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(view)
    }

    /// The first line that does not decode by itself. UTF-8 sequences never span a line feed.
    private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }

    /// Whether so many alias marks (`*name`) stand in the text that composing it could take exponential time.
    ///
    /// The parser expands aliases before anybody can count them, and hashes expanded keys. Aliases are refused one by
    /// one afterwards; here only a number that could do harm is. A mark after a quote or inside a comment line is none.
    private static func refusesAliases(_ text: String, log: ProblemLog) -> Bool {
        let limit = 8
        var found = 0
        for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "#") { continue }
            var before = UInt8(ascii: " ")
            var isMark = false
            for byte in line {
                if isMark, isNameByte(byte) { found += 1 }
                isMark = byte == UInt8(ascii: "*") && " \t\r,:?-[{]}".utf8.contains(before)
                before = byte
            }
            if found > limit {
                log.error(
                    "yaml-alias", line: index + 1, path: nil, "the file repeats values with YAML aliases (`*name`)",
                    remedy: "write each value out where it belongs")
                return true
            }
        }
        return false
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
