import Workforce

/// A mapping of a YAML file while it is read: hands out typed values, remembers which keys were asked for, and tells
/// everything that is wrong with them.
///
/// The keys that a decoder asks for are the keys that exist: `finish` refuses the rest, with the nearest of them.
final class YamlSection {
    let path: String
    let line: Int
    let log: ProblemLog
    private let entries: [YamlNode.Entry]
    private var known: [String] = []

    init(entries: [YamlNode.Entry], path: String, line: Int, log: ProblemLog) {
        self.entries = entries
        self.path = path
        self.line = line
        self.log = log
    }

    /// The section that a node holds, or nil after reporting that it holds something else.
    convenience init?(_ node: YamlNode, path: String, log: ProblemLog) {
        guard case .mapping(let entries) = node.content else {
            log.error(
                "wrong-type", line: node.line, path: path, "\(node.kind) stands where a section of keys belongs",
                remedy: "write `key: value` lines, indented, or `{key: value}`")
            return nil
        }
        self.init(entries: entries, path: path, line: node.line, log: log)
    }

    /// Every key with its value, in the order of the file: for mappings whose keys are free.
    var all: [YamlNode.Entry] { entries }

    func pathOf(_ key: String) -> String { path.joinedPath(key) }

    /// Where a key stands, or the section when it is not there.
    func lineOf(_ key: String) -> Int { entries.first { $0.key == key }?.keyLine ?? line }

    /// Whether the key is written, with whatever value.
    func has(_ key: String) -> Bool {
        note(key)
        return entries.contains { $0.key == key && !$0.value.isNull }
    }

    /// Whether the key is in the file, without taking it for one that exists.
    func isWritten(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// The value of a key; nil when it is not written or empty.
    func node(_ key: String) -> YamlNode? {
        note(key)
        return entries.first { $0.key == key && !$0.value.isNull }?.value
    }

    /// Runs once all keys have been asked for: every other key is a mistake.
    ///
    /// - Parameter hints: what to say of keys that people are known to write here, instead of a nearest name.
    func finish(hints: [String: String] = [:]) {
        for entry in entries where !known.contains(entry.key) {
            let remedy: String
            if let hint = hints[entry.key] ?? YamlSection.mistakes(entry.key) {
                remedy = hint
            } else if let nearest = Suggestion.nearest(to: entry.key, among: known) {
                remedy = "write `\(nearest)`"
            } else {
                remedy = "leave it out; known here are \(known.sorted().joined(separator: ", "))"
            }
            log.error(
                hints[entry.key] == nil ? "unknown-key" : "refused-key", line: entry.keyLine, path: pathOf(entry.key),
                hints[entry.key] == nil ? "there is no such key here" : "this key is not accepted here", remedy: remedy)
        }
    }

    /// What to do about keys that come of habits or slips in writing YAML.
    private static func mistakes(_ key: String) -> String? {
        if key == "<<" { return "write the values out: YAML's merge keys are not read here" }
        if key.contains(":") { return "put a space after the colon" }
        return nil
    }

    /// Reports a mistake in the value of a key.
    func error(_ code: String, _ key: String, value: String? = nil, _ reason: String, remedy: String) {
        log.error(code, line: lineOf(key), path: pathOf(key), value: value, reason, remedy: remedy)
    }

    func warning(_ code: String, _ key: String, value: String? = nil, _ reason: String, remedy: String) {
        log.warning(code, line: lineOf(key), path: pathOf(key), value: value, reason, remedy: remedy)
    }

    func missing(_ key: String, remedy: String) {
        log.error("missing-key", line: line, path: pathOf(key), "this key is required", remedy: remedy)
    }

    private func note(_ key: String) {
        if !known.contains(key) { known.append(key) }
    }
}
