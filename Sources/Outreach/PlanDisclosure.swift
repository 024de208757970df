package import Workforce

/// Which plan rows may be known outside on a day (domain rules §10, "Announcement").
package struct PlanDisclosure: Sendable {
    package enum Standing: Equatable, Sendable {
        case open
        /// No announcement date: a person must release what follows from the row.
        case person
        /// Not before this day.
        case date(CalendarDate)

        package var releaseClass: ReleaseClass {
            switch self {
            case .open: .open
            case .person: .person
            case .date: .date
            }
        }

        /// The stricter of two: a date to come outweighs a person's release, the later date the earlier.
        package func stricter(_ other: Standing) -> Standing {
            switch (self, other) {
            case (.date(let one), .date(let two)): .date(max(one, two))
            case (.date, _), (_, .open): self
            case (_, .date), (.open, _): other
            case (.person, .person): .person
            }
        }
    }

    /// Of every row of the plan, in its order.
    package let standings: [Standing]
    /// Indexes of the rows that nobody outside may know of.
    package let hiddenRows: [Int]
    /// The rows of `outwardPlan`, as indexes of the plan.
    let openRows: [Int]
    private let plan: [PlanRow]

    /// A date counts as reached on the day itself.
    package init(plan: [PlanRow], asOf: CalendarDate) {
        standings = plan.map { row in
            var standing = Standing.open
            if let embargo = row.embargoUntil, embargo > asOf { standing = .date(embargo) }
            guard let announced = row.announcedOn else { return standing.stricter(.person) }
            return announced > asOf ? standing.stricter(.date(announced)) : standing
        }
        hiddenRows = standings.indices.filter { [standings] in standings[$0] != .open }
        openRows = standings.indices.filter { [standings] in standings[$0] == .open }
        self.plan = plan
    }

    /// The plan as the outside may know it: without the hidden rows; nil when there are none.
    ///
    /// The rules run a second time on it, and open cells are made from that run. Leaving out the people whom a hidden
    /// row flags is not enough: a hidden row also shifts the shares of a `*` row, brings redundancy dates forward,
    /// and adds itself to what an announced row already did to the same group. Only the run without it shows what
    /// would be outward if it did not exist.
    package var outwardPlan: [PlanRow]? {
        hiddenRows.isEmpty ? nil : openRows.map { plan[$0] }
    }

    package func strictest(of rows: some Sequence<Int>) -> Standing {
        rows.reduce(.open) { $0.stricter(standings[$1]) }
    }

    /// Of the hidden rows that match the group: somebody whose dismissal is dated ahead has it from one of them.
    package func strictestHidden(jobGroup: String, establishment: String) -> Standing {
        strictest(
            of: hiddenRows.lazy.filter { [plan] in
                (plan[$0].jobGroup ?? jobGroup) == jobGroup
                    && (plan[$0].establishment ?? establishment) == establishment
            })
    }

    /// Whether one of these rows has no announcement date, whatever its embargo.
    package func isUnannounced(anyOf rows: some Sequence<Int>) -> Bool {
        rows.contains { plan[$0].announcedOn == nil }
    }

    /// Whether such a row matches the group.
    package func hidesUnannounced(jobGroup: String, establishment: String) -> Bool {
        isUnannounced(
            anyOf: hiddenRows.lazy.filter { [plan] in
                (plan[$0].jobGroup ?? jobGroup) == jobGroup
                    && (plan[$0].establishment ?? establishment) == establishment
            })
    }

    /// What rows are about, each once, in order of code.
    func groups(ofRows rows: some Sequence<Int>) -> [PlannedGroup] {
        Set(rows.map { plan[$0].group }).sorted {
            ($0.jobGroup.utf8Order, $0.establishment.utf8Order) < ($1.jobGroup.utf8Order, $1.establishment.utf8Order)
        }
    }

    /// How far the row about a group may be known that may be known farthest. A table, since each group of
    /// each cell is asked about.
    var openness: [PlannedGroup: ReleaseClass] {
        var openness: [PlannedGroup: ReleaseClass] = [:]
        for (row, standing) in zip(plan, standings) {
            let releaseClass = standing.releaseClass
            if let known = openness[row.group], !known.isStricter(than: releaseClass) { continue }
            openness[row.group] = releaseClass
        }
        return openness
    }

    /// What rows without announcement date are about, in the order of the plan; `*` is every group or establishment.
    package var unannouncedGroups: [PlannedGroup] {
        plan.filter { $0.announcedOn == nil }.map(\.group)
    }
}

extension PlanRow {
    fileprivate var group: PlannedGroup {
        PlannedGroup(jobGroup: jobGroup ?? "*", establishment: establishment ?? "*")
    }
}
