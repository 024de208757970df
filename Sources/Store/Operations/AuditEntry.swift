package import struct Foundation.Date

/// Who looked at whom.
package struct AuditEntry: Equatable, Sendable, Codable {
    package var time: Date
    package var systemUser: String
    package var verb: String
    /// Nil where a whole list was shown.
    package var person: PersonKey?

    package init(time: Date, systemUser: String, verb: String, person: PersonKey?) {
        self.time = time
        self.systemUser = systemUser
        self.verb = verb
        self.person = person
    }
}
