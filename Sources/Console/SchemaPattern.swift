import Synchronization

/// A regular expression of a schema, read once: reading it takes far longer than holding a text against it.
final class SchemaPattern: Equatable, Sendable {
    /// As the schema writes it.
    let text: String
    private let expression: Mutex<Regex<AnyRegexOutput>>

    /// Nil where the text is no expression.
    init?(_ text: String) {
        // Not lost: nil is the answer, upon which the whole schema is refused, with the place of the keyword.
        guard let expression = try? Regex(text) else { return nil }
        self.text = text
        self.expression = Mutex(expression)
    }

    /// Whether a value holds what the pattern describes; `$` is its very end, as in ECMA-262, and not before a line end.
    func matches(_ value: String) -> Bool {
        guard let end = expression.withLock({ value.firstMatch(of: $0)?.range.upperBound }) else { return false }
        return !text.hasSuffix("$") || end == value.endIndex
    }

    static func == (left: SchemaPattern, right: SchemaPattern) -> Bool { left.text == right.text }
}
