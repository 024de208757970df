/// One thing that is wrong with an input, as a person can mend it: where, what, and what to do.
///
/// Never holds personal data or secrets: values are masked before they come here.
package struct Problem: Equatable, Sendable, Codable {
    package enum Severity: String, Sendable, Codable { case error, warning }

    package var severity: Severity
    /// Stable code, kebab case, that people search for.
    package var code: String
    /// File name without folders.
    package var file: String?
    /// Line in the file, the first being 1.
    package var line: Int?
    /// Column name, or key path in a configuration.
    package var column: String?
    /// The offending value, masked where it could be personal.
    package var value: String?
    package var reason: String
    package var remedy: String

    package init(
        _ severity: Severity = .error, code: String, file: String? = nil, line: Int? = nil, column: String? = nil,
        value: String? = nil, reason: String, remedy: String
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
        self.remedy = remedy
    }
}
