/// Lets a cell keep its subject when what kept its people in has ended.
///
/// Classes of release are no part of what partners hear (domain rules §10): a cell that a person released, whose
/// announcement date then comes, is the same cell. Its people are now in the open one, which takes over the subject with
/// all that hangs on it (what partners were told, a person's release or hold), unless it was there before. The other
/// way round nothing is taken over: what becomes hidden is to be withdrawn.
struct CellSuccession {
    /// The states of cells that are gone tonight, by what is in them.
    private var former: [Cell: [SubjectState]] = [:]
    private let before: Set<Cell>
    private let published: Set<String>

    /// - Parameter published: keys of the subjects that at least one partner has.
    init(from states: [SubjectState], published: Set<String>, to tonight: [Composition.ComposedCell]) {
        let present = Set(tonight.map(\.cell))
        var before: Set<Cell> = []
        for state in states {
            guard case .alert(let alert) = state.content else { continue }
            before.insert(alert.cell)
            if alert.cell.partition.releaseClass != .open, !present.contains(alert.cell) {
                former[alert.cell.outward, default: []].append(state)
            }
        }
        self.before = before
        self.published = published
    }

    /// The cell whose subject one of tonight takes over; each is given once.
    ///
    /// - Parameter hasKey: the cell had a subject of its own on an earlier night: it has that again, unless partners know
    ///   the other.
    mutating func takeOver(for cell: Cell, hasKey: Bool) -> Cell? {
        guard !former.isEmpty, !before.contains(cell), let found = former[cell.outward] else { return nil }
        // What partners know goes before what they do not.
        let known = found.indices.filter { published.contains(found[$0].key) }
        for index in known + found.indices.filter({ !known.contains($0) }) {
            let state = found[index]
            guard case .alert(let alert) = state.content,
                alert.cell.partition.releaseClass.isStricter(than: cell.partition.releaseClass),
                !hasKey || published.contains(state.key)
            else { continue }
            former[cell.outward]?.remove(at: index)
            return alert.cell
        }
        return nil
    }

    /// Nodes of the occupation tree that partners know from a partition whose people there have gone to one of these:
    /// they stand there as they stood (domain rules §10, "Across nights").
    ///
    /// - Parameter least: people without whom a node stands nowhere.
    static func standing(
        from states: [SubjectState], published: Set<String>, in people: FlaggedPeople, least: Int
    ) -> [CellPartition: Set<Occupation>] {
        let known = states.compactMap { state -> Cell? in
            guard published.contains(state.key), case .alert(let alert) = state.content else { return nil }
            return alert.cell.partition.releaseClass == .open ? nil : alert.cell
        }
        if known.isEmpty { return [:] }
        var left: [CellPartition: [FlaggedPeople.Bucket]] = [:]
        for bucket in people.buckets { left[bucket.cell.partition, default: []].append(bucket) }
        var standing: [CellPartition: Set<Occupation>] = [:]
        for cell in known {
            let (partition, node) = (cell.partition, cell.occupation)
            let stayed = (left[partition] ?? []).lazy.filter { $0.cell.occupation.isWithin(node) }
            if stayed.reduce(0, { $0 + $1.rows.count }) >= least { continue }
            for releaseClass in ReleaseClass.allCases where partition.releaseClass.isStricter(than: releaseClass) {
                var other = partition
                other.releaseClass = releaseClass
                if left[other] != nil { standing[other, default: []].insert(node) }
            }
        }
        return standing
    }
}

extension Occupation {
    /// Whether it is the node or lies below it.
    func isWithin(_ node: Occupation) -> Bool {
        var next: Occupation? = self
        while let occupation = next, occupation.length >= node.length {
            if occupation == node { return true }
            next = occupation.parent
        }
        return false
    }
}

extension ReleaseClass {
    /// `allCases` stand in the order of their strictness.
    func isStricter(than other: ReleaseClass) -> Bool {
        (Self.allCases.firstIndex(of: self) ?? 0) > (Self.allCases.firstIndex(of: other) ?? 0)
    }
}

extension Cell {
    /// As partners see it: they know nothing of release classes.
    var outward: Cell { Cell(partition: partition.outward, occupation: occupation) }
}

extension CellPartition {
    /// As partners see it.
    var outward: CellPartition {
        var copy = self
        copy.releaseClass = .open
        return copy
    }
}
