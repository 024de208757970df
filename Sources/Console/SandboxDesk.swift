import Foundation

/// What the sandbox remembers: what arrived, how it is to behave, and what it has answered. In memory alone.
actor SandboxDesk {
    /// Arrivals, newest last; the oldest go first beyond ten thousand.
    private(set) var arrivals: [Sandbox.Arrival] = []
    /// By partner; "" for all that have none of their own.
    private(set) var misbehaviours: [String: SandboxMisbehaviour] = [:]
    /// Answers given through the partner API, newest last.
    private(set) var replies: [SandboxReply] = []
    private var seen: Set<String> = []
    private var answered: Set<String> = []

    private static let mostArrivals = 10_000
    private static let mostReplies = 1_000

    /// Keeps the arrival and says whether its id came before.
    func append(_ arrival: Sandbox.Arrival) -> Bool {
        let isRepeat = !seen.insert(arrival.partner + " " + arrival.id).inserted
        var kept = arrival
        kept.isRepeat = isRepeat
        arrivals.append(kept)
        if arrivals.count > Self.mostArrivals { arrivals.removeFirst(arrivals.count - Self.mostArrivals) }
        return isRepeat
    }

    /// How the next request of a partner is to be answered; counts it.
    func next(for partner: String) -> SandboxMisbehaviour? {
        let key = misbehaviours[partner] == nil ? "" : partner
        guard var found = misbehaviours[key] else { return nil }
        if let left = found.requests {
            found.requests = left - 1
            misbehaviours[key] = left > 1 ? found : nil
        }
        return found
    }

    func behave(_ misbehaviour: SandboxMisbehaviour?, towards partner: String) {
        misbehaviours[partner] = misbehaviour
        // Whoever is to behave towards all is to behave towards each.
        if misbehaviour == nil, partner.isEmpty { misbehaviours = [:] }
    }

    /// Whether a form is sent for the first time.
    func begin(_ key: String) -> Bool { answered.insert(key).inserted }

    func append(_ reply: SandboxReply) {
        replies.append(reply)
        if replies.count > Self.mostReplies { replies.removeFirst(replies.count - Self.mostReplies) }
    }
}
