/// Where an event stands on its way to its partner (delivery rules, "Outbox").
///
/// The raw values are stored and printed; they never change their meaning.
package enum OutboxState: String, Sendable, Codable, CaseIterable {
    /// A hold binds the subject; nothing is attempted until it is released.
    case held
    case pending
    /// An attempt is in flight.
    case leased
    /// An attempt failed and another one is due.
    case retrying
    /// The partner refuses the event; a person must look.
    case parked
    /// Every retry has failed.
    case exhausted
    case delivered
    /// The content, or the agreement with the partner, lapsed first.
    case expired
    /// Cancelled together with the withdrawal that followed, before the partner could know of it.
    case withdrawn
    /// A newer event of the same subject carries the present state instead.
    case superseded

    /// Whether the event may still reach the partner, by itself or after a person's replay.
    ///
    /// The index `outbox_open` lists the same states.
    package var isOpen: Bool {
        switch self {
        case .held, .pending, .leased, .retrying, .parked, .exhausted: true
        case .delivered, .expired, .withdrawn, .superseded: false
        }
    }

    /// The states that may follow; everything else would be a defect of the outbox.
    package var successors: Set<OutboxState> {
        switch self {
        case .held: [.pending, .retrying, .expired, .withdrawn, .superseded]
        case .pending: [.held, .leased, .expired, .withdrawn, .superseded]
        case .leased: [.pending, .delivered, .retrying, .held, .parked, .exhausted, .expired, .superseded, .withdrawn]
        case .retrying: [.held, .leased, .expired, .withdrawn, .superseded]
        case .parked, .exhausted: [.pending, .expired, .superseded, .withdrawn]
        // A person's replay leaves both; what lapsed by a clock that ran ahead waits again once it is right.
        case .delivered: [.pending]
        case .expired: [.held, .pending]
        case .withdrawn, .superseded: []
        }
    }
}
