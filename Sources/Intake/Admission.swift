package import Workforce

/// Whether a snapshot may enter the history (interface: "Validation"): refused as a whole, it changes nothing.
///
/// What the files themselves show (`refusals(ofColumns:)`, `refusals(ofRows:)`) is decided when the bundle is read;
/// what only the history and the clock show (`refusals(of:after:newest:)`) by whoever holds them.
package struct Admission: Sendable {
    /// `--accept-headcount-change`.
    package var acceptsHeadcountChange = false
    /// `--backfill`: a date before the newest snapshot's.
    package var allowsBackfill = false

    package init(acceptsHeadcountChange: Bool = false, allowsBackfill: Bool = false) {
        self.acceptsHeadcountChange = acceptsHeadcountChange
        self.allowsBackfill = allowsBackfill
    }

    /// Why the snapshot does not fit the history; empty when it does.
    ///
    /// - Parameters:
    ///   - previous: the snapshot before this one's date; nil when there is none. A snapshot of the same date, which
    ///     this one replaces, is not the one before.
    ///   - newest: the date of the newest snapshot that this one may not be older than: one dated ahead of today hinders
    ///     none but others dated so.
    package func refusals(
        of snapshot: Snapshot, after previous: PreviousSnapshot?, newest: CalendarDate?
    ) -> [Problem] {
        var refusals: [Problem] = []
        if let newest, snapshot.asOf < newest, !allowsBackfill {
            refusals.append(.olderThanNewest(snapshot.asOf, newest: newest))
        }
        if let previous, !acceptsHeadcountChange {
            let headcount = snapshot.headcount
            if Admission.hasMoved(from: previous, to: headcount) {
                refusals.append(.headcountMoved(from: previous, to: headcount))
            }
        }
        return refusals
    }

    /// What is doubtful about a snapshot that fits.
    package static func warnings(of snapshot: Snapshot, today: CalendarDate) -> [Problem] {
        snapshot.asOf > today ? [.dateAhead(snapshot.asOf, today: today)] : []
    }

    /// Whether headcount moved by more than 15 % of the previous one. Announced departures that came about are no
    /// movement, and neither are those that did not.
    static func hasMoved(from previous: PreviousSnapshot, to headcount: Int) -> Bool {
        guard previous.headcount > 0 else { return false }
        let floor = previous.headcount - min(previous.expectedDepartures, previous.headcount)
        let moved = max(floor - headcount, headcount - previous.headcount, 0)
        return moved * 100 > previous.headcount * 15
    }

    /// Columns that may not enter, by their names and by what their values are.
    static func refusals(
        ofColumns header: [String], identifiers: [IdentifierCount], dropped: [String], file: String
    ) -> [Problem] {
        let header = header.filter { !dropped.contains($0) }
        var refusals: [Problem] = []
        for name in header {
            switch ForbiddenColumn(name) {
            case .health: refusals.append(.healthColumn(file, column: name))
            case .nationalIdentifier: refusals.append(.identifierColumn(file, column: name))
            case nil:
                if let identifier = identifiers.first(where: { $0.column == name })?.identifier {
                    refusals.append(.identifierValues(file, column: name, identifier: identifier))
                }
            }
        }
        return refusals
    }

    /// More than 2 % of the rows of one file rejected.
    ///
    /// - Parameter rows: those that the mapping's filters keep.
    static func refusals(ofRows rows: Int, rejected: Int, file: String) -> [Problem] {
        rejected * 50 > rows ? [.tooManyRejected(file, rejected: rejected, rows: rows)] : []
    }

    /// Health data of single persons that comes as indicators instead of columns.
    static func refusals(ofIndicators rows: [IndicatorRow], file: String) -> [Problem] {
        var seen: Set<String> = []
        return rows.filter {
            $0.scope == .employee && ForbiddenColumn($0.indicator) == .health && seen.insert($0.indicator).inserted
        }.map { .healthIndicator(file, indicator: $0.indicator) }
    }
}
