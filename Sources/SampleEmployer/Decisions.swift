import Workforce

/// All decisions of the sample employer, and the reorganisation that is under way.
struct Decisions {
    private(set) var all: [Decision] = []
    /// Establishments that close.
    private(set) var closingSites: [Int] = []
    /// Groups that shrink, those of closing establishments left out.
    private(set) var shrinkingGroups: Set<Int> = []
    /// The group in which people are already under notice; its last seats are redundant.
    private(set) var reorganisation: (group: Int, redundantSeats: Int, emptySeats: Int)?

    /// Groups that somebody from outside may still be hired into.
    func hiresFromOutside(_ layout: Layout, group: Int) -> Bool {
        !shrinkingGroups.contains(group) && !closingSites.contains(layout.groups[group].site)
    }

    init(_ layout: Layout, until: CalendarDate) {
        closeSites(layout, until)
        shrinkGroups(layout, until)
        shrinkFamily(layout, until)
        reorganise(layout, until)
        grow(layout, until)
    }

    private static func firstOfMonth(_ until: CalendarDate, months: Int) -> CalendarDate {
        until.adding(months: months).startOfMonth
    }

    /// Days after the last snapshot for which the embargo lasts: longer than a month, so that it binds as long as no
    /// newer month end is there.
    private static let embargoDays = 45

    /// Two closures ahead: one announced and free to be told, one told to the works council and under embargo.
    private mutating func closeSites(_ layout: Layout, _ until: CalendarDate) {
        let usual = layout.sites.map(\.size).reduce(0, +) / max(1, layout.sites.count)
        let candidates = layout.sites.indices
            .filter { layout.sites[$0].kind == .plant || layout.sites[$0].kind == .distribution }
            .filter { layout.sites[$0].hasRegion }
            .sorted { left, right in
                let distances = [left, right].map { abs(layout.sites[$0].size - usual * 4 / 5) }
                return distances[0] != distances[1] ? distances[0] < distances[1] : left < right
            }
        guard layout.sites.count >= 3, let first = candidates.first else { return }
        let region = layout.sites[first].place.region
        closingSites = [first] + candidates.dropFirst().filter { layout.sites[$0].place.region != region }.prefix(1)
        for (number, site) in closingSites.enumerated() {
            let isFirst = number == 0
            all.append(
                Decision(
                    scope: .site(site), date: Self.firstOfMonth(until, months: isFirst ? 7 : 12),
                    decidedOn: until.adding(months: isFirst ? -3 : -2),
                    announcedOn: isFirst ? until.adding(months: -2) : until.adding(days: -10),
                    embargoUntil: isFirst ? nil : until.adding(days: Self.embargoDays), percent: 0,
                    note: isFirst
                        ? "Sluiting van de vestiging; werk gaat naar andere vestigingen"
                        : "Sluiting van de vestiging, onder embargo tot de toelichting aan klanten"))
        }
    }

    /// Groups that shrink: in turn one announced, and one that nobody has been told of yet.
    private mutating func shrinkGroups(_ layout: Layout, _ until: CalendarDate) {
        let closingRegions = Set(closingSites.map { layout.sites[$0].place.region })
        let wanted = min(40, 2 + layout.sites.count / 60)
        for site in layout.sites.indices.dropFirst() where shrinkingGroups.count < wanted {
            // In regions of their own: what is not announced must not hold up what is.
            guard !closingRegions.contains(layout.sites[site].place.region), layout.sites[site].hasRegion,
                let group = layout.sites[site].groups.max(by: {
                    layout.groups[$0].seats.count < layout.groups[$1].seats.count
                }),
                layout.groups[group].seats.count >= 10, JobFamily.all[layout.groups[group].family].code != "ADM"
            else { continue }
            let isAnnounced = shrinkingGroups.count % 2 == 0
            shrinkingGroups.insert(group)
            all.append(
                Decision(
                    scope: .group(group), date: Self.firstOfMonth(until, months: isAnnounced ? 5 : 9),
                    decidedOn: until.adding(months: isAnnounced ? -2 : -1),
                    announcedOn: isAnnounced ? until.adding(months: -1) : nil, embargoUntil: nil,
                    percent: isAnnounced ? 65 : 60,
                    note: isAnnounced ? "Automatisering van de lijn" : "Voorgenomen inkrimping, nog niet aangekondigd"))
        }
    }

    /// Less administration everywhere, to be announced later; its job is not done where a closure is ahead.
    private mutating func shrinkFamily(_ layout: Layout, _ until: CalendarDate) {
        guard let family = JobFamily.all.firstIndex(where: { $0.code == "ADM" }) else { return }
        let groups = layout.groups.indices.filter { layout.groups[$0].family == family }
        guard groups.count >= 2, groups.allSatisfy({ !closingSites.contains(layout.groups[$0].site) }) else { return }
        shrinkingGroups.formUnion(groups)
        all.append(
            Decision(
                scope: .family(family), date: Self.firstOfMonth(until, months: 14), decidedOn: until.adding(months: -1),
                announcedOn: until.adding(days: 45), embargoUntil: nil, percent: 85,
                note: "Digitalisering van de administratie, adviesaanvraag in voorbereiding"))
    }

    /// A reorganisation that is half-way: some have left, some are under notice, some have just been told.
    private mutating func reorganise(_ layout: Layout, _ until: CalendarDate) {
        let group = layout.groups.indices.reversed().first { group in
            layout.groups[group].seats.count >= 30 && layout.groups[group].site != 0
                && hiresFromOutside(layout, group: group) && layout.sites[layout.groups[group].site].hasRegion
        }
        guard let group else { return }
        let redundant = max(8, layout.groups[group].seats.count / 5)
        reorganisation = (group, redundant, redundant / 4)
        shrinkingGroups.insert(group)
        all.append(
            Decision(
                scope: .group(group), date: Self.firstOfMonth(until, months: -4), decidedOn: until.adding(months: -8),
                announcedOn: until.adding(months: -7), embargoUntil: nil, percent: 100,
                note: "Reorganisatie in uitvoering; sociaal plan van kracht"))
    }

    /// And one group that grows.
    private mutating func grow(_ layout: Layout, _ until: CalendarDate) {
        let group = layout.groups.indices.first { group in
            layout.sites[layout.groups[group].site].kind == .office && hiresFromOutside(layout, group: group)
        }
        guard let group else { return }
        all.append(
            Decision(
                scope: .group(group), date: Self.firstOfMonth(until, months: 6), decidedOn: until.adding(months: -4),
                announcedOn: nil, embargoUntil: nil, percent: 110, note: "Uitbreiding"))
    }
}
