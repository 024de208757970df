import Prevention
import Workforce

extension PreventionEngine {
    /// Counts collective redundancies as the Netherlands do: twenty within three months in a statutory area.
    static let countingInAreas: PreventionEngine = {
        var pack = StatutePack(country: "NL", version: "1", selectionOrder: .proportionality)
        pack.collectiveRedundancies = [
            CollectiveRedundancy(
                rule: "wmco", from: CalendarDate(iso: "2012-03-01")!, unit: .statutoryArea, window: .months(3),
                tiers: [CollectiveRedundancy.Tier(fromWorkers: 0, count: 20)], source: "test", certainty: .verified)
        ]
        return PreventionEngine(policy: PreventionPolicy(), statutes: [pack])
    }()
}
