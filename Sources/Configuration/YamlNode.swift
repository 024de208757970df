/// A value of a YAML document and where it stands: text, list or mapping, without YAML's own typing.
///
/// Scalars stay text until somebody asks for a number, a date or a choice: `NO` can be Norway and `0123` a
/// registration number.
struct YamlNode {
    enum Content {
        /// `isPlain` is false for quoted and block texts.
        case scalar(String, isPlain: Bool)
        case list([YamlNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyLine: Int
        var value: YamlNode
    }

    var content: Content
    /// From 1.
    var line: Int

    /// Nothing was written: an absent value, `~` or `null`.
    var isNull: Bool {
        if case .scalar(let text, isPlain: true) = content {
            return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
        }
        return false
    }

    /// The kind in words, for messages.
    var kind: String {
        switch content {
        case .scalar(let text, let isPlain):
            if isNull { return "nothing" }
            guard isPlain else { return "a text" }
            if text == "true" || text == "false" { return "\(text)" }
            return Double(text) == nil ? "a text" : "a number"
        case .list: return "a list"
        case .mapping: return "a section"
        }
    }
}
