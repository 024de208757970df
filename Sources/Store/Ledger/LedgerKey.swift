internal import Crypto
internal import Synchronization

/// The key that the connections of one database make content digests with: known once the database is open.
final class LedgerKey: Sendable {
    private let key: Mutex<SymmetricKey>

    init(_ key: SymmetricKey) { self.key = Mutex(key) }

    var current: SymmetricKey {
        get { key.withLock { $0 } }
        set { key.withLock { $0 = newValue } }
    }
}
