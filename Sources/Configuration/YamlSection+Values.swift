import Workforce

/// Typed values of a section. Each returns nil, or the default, when the key is absent *or* wrong; what is wrong is
/// in the log by then, so that a decoder can go on to the next key.
extension YamlSection {
    /// A text, a number or a date as it is written.
    func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        return text(node, path: pathOf(key))
    }

    /// A text that has to be there and to say something.
    func requiredText(_ key: String, remedy: String) -> String? {
        guard has(key) else {
            missing(key, remedy: remedy)
            return nil
        }
        guard let text = text(key) else { return nil }
        if text.allSatisfy(\.isWhitespace) {
            error("empty-value", key, "the text is empty", remedy: remedy)
            return nil
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>, unit: String = "") -> Int? {
        guard let node = node(key) else { return nil }
        guard let text = plainText(node, key, expected: "a whole number") else { return nil }
        guard let value = Int(text) else {
            error(
                "wrong-type", key, value: Shown.value(text), "\(Shown.value(text)) is not a whole number",
                remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)")
            return nil
        }
        guard range.contains(value) else {
            error(
                "out-of-range", key, value: text,
                "\(text) is outside \(range.lowerBound) to \(range.upperBound)\(unit)",
                remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)")
            return nil
        }
        return value
    }

    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = node(key) else { return nil }
        guard let text = plainText(node, key, expected: "a number") else { return nil }
        let bounds = "\(Shown.number(range.lowerBound)) to \(Shown.number(range.upperBound))"
        guard let value = Shown.decimal(text) else {
            error(
                "wrong-type", key, value: Shown.value(text), "\(Shown.value(text)) is not a number",
                remedy: "write a number from \(bounds), with a point before the decimals")
            return nil
        }
        guard range.contains(value) else {
            error(
                "out-of-range", key, value: text, "\(text) is outside \(bounds)",
                remedy: "write a number from \(bounds)")
            return nil
        }
        return value
    }

    func flag(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        if case .scalar("true", isPlain: true) = node.content { return true }
        if case .scalar("false", isPlain: true) = node.content { return false }
        error(
            "wrong-type", key, value: shown(node), "\(shown(node)) is neither true nor false",
            remedy: "write true or false, without quotes")
        return nil
    }

    func date(_ key: String) -> CalendarDate? {
        guard let text = text(key) else { return nil }
        if let date = CalendarDate(iso: text) { return date }
        error(
            "invalid-date", key, value: Shown.value(text), "\(Shown.value(text)) is not a date of the calendar",
            remedy: "write it as 2027-12-31 (year-month-day)")
        return nil
    }

    /// One of the named cases, by raw value.
    func choice<Choice>(_ key: String, of type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let node = node(key), let text = text(node, path: pathOf(key)) else { return nil }
        return choice(text, line: node.line, path: pathOf(key))
    }

    /// Several of the named cases, each at most once.
    func choices<Choice>(_ key: String, of type: Choice.Type = Choice.self) -> [Choice]?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let items = list(key) else { return nil }
        return items.enumerated().compactMap { index, node in
            let path = "\(pathOf(key))[\(index)]"
            guard let text = text(node, path: path) else { return nil }
            return choice(text, line: node.line, path: path)
        }
    }

    /// A list; a single value is not taken for a list of one, so that files read the same everywhere.
    func list(_ key: String) -> [YamlNode]? {
        guard let node = node(key) else { return nil }
        if case .list(let items) = node.content { return items }
        let example = if case .scalar(let text, _) = node.content { Shown.value(text) } else { "…" }
        error(
            "wrong-type", key, "\(node.kind) stands where a list belongs",
            remedy: "write `[\(example)]`, or one `- value` a line")
        return nil
    }

    func texts(_ key: String) -> [String]? {
        list(key)?.enumerated().compactMap { index, node in text(node, path: "\(pathOf(key))[\(index)]") }
    }

    /// A text or a list of texts.
    func oneOrMoreTexts(_ key: String) -> [String]? {
        if case .scalar? = node(key)?.content { return text(key).map { [$0] } }
        return texts(key)
    }

    func section(_ key: String) -> YamlSection? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let entries) = node.content else { return YamlSection(node, path: pathOf(key), log: log) }
        return YamlSection(entries: entries, path: pathOf(key), line: lineOf(key), log: log)
    }

    /// The sections of a list, those that are something else reported and left out.
    func sections(_ key: String) -> [YamlSection]? {
        list(key)?.enumerated().compactMap { index, node in
            YamlSection(node, path: "\(pathOf(key))[\(index)]", log: log)
        }
    }

    func text(_ node: YamlNode, path: String) -> String? {
        if case .scalar(let text, _) = node.content, !node.isNull { return text }
        log.error(
            "wrong-type", line: node.line, path: path, "\(node.kind) stands where a text belongs",
            remedy: "write one text, in quotes if it holds `: ` or ` #`")
        return nil
    }

    func choice<Choice>(_ text: String, line: Int, path: String) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        if let value = Choice(rawValue: text) { return value }
        let names = Choice.allCases.map(\.rawValue)
        let nearest = Suggestion.nearest(to: text, among: names)
        log.error(
            "unknown-value", line: line, path: path, value: Shown.value(text),
            "\(Shown.value(text)) is not one of the values known here",
            remedy: nearest.map { "write `\($0)`" } ?? "write one of \(names.joined(separator: ", "))")
        return nil
    }

    private func plainText(_ node: YamlNode, _ key: String, expected: String) -> String? {
        if case .scalar(let text, isPlain: true) = node.content { return text }
        error(
            "wrong-type", key, value: shown(node), "\(node.kind) stands where \(expected) belongs",
            remedy: "write \(expected), without quotes")
        return nil
    }

    private func shown(_ node: YamlNode) -> String {
        if case .scalar(let text, let isPlain) = node.content {
            return isPlain ? Shown.value(text) : "\"\(Shown.value(text))\""
        }
        return node.kind
    }
}
