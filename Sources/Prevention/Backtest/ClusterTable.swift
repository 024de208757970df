/// The pairs of a backtest, added up by cluster and basis: all that a draw of clusters has to look at.
///
/// Of each cluster only the hundredths of probability are kept that occur in it: a group has few, and there are thousands
/// of groups.
struct ClusterTable {
    /// The pairs of one cluster and basis.
    struct Stratum {
        var cluster: Int32
        var basis: UInt8
        var sums: ForecastSums
        /// Its part of `cells`, by ascending probability.
        var cells: Range<Int>
    }

    struct Lead {
        var days: Int32
        var cluster: Int32
        var basis: UInt8
    }

    /// Number of clusters.
    let clusters: Int
    /// By cluster in order of its number, then by basis.
    private(set) var strata: [Stratum] = []
    private(set) var cells: [ForecastCell] = []
    /// By days.
    private(set) var leads: [Lead] = []

    /// - Parameter bases: how many bases there are; every pair has one of them.
    init(_ pairs: ForecastPairs, bases: Int) {
        let numbers = Set(pairs.cluster).sorted()
        clusters = numbers.count
        var place: [Int32: Int32] = [:]
        place.reserveCapacity(numbers.count)
        for (index, number) in numbers.enumerated() { place[number] = Int32(index) }
        var clusterOfPair = [Int32](repeating: 0, count: pairs.count)
        var starts = [Int](repeating: 0, count: numbers.count + 1)
        var last: (number: Int32, place: Int32) = (numbers.first ?? 0, 0)
        for index in 0..<pairs.count {
            let number = pairs.cluster[index]
            // Pairs come group by group as a rule.
            if number != last.number { last = (number, place[number] ?? 0) }
            clusterOfPair[index] = last.place
            starts[Int(last.place) + 1] += 1
        }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        var order = [Int32](repeating: 0, count: pairs.count)
        for index in 0..<pairs.count {
            let cluster = Int(clusterOfPair[index])
            order[next[cluster]] = Int32(index)
            next[cluster] += 1
        }
        var scratch = Scratch(bases: bases)
        for cluster in 0..<numbers.count {
            for index in order[starts[cluster]..<starts[cluster + 1]] { scratch.add(Int(index), of: pairs) }
            scratch.empty(into: &strata, &cells, cluster: Int32(cluster))
        }
        for index in 0..<pairs.count where pairs.leadDays[index] != ForecastPairs.noLead {
            leads.append(
                Lead(days: pairs.leadDays[index], cluster: clusterOfPair[index], basis: pairs.basis[index]))
        }
        leads.sort { ($0.days, $0.cluster, $0.basis) < ($1.days, $1.cluster, $1.basis) }
    }

    /// Where the pairs of one cluster are added up before they are kept.
    private struct Scratch {
        var sums: [ForecastSums]
        var cells: [ForecastCell]

        init(bases: Int) {
            sums = Array(repeating: ForecastSums(), count: bases)
            cells = (0..<bases * ForecastCell.count).map { ForecastCell(percent: UInt8($0 % ForecastCell.count)) }
        }

        mutating func add(_ index: Int, of pairs: ForecastPairs) {
            let basis = Int(pairs.basis[index])
            let forecast = Int(pairs.probability[index])
            sums[basis].add(
                forecast: forecast, baseline: Int(pairs.baseline[index]), isEvent: pairs.outcome[index],
                isFlagged: pairs.flagged[index])
            let cell = basis * ForecastCell.count + forecast / (ForecastPairs.unit / 100)
            cells[cell].pairs += 1
            cells[cell].forecast += forecast
            if pairs.outcome[index] { cells[cell].events += 1 }
        }

        mutating func empty(into strata: inout [Stratum], _ kept: inout [ForecastCell], cluster: Int32) {
            for basis in sums.indices where sums[basis].pairs > 0 {
                let first = kept.count
                for cell in basis * ForecastCell.count..<(basis + 1) * ForecastCell.count where cells[cell].pairs > 0 {
                    kept.append(cells[cell])
                    cells[cell] = ForecastCell(percent: cells[cell].percent)
                }
                strata.append(
                    Stratum(
                        cluster: cluster, basis: UInt8(basis), sums: sums[basis], cells: first..<kept.count))
                sums[basis] = ForecastSums()
            }
        }
    }
}
