import Workforce

/// What a surplus asks of the people of a group: for which date, of whom, how many (domain rules §3, §4.1).
struct SurplusToCover {
    /// t*.
    let decisive: CalendarDate
    let isClosing: Bool
    /// Who comes into the order, in the order of the input.
    let heads: [Int32]
    /// Their FTE in hundredths.
    let headsCentiFTE: Int
    /// At each evaluated date the surplus that people in phase 3 do not cover, in hundredths of FTE.
    let toCoverAt: [Int]
    /// The same at t*.
    let toCover: Int
    /// n: people to go at t*; all of them where the group is closing.
    let toGo: Int

    /// Nil where the curve has no redundancy date.
    init?(_ curve: SurplusCurve, of members: GroupMembers) {
        guard curve.redundancy != nil else { return nil }
        isClosing = curve.isClosing
        decisive = members.calendar.dates[curve.decisive]
        heads = members.heads(at: decisive)
        headsCentiFTE = heads.reduce(0) { $0 + Int(members.people.centiFTE[Int($1)]) }
        toCoverAt = members.surplusWithoutPhase3(curve)
        toCover = toCoverAt[curve.decisive]
        let people = PeopleToGo(heads: heads.count, centiFTE: headsCentiFTE)
        toGo = isClosing ? heads.count : people.number(covering: toCover)
    }

    /// How many would have to go at each evaluated date.
    var numbers: [Int] {
        let people = PeopleToGo(heads: heads.count, centiFTE: headsCentiFTE)
        return toCoverAt.map { people.number(covering: $0) }
    }
}
