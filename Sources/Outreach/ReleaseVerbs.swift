package import struct Foundation.Date

/// What a person can do to a subject from the command line or the console: hold, release, withdraw.
///
/// Each gives back what the store has to write; nothing goes out before the next release.
package enum ReleaseVerbs {
    /// Keeps the subject in, with everybody in it. `id` is the new hold's key.
    package static func hold(_ state: SubjectState, id: String, by: String, reason: String, at: Date) -> Hold {
        Hold(id: id, target: .subject(state.key), kind: .hold, people: state.people, by: by, reason: reason, since: at)
    }

    /// Keeps an internship in, whether or not an offer of it exists.
    package static func hold(internship: String, id: String, by: String, reason: String, at: Date) -> Hold {
        Hold(id: id, target: .internship(internship), kind: .hold, people: [], by: by, reason: reason, since: at)
    }

    /// Takes the subject back: withdrawn from partners at the next regular release, and kept in until released.
    package static func withdraw(_ state: SubjectState, id: String, by: String, reason: String, at: Date) -> Hold {
        Hold(
            id: id, target: .subject(state.key), kind: .withdraw, people: state.people, by: by, reason: reason,
            since: at)
    }

    package struct Release: Equatable, Sendable {
        /// The holds on the subject itself, now released.
        package var holds: [Hold]
        /// A person has looked: what `review` and unannounced plan rows wait for.
        package var approval: Approval
        /// What the next release does about it now. Its blockers are what no verb takes away: a hold on people that it
        /// shares with another subject, a date to come, a refused text, a stale snapshot.
        package var outlook: SubjectOutlook
    }

    /// Lets the subject go out at the next release: its own holds end, and its present state is approved.
    package static func release(
        _ state: SubjectState, told: [Publication], partners: [Partner], rules: ReleaseRules, by: String, at: Date
    ) -> Release {
        let released = rules.holds.filter { $0.targets(state) }.map { hold in
            var hold = hold
            hold.releasedAt = at
            hold.releasedBy = by
            return hold
        }
        let approval = Approval(of: state, by: by, at: at)
        let after = rules.with(released: Set(released.map(\.id)), approval: approval)
        return Release(
            holds: released, approval: approval,
            outlook: SubjectOutlook(of: state, told: told, partners: partners, rules: after))
    }

    /// Ends the holds on a subject that has no state any more: its cell is gone, but they still bind its people.
    package static func release(key: String, holds: [Hold], by: String, at: Date) -> [Hold] {
        holds.filter { $0.isActive && $0.target == .subject(key) }.map { hold in
            var hold = hold
            hold.releasedAt = at
            hold.releasedBy = by
            return hold
        }
    }
}
