package import Foundation

/// The secrets that have signed a partner's events in one way, and the rule by which some of them still do.
///
/// The configuration names one secret; rotations are run-time state and live in the database (interface:
/// "Configuration"). Where the two differ, the later act of a person holds: a rotation supersedes the secret that the
/// file held then, and a secret that a person puts into the file afterwards supersedes the rotation. One that has ended
/// never comes back, whatever old file brings it up.
package struct SecretHistory: Equatable, Sendable {
    package enum Origin: String, Sendable, Codable { case configuration, rotation }

    package struct Entry: Equatable, Sendable {
        /// Keyed; says nothing of the secret.
        package var fingerprint: Data
        /// The secret or private key; nil once it is wiped, and when what is stored cannot be opened.
        package var text: String?
        package var origin: Origin
        package var since: Date
        /// From when it does not sign any more; nil for the current one.
        package var ends: Date?
        /// Ended at once because somebody else may know it: never to sign again.
        package var isLeaked = false

        /// Whether it signs at a moment.
        package func signs(at now: Date) -> Bool { text != nil && !isLeaked && ends.map { $0 > now } ?? true }
    }

    /// Newest first.
    package var entries: [Entry] = []

    package init(entries: [Entry] = []) { self.entries = entries }

    /// The one without an end; nil before any is known.
    package var current: Entry? { entries.first { $0.ends == nil } }

    /// The newest that signs along beside the current one.
    package func former(at now: Date) -> Entry? { entries.first { $0.ends != nil && $0.signs(at: now) } }

    /// What signs now, given what the configuration holds.
    package struct Plan: Equatable, Sendable {
        package struct Signing: Equatable, Sendable {
            package var text: String
            package var ends: Date?
        }

        /// Newest first; empty only when what should sign cannot be read.
        package var signing: [Signing]
        /// The configured secret is new here: it is to be recorded as the current one.
        package var adopts: Bool
        /// The configuration holds a secret that has been rotated out.
        package var isConfigurationStale: Bool
    }

    /// How long the former secret signs along unless somebody says otherwise (delivery rules, "Request").
    package static let overlap: TimeInterval = 24 * 3_600

    /// The rule.
    /// - Parameter fingerprint: of the configured secret.
    package func plan(configured: String, fingerprint: Data, now: Date) -> Plan {
        let standing = entries.map { entry in
            var entry = entry
            // The configuration holds it, whatever became of the stored one.
            if entry.ends == nil, entry.fingerprint == fingerprint { entry.text = configured }
            return entry
        }.filter { $0.signs(at: now) }
        guard let current else {
            return Plan(signing: [Plan.Signing(text: configured)], adopts: true, isConfigurationStale: false)
        }
        let known = entries.first { $0.fingerprint == fingerprint }
        let isStale = known.map { $0.ends != nil && (current.origin == .rotation || !$0.signs(at: now)) } ?? false
        guard known?.ends != nil || known == nil, !isStale else {
            return Plan(
                signing: standing.map { Plan.Signing(text: $0.text ?? "", ends: $0.ends) }, adopts: false,
                isConfigurationStale: isStale)
        }
        let others = standing.filter { $0.fingerprint != fingerprint }
            .map { Plan.Signing(text: $0.text ?? "", ends: $0.ends ?? now + Self.overlap) }
        return Plan(signing: [Plan.Signing(text: configured)] + others, adopts: true, isConfigurationStale: false)
    }
}
