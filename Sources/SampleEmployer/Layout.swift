/// Where the people work: establishments, in them groups of one job family, in them teams; seats numbered through.
///
/// A seat is a place of work that one person after the other fills. The layout grows with the establishments, not with
/// the people: groups keep 20 to 200 people or so, however large the employer is.
struct Layout {
    enum Kind: Int { case plant = 0, distribution, office, service }

    struct Site {
        var code: String
        var place: Place
        var kind: Kind
        var size: Int
        /// One establishment was never given its region.
        var hasRegion = true
        /// Its groups, as a range in `groups`.
        var groups = 0..<0
    }

    struct Group {
        var site: Int
        var family: Int
        /// Its seats.
        var seats: Range<Int>
        /// Its teams, as a range in `teams`.
        var teams = 0..<0
    }

    struct Team {
        var code: String
        var group: Int
        var seats: Range<Int>
        /// Certified trainers.
        var trainers: Int
    }

    private(set) var sites: [Site] = []
    private(set) var groups: [Group] = []
    private(set) var teams: [Team] = []

    /// The number of seats: all people in service at the end, and `extraSeats` that are empty by then.
    var seats: Int { groups.last?.seats.upperBound ?? 0 }

    init(employees: Int, seed: UInt64) {
        makeSites(employees, seed)
        for site in sites.indices { makeGroups(site, seed) }
        for group in groups.indices { makeTeams(group, seed) }
    }

    /// Adds seats to the end of a group, and moves those of all groups after it.
    mutating func addSeats(_ count: Int, toGroup group: Int) {
        let grown = groups[group].teams.upperBound - 1
        for later in groups.indices where later >= group {
            let seats = groups[later].seats
            groups[later].seats =
                (later == group ? seats.lowerBound : seats.lowerBound + count)..<seats.upperBound + count
        }
        for later in teams.indices where later >= grown {
            let seats = teams[later].seats
            teams[later].seats =
                (later == grown ? seats.lowerBound : seats.lowerBound + count)..<seats.upperBound + count
        }
    }

    private mutating func makeSites(_ employees: Int, _ seed: UInt64) {
        // About 550 people each; a small employer has smaller establishments, so that it has several.
        let usual = 120 + 430 * min(employees, 5_000) / 5_000
        let fewest = employees < 150 ? 1 : employees < 400 ? 3 : 6
        let count = max(fewest, employees / usual)
        let kinds: [Kind] = [.office, .plant, .distribution, .plant, .service, .plant, .distribution, .plant]
        var weights: [Double] = []
        for number in 0..<count {
            var stream = SeededStream(seed: seed, .layout, number)
            let place = Place.all[number % Place.all.count]
            let letters = place.name.uppercased().filter { $0.isLetter }.prefix(3)
            let digits = String(number + 1)
            let code = letters + "-" + String(repeating: "0", count: max(0, 2 - digits.count)) + digits
            sites.append(Site(code: code, place: place, kind: kinds[number % kinds.count], size: 0))
            // Skewed: a few large ones, many small ones.
            let skew = stream.share()
            weights.append(0.35 + 0.6 * stream.share() + 2.6 * skew * skew * skew * skew)
        }
        if count >= 6 { sites[count - 1].hasRegion = false }
        let total = weights.reduce(0, +)
        var given = 0
        var sum = 0.0
        for number in sites.indices {
            sum += weights[number]
            let until = number == count - 1 ? employees : Int(Double(employees) * sum / total)
            sites[number].size = until - given
            given = until
        }
    }

    private mutating func makeGroups(_ site: Int, _ seed: UInt64) {
        let size = sites[site].size
        let kind = sites[site].kind.rawValue
        var candidates: [(family: Int, weight: Double)] = []
        for (family, job) in JobFamily.all.enumerated() where job.weights[kind] > 0 {
            var stream = SeededStream(seed: seed, .group, site, family)
            candidates.append((family, Double(job.weights[kind]) * (0.5 + stream.share())))
        }
        candidates.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.family < $1.family }
        let chosen = Array(candidates.prefix(max(1, min(candidates.count, size / 45)))).sorted { $0.family < $1.family }
        let total = chosen.map(\.weight).reduce(0, +)
        let first = groups.count
        let start = groups.last?.seats.upperBound ?? 0
        var sum = 0.0
        var taken = 0
        for (place, choice) in chosen.enumerated() {
            sum += choice.weight
            let until = place == chosen.count - 1 ? size : Int(Double(size) * sum / total)
            if until > taken {
                groups.append(Group(site: site, family: choice.family, seats: start + taken..<start + until))
                taken = until
            }
        }
        sites[site].groups = first..<groups.count
    }

    private mutating func makeTeams(_ group: Int, _ seed: UInt64) {
        let seats = groups[group].seats
        let site = groups[group].site
        var stream = SeededStream(seed: seed, .group, -1 - group)
        let first = teams.count
        let firstOfSite = groups[sites[site].groups.lowerBound].teams.lowerBound
        let isLearnedAtWork = JobFamily.all[groups[group].family].isLearnedAtWork
        var start = seats.lowerBound
        // Some groups have a team too small to be asked anything by itself.
        let small = seats.count >= 20 && stream.chance(250) ? stream.within(3...5) : 0
        while start < seats.upperBound {
            let rest = seats.upperBound - small - start
            var size = rest > 0 ? min(rest, stream.within(18...34)) : small
            if rest > 0, rest - size < 9 { size = rest }
            let number = String(teams.count - (group == sites[site].groups.lowerBound ? first : firstOfSite) + 1)
            let code = sites[site].code + "-T" + String(repeating: "0", count: max(0, 2 - number.count)) + number
            let trainers = isLearnedAtWork && size >= 8 ? min(4, (size + stream.below(12)) / 14) : 0
            teams.append(Team(code: code, group: group, seats: start..<start + size, trainers: trainers))
            start += size
            groups[group].teams = first..<teams.count
        }
    }
}
