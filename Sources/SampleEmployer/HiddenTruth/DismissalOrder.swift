import Workforce

/// Who goes when places are lost: the statutory order as this employer applies it, written for the sample alone.
struct DismissalOrder {
    /// The day by which age and contracts are judged.
    let day: Int

    /// `count` of the careers, as places in `careers`: rank group by rank group, and in the one that is only partly
    /// needed by age bands in proportion, the shortest service first.
    func chosen(_ count: Int, of careers: [Career]) -> [Int] {
        var chosen: [Int] = []
        for rank in 0...4 {
            let members = careers.indices.filter { rankGroup(careers[$0]) == rank }
            let missing = min(count - chosen.count, members.count)
            guard missing > 0 else { continue }
            chosen += missing == members.count ? members : inProportion(missing, members, careers)
        }
        return chosen
    }

    private func rankGroup(_ career: Career) -> Int {
        let kind = career.contract(at: day)
        if kind.isExternal { return 0 }
        if career.birth + 67 * 36_525 / 100 <= day { return 1 }
        if kind == .onCall { return 2 }
        // Contracts that end within 26 weeks of a decision that takes eight.
        if let term = career.term(at: day), career.termEnds[term] <= day + 238 { return 3 }
        return 4
    }

    private func inProportion(_ count: Int, _ members: [Int], _ careers: [Career]) -> [Int] {
        var bands: [[Int]] = Array(repeating: [], count: 5)
        for member in members {
            let age = CalendarDate(dayNumber: Int32(careers[member].birth))
                .completedYears(at: CalendarDate(dayNumber: Int32(day)))
            bands[max(0, min(4, (age - 15) / 10))].append(member)
        }
        func isEarlier(_ left: Int, _ right: Int) -> Bool {
            let (first, second) = (careers[left], careers[right])
            return first.service != second.service ? first.service > second.service : first.number < second.number
        }
        for band in bands.indices { bands[band].sort(by: isEarlier) }
        var quotas = bands.map { $0.count * count / members.count }
        let remainders = bands.map { $0.count * count % members.count }
        let waiting = bands.indices.filter { remainders[$0] > 0 }.sorted { left, right in
            if remainders[left] != remainders[right] { return remainders[left] > remainders[right] }
            return isEarlier(bands[left][quotas[left]], bands[right][quotas[right]])
        }
        for band in waiting.prefix(count - quotas.reduce(0, +)) { quotas[band] += 1 }
        return bands.indices.flatMap { bands[$0].prefix(quotas[$0]) }
    }
}
