internal import Crypto
package import Foundation

/// What is known of signing secrets at one moment, and what a secret is known again by: nothing more has to be read.
package struct KnownSecrets: Equatable, Sendable {
    /// By partner and kind.
    package let histories: [SecretStore.Name: SecretHistory]
    let fingerprints: SymmetricKey

    /// A fingerprint of a secret, keyed: whoever reads the database cannot try secrets against it.
    package func fingerprint(_ text: String, of name: SecretStore.Name) -> Data {
        SealedSecret.fingerprint(text, of: name, key: fingerprints)
    }

    /// What signs now, given what the configuration holds.
    package func plan(for name: SecretStore.Name, configured: String, now: Date) -> SecretHistory.Plan {
        (histories[name] ?? SecretHistory())
            .plan(configured: configured, fingerprint: fingerprint(configured, of: name), now: now)
    }
}
