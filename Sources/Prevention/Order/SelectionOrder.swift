import Workforce

/// The statutory order of one group: who would be indicated if the surplus became dismissals (domain rules §4.2–§4.6).
struct SelectionOrder {
    /// Somebody who comes into the order.
    struct Head {
        var row: Int32
        var rankGroup: RankGroup
        /// Nil without a birth date.
        var band: AgeBand?
        var serviceSince: CalendarDate
        var isIndispensable: Bool
    }

    struct Place {
        var row: Int32
        /// From 1; 0 where the order of the rank group is not computed.
        var rank: Int32
        var isIndicated = false
        var isTied = false
    }

    /// In the order of going.
    private(set) var places: [Place] = []
    /// Rows whose missing birth date kept the order of the partly needed rank group from being computed.
    private(set) var missingBirthDates: [Int] = []

    /// The line in which people would go if all of them had to: rank group, then the shortest service, then the smaller
    /// id. It is the same for every number to go, which is what sorting costs.
    static func line(of heads: [Head], ids: ByteStringColumn) -> [Head] {
        heads.sorted { left, right in
            if left.rankGroup != right.rankGroup { return left.rankGroup < right.rankGroup }
            if left.serviceSince != right.serviceSince { return left.serviceSince > right.serviceSince }
            return ids.isOrdered(Int(left.row), before: Int(right.row))
        }
    }

    /// - Parameter line: as `line(of:ids:)` returns it.
    init(inLine line: [Head], toGo: Int) {
        places.reserveCapacity(line.count)
        var left = toGo
        var first = 0
        while first < line.count {
            let end = line[first...].firstIndex { $0.rankGroup != line[first].rankGroup } ?? line.count
            let rankGroup = line[first..<end]
            let needed = min(left, rankGroup.count)
            if needed == 0 || needed == rankGroup.count {
                for head in rankGroup { append(head, isIndicated: needed > 0) }
            } else {
                appendPartly(needed: rankGroup, toGo: needed)
            }
            left -= needed
            first = end
        }
    }

    private mutating func append(_ head: Head, isIndicated: Bool, isTied: Bool = false) {
        places.append(
            Place(row: head.row, rank: Int32(places.count + 1), isIndicated: isIndicated, isTied: isTied))
    }

    /// The rank group of which only some are needed: by age band, in a band the shortest service first.
    private mutating func appendPartly(needed rankGroup: ArraySlice<Head>, toGo: Int) {
        missingBirthDates = rankGroup.filter { $0.band == nil }.map { Int($0.row) }.sorted()
        if !missingBirthDates.isEmpty {
            places += rankGroup.map { Place(row: $0.row, rank: 0) }
            return
        }
        var chosen: [[Int]] = Array(repeating: [], count: AgeBand.allCases.count)
        var people = chosen.map { _ in 0 }
        for index in rankGroup.indices {
            guard let band = rankGroup[index].band.map({ Int($0.rawValue) }) else { continue }
            people[band] += 1
            if !rankGroup[index].isIndispensable { chosen[band].append(index) }
        }
        let numbers = BandQuotas.numbers(
            of: zip(people, chosen).map { people, chosen in
                BandQuotas.Band(people: people, service: chosen.map { rankGroup[$0].serviceSince })
            }, toGo: toGo)
        var isIndicated = [Bool](repeating: false, count: rankGroup.count)
        var isTied = isIndicated
        for (band, number) in numbers.enumerated() {
            for index in chosen[band].prefix(number) { isIndicated[index - rankGroup.startIndex] = true }
            guard number > 0, number < chosen[band].count else { continue }
            let cut = rankGroup[chosen[band][number]].serviceSince
            guard rankGroup[chosen[band][number - 1]].serviceSince == cut else { continue }
            for index in chosen[band] where rankGroup[index].serviceSince == cut {
                isTied[index - rankGroup.startIndex] = true
            }
        }
        for wanted in [true, false] {
            for (offset, head) in rankGroup.enumerated() where isIndicated[offset] == wanted {
                append(head, isIndicated: wanted, isTied: isTied[offset])
            }
        }
    }
}
