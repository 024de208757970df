internal import Foundation
internal import Outcomes
internal import Prevention

extension Rulebook {
    /// What a difference between two rulebooks bears on: phases and scores never stand together.
    package enum Aspect: String, Sendable, CaseIterable { case phase, scores }

    /// Something that one rulebook says otherwise than another.
    package struct Difference: Equatable, Sendable, Codable {
        /// The configuration's name for it, such as `prevention.horizonMonths` or `statutes NL`.
        package var name: String
        package var then: String
        package var now: String
    }

    /// What `later` says otherwise, in order of name; empty when an explanation comes out the same under both.
    package func differences(to later: Rulebook, in aspect: Aspect) throws -> [Difference] {
        switch aspect {
        case .phase: try phaseDifferences(to: later)
        case .scores: scoreDifferences(to: later)
        }
    }

    private func phaseDifferences(to later: Rulebook) throws -> [Difference] {
        var differences: [Difference] = []
        if employerCountry != later.employerCountry {
            differences.append(Difference(name: "employer.country", then: employerCountry, now: later.employerCountry))
        }
        let then = try prevention.valuesByName()
        let now = try later.prevention.valuesByName()
        for name in Set(then.keys).union(now.keys).sorted() where then[name] != now[name] {
            differences.append(
                Difference(name: "prevention.\(name)", then: then[name] ?? "not set", now: now[name] ?? "not set"))
        }
        for country in Set((statutes + later.statutes).map(\.country)).sorted() {
            let then = statutes.first { $0.country == country }
            let now = later.statutes.first { $0.country == country }
            if then == now { continue }
            differences.append(
                Rulebook.difference("statutes \(country)", then: then?.version, now: now?.version))
        }
        return differences
    }

    private func scoreDifferences(to later: Rulebook) -> [Difference] {
        var differences: [Difference] = []
        if scorecard != later.scorecard {
            differences.append(
                Rulebook.difference(
                    "scorecard", then: "\(scorecard.name) \(scorecard.version)",
                    now: "\(later.scorecard.name) \(later.scorecard.version)"))
        }
        func justified(_ justification: OutcomesPolicy.Justification?) -> String {
            justification.map { "\($0.lawfulBasis), \($0.impactAssessment)" } ?? "not justified"
        }
        for (name, then, now) in [
            ("individual wellbeing answers", outcomes.individualWellbeing, later.outcomes.individualWellbeing),
            ("performance ratings", outcomes.performanceRatings, later.outcomes.performanceRatings),
        ] where then != now {
            differences.append(Difference(name: name, then: justified(then), now: justified(now)))
        }
        return differences
    }

    /// Of files that carry a version; one that was edited under its old version is told as such.
    private static func difference(_ name: String, then: String?, now: String?) -> Difference {
        let isEdited = then == now
        return Difference(
            name: name, then: then ?? "not configured",
            now: isEdited ? "another text under the same version" : now ?? "not configured")
    }
}

extension PreventionPolicy {
    /// Its values as JSON writes them, by the name that the configuration uses too.
    fileprivate func valuesByName() throws -> [String: String] {
        let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(self))
        guard let values = object as? [String: Any] else { return [:] }
        return try values.mapValues { value in
            let text = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
            return String(decoding: text, as: UTF8.self)
        }
    }
}
