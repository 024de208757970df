package import Workforce

/// People of whom no cell tells for a year, because they went from a cell that partners know to another occupation or
/// region.
///
/// A move of one person, known to everybody, touches two cells: the one it leaves and the one it enters, and later, when
/// they go there too, that one again. Whoever is the tenth of both in turn is known by the two together, however long the
/// time between counts. So a person is seen to move once a year at most, and is counted nowhere until then.
/// Stored with the scan, one for each count on which somebody moved.
package struct MovedPeople: Equatable, Sendable, Codable {
    /// Date of the snapshot whose count showed the move.
    package var since: CalendarDate
    /// The store's integer keys, ascending.
    package var people: [Int64]

    package init(since: CalendarDate, people: [Int64]) {
        self.since = since
        self.people = people
    }

    private static let months = 12

    /// Those who are not counted on a snapshot of a date.
    static func standing(_ former: [MovedPeople], with movers: [Int64], on snapshot: CalendarDate) -> [MovedPeople] {
        let left = former.filter { $0.since.adding(months: months) > snapshot }
        return movers.isEmpty ? left : left + [MovedPeople(since: snapshot, people: movers.sorted())]
    }
}

extension FlaggedPeople {
    /// Who was in a cell that partners know and is now, for all to know, in an occupation or a region that it does
    /// not hold.
    func movers(from states: [SubjectState], published: Set<String>, personKeys: PersonKeys) -> [Int64] {
        var cells: [Int64: Cell] = [:]
        for state in states where published.contains(state.key) {
            guard case .alert(let alert) = state.content else { continue }
            for person in state.people { cells[person] = alert.cell }
        }
        if cells.isEmpty { return [] }
        // What may not be known outside must not decide whether somebody counts later.
        return buckets.filter { $0.cell.partition.releaseClass == .open }.flatMap { bucket in
            bucket.rows.map { personKeys[Int($0)] }.filter { person in
                guard let former = cells[person] else { return false }
                return former.partition.region != bucket.cell.partition.region
                    || !bucket.cell.occupation.isWithin(former.occupation)
            }
        }
    }

    /// Takes people out of whom no cell is to tell.
    ///
    /// - Returns: their pools, by partition.
    mutating func takeOut(_ people: Set<Int64>, personKeys: PersonKeys) -> [Composition.Pool] {
        if people.isEmpty { return [] }
        var pools: [Composition.Pool] = []
        for index in buckets.indices {
            let out = buckets[index].rows.filter { people.contains(personKeys[Int($0)]) }
            if out.isEmpty { continue }
            buckets[index].rows.removeAll { people.contains(personKeys[Int($0)]) }
            pools.add(out, of: buckets[index].cell.partition, .moved)
        }
        buckets.removeAll { $0.rows.isEmpty }
        return pools
    }
}
