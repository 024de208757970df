/// Decides what becomes of the older undelivered events of a subject when a newer one stands in the outbox.
///
/// Every event carries its subject's full present state, so the newest alone is enough (delivery rules, "Isolation",
/// "Outbox"): older ones are superseded, and what the partner never could have known is cancelled with its withdrawal.
struct OutboxSuccession: Equatable {
    /// An undelivered event, as far as succession needs to know it.
    struct Link: Equatable {
        var row: Int64
        var state: OutboxState
        var isWithdrawal: Bool
        /// At least one attempt may have reached the partner.
        var reached: Bool
    }

    /// Superseded by the newest.
    var superseded: [Int64] = []
    /// Cancelled, the newest among them.
    var withdrawn: [Int64] = []

    /// - Parameters:
    ///   - chain: the undelivered events of one partner and subject, oldest first.
    ///   - stands: whether an earlier event of the subject, not taken back since, has or may have reached the partner.
    init(chain: [Link], stands: Bool) {
        guard let newest = chain.last else { return }
        let older = chain.dropLast().filter { $0.state != .leased }
        let running = chain.contains { $0.state == .leased }
        if newest.isWithdrawal, !newest.reached, !running, !stands {
            withdrawn = older.map(\.row) + [newest.row]
        } else {
            superseded = older.map(\.row)
        }
    }
}
