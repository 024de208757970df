import Workforce

/// What changed between two sets of statute packs, and how a clock that moved is put down to it.
struct StatuteChanges {
    private let former: [StatutePack]
    private let now: [StatutePack]

    init(from former: [StatutePack], to now: [StatutePack]) {
        self.former = former
        self.now = now
    }

    /// The packs that changed, by country, such as `NL 2026.1 → 2026.2`.
    var packs: [Statement] {
        Set((former + now).map(\.country)).sorted().compactMap { country in
            let (old, new) = (pack(of: country, in: former), pack(of: country, in: now))
            return old == new ? nil : versions(country, old, new)
        }
    }

    /// The parts that any pack lost, such as `NL collectiveRedundancy`: nothing of them is worked out any more.
    var lost: [String] {
        former.flatMap { old in
            guard let new = pack(of: old.country, in: now) else { return [String]() }
            return old.missingParts(in: new).map { "\(old.country) \($0.rawValue)" }
        }
    }

    /// The parts that any country has otherwise, where it has a pack in both.
    var parts: [StatutePack.Part] {
        let changed = former.flatMap { old in pack(of: old.country, in: now).map(old.changedParts) ?? [] }
        return StatutePack.Part.allCases.filter(changed.contains)
    }

    /// The former packs, with this part as it is now.
    func formerPacks(with part: StatutePack.Part) -> [StatutePack] {
        former.map { old in pack(of: old.country, in: now).map { old.with(part, of: $0) } ?? old }
    }

    /// "The date moved from … to …, because NL 2026.1 → 2026.2 changed rule notice-end (source …)."
    ///
    /// - Parameter causes: the parts that move it by themselves; empty where that was not looked at, or none does.
    func statement(_ rule: ClockRule, _ old: Clock?, _ new: Clock?, causes: Set<StatutePack.Part>) -> Statement {
        guard let country = (new ?? old)?.country else { return Statement(english: "", dutch: "") }
        let (before, after) = (pack(of: country, in: former), pack(of: country, in: now))
        let versions = versions(country, before, after)
        let reason = reason(rule, before, after, causes, source: (new ?? old)?.source ?? "")
        let moved = moved(rule, old, new)
        return Statement(
            english: "\(moved.english), because \(versions.english) \(reason.english).",
            dutch: "\(moved.dutch), omdat \(versions.dutch) \(reason.dutch).")
    }

    private func pack(of country: String, in packs: [StatutePack]) -> StatutePack? {
        packs.first { $0.country.uppercased() == country.uppercased() }
    }

    private func versions(_ country: String, _ old: StatutePack?, _ new: StatutePack?) -> Statement {
        switch (old?.version, new?.version) {
        case (let old?, let new?) where old == new:
            Statement(
                english: "\(country) \(new) (another text under the same version)",
                dutch: "\(country) \(new) (andere tekst onder dezelfde versie)")
        case (let old?, let new?): Statement(english: "\(country) \(old) → \(new)", dutch: "\(country) \(old) → \(new)")
        case (nil, let new?): Statement(english: "\(country) → \(new)", dutch: "\(country) → \(new)")
        case (let old, nil):
            Statement(
                english: "\(country) \(old ?? "") → none", dutch: "\(country) \(old ?? "") → geen")
        }
    }

    /// The parts that moved it, its own or those that it follows from.
    private func reason(
        _ rule: ClockRule, _ old: StatutePack?, _ new: StatutePack?, _ causes: Set<StatutePack.Part>, source: String
    ) -> Statement {
        guard let old, let new else {
            return new == nil
                ? Statement(english: "is no longer configured", dutch: "niet meer is ingesteld")
                : Statement(english: "was added", dutch: "is toegevoegd")
        }
        let changed = old.changedParts(to: new)
        let moving = changed.filter(causes.contains)
        // Where none moves it by itself, they do together: those that it follows from, if any of them changed.
        let followed = changed.filter(rule.parts.contains)
        let parts = !moving.isEmpty ? moving : followed.isEmpty ? changed : followed
        guard parts != [rule.part], !parts.isEmpty else {
            return Statement(
                english: "changed rule \(rule.rawValue) (source \(source))",
                dutch: "de regel \(rule.rawValue) wijzigde (bron \(source))")
        }
        let names = parts.map(\.rawValue).joined(separator: ", ")
        return Statement(
            english: "changed \(names), which \(rule.rawValue) follows from (source \(source))",
            dutch:
                "\(names) \(parts.count == 1 ? "wijzigde" : "wijzigden"), waar \(rule.rawValue) uit volgt (bron \(source))"
        )
    }

    private func moved(_ rule: ClockRule, _ old: Clock?, _ new: Clock?) -> Statement {
        let name = rule.name
        guard let old else {
            let value = value(new, amount: new?.amount != nil)
            return Statement(
                english: "\(rule.rawValue) (\(name.english)) is new: \(value.english)",
                dutch: "\(rule.rawValue) (\(name.dutch)) is nieuw: \(value.dutch)")
        }
        guard let new else {
            let value = value(old, amount: old.amount != nil)
            return Statement(
                english: "\(rule.rawValue) (\(name.english)) is gone; it was \(value.english)",
                dutch: "\(rule.rawValue) (\(name.dutch)) is vervallen; het was \(value.dutch)")
        }
        let isMoney = old.amount != new.amount
        let (before, after) = (value(old, amount: isMoney), value(new, amount: isMoney))
        return Statement(
            english: "\(rule.rawValue) (\(name.english)): this \(isMoney ? "amount" : "date") moved from "
                + "\(before.english) to \(after.english)",
            dutch: "\(rule.rawValue) (\(name.dutch)): \(isMoney ? "dit bedrag" : "deze datum") ging van "
                + "\(before.dutch) naar \(after.dutch)")
    }

    private func value(_ clock: Clock?, amount: Bool) -> Statement {
        let day = clock?.date.map { Statement(english: $0.inEnglish, dutch: $0.inDutch) }
        guard amount else { return day ?? Statement(english: "no date", dutch: "geen datum") }
        let money = clock?.amount.map(Statement.euros) ?? Statement(english: "nothing", dutch: "niets")
        guard let day else { return money }
        return Statement(english: "\(money.english) on \(day.english)", dutch: "\(money.dutch) op \(day.dutch)")
    }
}
