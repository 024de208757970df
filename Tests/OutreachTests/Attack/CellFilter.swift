import Workforce

@testable import Outreach

/// What the attacker believes of the true count of one cell: an exact Bayesian filter over all histories of the count that
/// fit what was told, and what was not told, under the gate's published rules.
///
/// A state is (true count, true count at the last publication). A cell that was told of is known to within rounding; that
/// nothing is told says that it moved by less than is told and holds the minimum; that it is withdrawn, that it does not,
/// or that it was near it.
struct CellFilter {
    static let largest = 60
    /// What is impossible under the model may still have happened: a person's hold, a structure that changed above.
    private static let unforeseen = 1e-6

    let mechanism: Mechanism
    let phase: Int
    let quarter: String?
    private(set) var isStanding = false
    private var wasTold = false
    /// By reference (the count at the last publication), chances by count. One entry without reference while not standing.
    private var beliefs: [(reference: Int, chances: [Double])]

    init(mechanism: Mechanism, phase: Int, quarter: String?) {
        self.mechanism = mechanism
        self.phase = phase
        self.quarter = quarter
        beliefs = [(-1, (0...Self.largest).map { $0 < mechanism.raise ? 1 / Double(mechanism.raise) : 0 })]
    }

    var total: Double { beliefs.reduce(0) { $0 + $1.chances.reduce(0, +) } }

    var mean: Double {
        let sum = beliefs.reduce(0.0) {
            $0 + $1.chances.indices.reduce(0.0) { [chances = $1.chances] in $0 + Double($1) * chances[$1] }
        }
        return sum / max(total, 1e-300)
    }

    /// The counts that are possible at all.
    var support: ClosedRange<Int> {
        let possible = (0...Self.largest).filter { count in beliefs.contains { $0.chances[count] > 1e-12 } }
        return (possible.first ?? 0)...(possible.last ?? Self.largest)
    }

    /// Each history in the weight of the chance that somebody taken at random from `heads` is in the cell (or is not).
    func weighted(inCell: Bool, heads: Int) -> CellFilter {
        var copy = self
        for index in copy.beliefs.indices {
            for count in copy.beliefs[index].chances.indices {
                let share = min(1, Double(count) / Double(max(1, heads)))
                copy.beliefs[index].chances[count] *= inCell ? share : 1 - share
            }
        }
        return copy
    }

    /// One person more or less, for certain.
    mutating func shift(_ by: Int) {
        for index in beliefs.indices {
            let before = beliefs[index].chances
            for count in before.indices {
                let from = count - by
                beliefs[index].chances[count] = before.indices.contains(from) ? before[from] : 0
            }
        }
    }

    /// One night of everybody else's moves.
    mutating func advance(_ rates: PublicRates, to day: CalendarDate, night: Int) {
        let reach = PublicRates.reach
        for index in beliefs.indices {
            var next = [Double](repeating: 0, count: Self.largest + 1)
            for (count, chance) in beliefs[index].chances.enumerated() where chance > 1e-14 {
                let moves = rates.moves(phase: phase, quarter: quarter, on: day, night: night, from: count)
                moves.withUnsafeBufferPointer { moves in
                    next.withUnsafeMutableBufferPointer { next in
                        for place in 0..<(2 * reach + 1) {
                            next[max(0, min(Self.largest, count + place - reach))] += chance * moves[place]
                        }
                    }
                }
            }
            beliefs[index].chances = next
        }
    }

    /// Cells below or above took people or gave them up: of the count only what is told now is known.
    mutating func forget() {
        let sum = total
        let chances = (0...Self.largest).map { _ in sum / Double(Self.largest + 1) }
        beliefs = beliefs.map { ($0.reference, chances.map { $0 / Double(max(1, beliefs.count)) }) }
    }

    /// Takes in what a release told of the cell, and gives the chance of that.
    @discardableResult
    mutating func observe(
        _ verb: PartnerTranscript.Verb?, people: Int, isRelease: Bool, counts: Int = 1
    ) -> Double {
        let before = total
        var next: [(reference: Int, chances: [Double])] = []
        let possible = 0...Self.largest
        switch verb {
        case .raised, .changed:
            for count in possible where mechanism.rounded(count) == people && count >= mechanism.minimum {
                var chance = 0.0
                for belief in beliefs {
                    if isStanding {
                        chance +=
                            belief.chances[count] * mechanism.changes(belief.reference, to: count, counts: counts)
                            * (1 - mechanism.goes(count, counts: counts))
                    } else {
                        // On the first night of its partition the minimum suffices; partners do not know which that was.
                        chance += belief.chances[count] * (count >= mechanism.raise ? 1 : wasTold ? 0 : 0.5)
                    }
                }
                var chances = [Double](repeating: 0, count: Self.largest + 1)
                chances[count] = chance
                next.append((count, chances))
            }
            isStanding = true
            wasTold = true
        case .withdrawn:
            var chances = [Double](repeating: 0, count: Self.largest + 1)
            for count in possible {
                let goes = mechanism.goes(count, counts: counts)
                if goes > 0 { chances[count] = goes * beliefs.reduce(0) { $0 + $1.chances[count] } }
            }
            next = [(-1, chances)]
            isStanding = false
        case nil:
            next = beliefs
            for index in next.indices {
                let reference = next[index].reference
                for count in possible {
                    let silent =
                        !isRelease
                        ? !isStanding || count >= mechanism.minimum ? 1 : 0
                        : isStanding
                            ? (1 - mechanism.goes(count, counts: counts))
                                * (1 - mechanism.changes(reference, to: count, counts: counts))
                            : count < mechanism.raise ? 1 : 0
                    next[index].chances[count] *= silent
                }
            }
        }
        beliefs = next
        let after = total
        if after < before * Self.unforeseen { restart(verb, people: people, at: before * Self.unforeseen) }
        return total
    }

    /// Something outside the model happened; begins again with what was told.
    private mutating func restart(_ verb: PartnerTranscript.Verb?, people: Int, at weight: Double) {
        for index in beliefs.indices {
            let reference = beliefs[index].reference
            let fitting = (0...Self.largest).filter { count in
                switch verb {
                case .raised, .changed: count == reference
                case .withdrawn: count < mechanism.minimum
                case nil: isStanding ? mechanism.changes(reference, to: count) < 1 : count < mechanism.raise
                }
            }
            let each = weight / Double(max(1, beliefs.count * fitting.count))
            beliefs[index].chances = (0...Self.largest).map { fitting.contains($0) ? each : 0 }
        }
        if beliefs.isEmpty { self = CellFilter(mechanism: mechanism, phase: phase, quarter: quarter) }
    }

    /// The cell went for another reason than its count, and comes up again at the higher minimum only.
    mutating func fallSilent() {
        guard isStanding else { return }
        let chances = (0...Self.largest).map { count in beliefs.reduce(0) { $0 + $1.chances[count] } }
        beliefs = [(-1, chances)]
        isStanding = false
    }

    mutating func normalise() {
        let sum = total
        guard sum > 0 else { return }
        for index in beliefs.indices { beliefs[index].chances = beliefs[index].chances.map { $0 / sum } }
    }
}
