import DoorstroomConfiguration
import Outreach
import Prevention
import Store
import Workforce

extension ScanSummariser {
    /// Holds the groups against those that the scan before found at risk.
    func compare(with former: ScanRecord, groups: [GroupRecord], in summary: inout ScanSummary) {
        var changes = ScanChanges(since: former.asOf)
        summary.formerPeople = former.counts["people"]
        changes.people = summary.formerPeople.map { summary.people - $0 } ?? 0
        var before = Dictionary(groups.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [ScanChanges.Group] = []
        for entry in PlannedClosures(result).entries {
            let now = groupAtRisk(entry)
            let old = before.removeValue(forKey: [now.jobGroup, now.establishment]).flatMap(\.figures)
            guard old != now.figures else { continue }
            found.append(
                ScanChanges.Group(
                    kind: old == nil ? .new : .moved, jobGroup: now.jobGroup, title: now.title,
                    establishment: now.establishment, place: now.place, people: now.people, now: now, former: old))
        }
        found += gone(before.values.filter { $0.figures != nil })
        changes.groupsChanged = found.count
        changes.groups = Array(found.prefix(200))
        summary.changes = changes
    }

    /// Holds the clocks against those that the statute packs of the scan before would make of the same people.
    func compareClocks(with former: [StatutePack], under settings: Settings, in summary: inout ScanSummary) {
        if former == settings.statutes { return }
        summary.clocksMoved =
            ClockDifferences(
                of: loaded.workforce, result: result, policy: settings.prevention, from: former, to: settings.statutes,
                tellsCauses: false
            ).tally
    }

    private func gone(_ groups: [GroupRecord]) -> [ScanChanges.Group] {
        if groups.isEmpty { return [] }
        let inService = Dictionary(
            result.groups.map { ([$0.jobGroup, $0.establishment], $0.inService) },
            uniquingKeysWith: { first, _ in first })
        return groups.sorted { $0.place.lexicographicallyPrecedes($1.place) }.map { group in
            ScanChanges.Group(
                kind: .gone, jobGroup: group.jobGroup, title: title(of: group.jobGroup),
                establishment: group.establishment, place: place(of: group.establishment)?.name,
                people: inService[group.place] ?? 0, now: nil, former: group.figures)
        }
    }
}

extension ScanSummary {
    /// Whether anything is otherwise than before; asked when everything else is known.
    mutating func conclude() {
        guard let changes else { return }
        self.changes?.isUnchanged =
            changes.people == 0 && changes.groupsChanged == 0 && changes.outward.isEmpty && changedResults == 0
            && clocksMoved == nil
            && entered == [0, 0, 0, 0] && (formerPhases ?? phases) == phases
    }
}

extension ScanSummary.GroupAtRisk {
    /// What makes a planner read the group anew; of people who are exposed or go with a closure their
    /// number, of the others the surplus and how many are indicated.
    fileprivate var figures: ScanChanges.Group.Figures {
        ScanChanges.Group.Figures(
            redundancyDate: redundancyDate, isClosing: isClosing,
            heads: isClosing || !hasStatutoryOrder ? heads : 0, toGo: hasStatutoryOrder ? toGo : 0,
            surplus: isClosing ? 0 : surplus,
            hasStatutoryOrder: hasStatutoryOrder)
    }
}

extension GroupRecord {
    fileprivate var place: [String] { [jobGroup, establishment] }

    fileprivate var figures: ScanChanges.Group.Figures? {
        group.redundancyDate.map {
            ScanChanges.Group.Figures(
                redundancyDate: $0, isClosing: group.isClosing,
                heads: group.isClosing || !group.hasStatutoryOrder ? group.heads : 0,
                toGo: group.hasStatutoryOrder ? group.toGo : 0, surplus: group.isClosing ? 0 : group.surplus,
                hasStatutoryOrder: group.hasStatutoryOrder)
        }
    }
}
