import Workforce

/// What happens to one selection group month by month: people leave, are replaced or not, and are made redundant.
struct GroupHistory {
    let frame: SeatHistory.Frame
    let months: TruthMonths
    let attrition: Attrition
    let scenario: TruthScenario
    /// Months between two snapshots.
    let interval: Int

    private let group: Int
    let place: Layout.Group
    private let site: Int
    private let region: Int
    let course: PlanCourse?
    private let isDwindling: Bool
    private let careerMaker: CareerMaker

    /// Everybody who ever had a seat, in order of appearance.
    var careers: [Career] = []
    /// Supply in hundredths of FTE when the plan was published.
    private(set) var publishedSupply = 0
    /// What the plan leaves in truth, in hundredths of FTE.
    var trueDemand = 0
    /// People made redundant.
    var redundancies = 0

    var seats: [Seat] = []
    var leaversByMonth: [Int]
    var stream: SeededStream

    struct Seat {
        /// Place in `careers`; nil while empty.
        var career: Int?
        var generation = 0
        var isMover = false
        /// From when somebody may be hired; `Career.never` for a seat that is no more.
        var refill = 0
    }

    init(
        frame: SeatHistory.Frame, layout: Layout, months: TruthMonths, attrition: Attrition, schedule: PlanSchedule,
        interval: Int, group: Int
    ) {
        self.frame = frame
        self.months = months
        self.attrition = attrition
        self.scenario = attrition.scenario
        self.interval = interval
        self.group = group
        place = layout.groups[group]
        site = place.site
        region = PlanSchedule.region(layout.sites[site])
        course = schedule.ofGroup[group].map { schedule.courses[$0] }
        isDwindling = schedule.dwindling.contains(group)
        careerMaker = CareerMaker(frame: frame)
        leaversByMonth = Array(repeating: 0, count: months.count)
        stream = SeededStream(seed: frame.seed, .attrition, group)
    }

    /// Runs all months.
    mutating func run() {
        for seat in place.seats {
            seats.append(Seat())
            fill(seat - place.seats.lowerBound, hire: nil)
        }
        let own = attrition.factor(group: group)
        for month in 0..<months.count {
            if let course {
                if month == course.published { publishedSupply = supply(at: months.firsts[month]) }
                if month == course.calledOff { reopen(month) }
                if course.calledOff == nil, month == course.decision { dismiss(course, month) }
            }
            let factor = own * attrition.factor(month: month, site: site, region: region)
            let isFrozen = course?.isFrozen(month) ?? false
            for seat in seats.indices { pass(seat, month, factor, isFrozen) }
            // Before anybody is hired on the date itself: the freeze ends with it, and so do the places.
            if let course, course.calledOff == nil, month + 1 == course.date { abolishEmptySeats() }
            if month + 1 < months.count { hire(in: month + 1) }
        }
    }

    /// Hundredths of FTE of those who are there after a day.
    func supply(at day: Int) -> Int {
        seats.reduce(0) { sum, seat in
            guard let career = seat.career, careers[career].exit > day else { return sum }
            return sum + careers[career].centiFTE
        }
    }

    private mutating func fill(_ seat: Int, hire: Int?) {
        var career = Career()
        let family = JobFamily.all[place.family]
        careerMaker.begin(
            &career, seat: place.seats.lowerBound + seat, generation: seats[seat].generation, family: family,
            hire: hire, onlyPermanent: false, letsContractsEnd: true)
        // One row a person and no gaps: what is judged is the forecast, not what is missing.
        career.hasBirth = true
        career.splitCentiFTE = 0
        career.hidesFTE = false
        career.isIndispensable = false
        seats[seat].isMover = stream.chance(500)
        seats[seat].career = careers.count
        careers.append(career)
        if !career.contract.isExternal { retire(careers.count - 1) }
        linger(careers.count - 1)
    }

    /// Who is replaced: everybody in a healthy group, nobody where the plan wants fewer, one in four where work dwindles.
    private mutating func hire(in month: Int) {
        let isFrozen = course?.isFrozen(month) ?? false
        var room = Int.max
        if isFrozen, let course {
            let wanted = Double(publishedSupply) * (1 - course.believedShare(month))
            room = max(0, (Int(wanted) - supply(at: months.firsts[month])) / 100)
        }
        for seat in seats.indices where seats[seat].career == nil && seats[seat].refill <= month && room > 0 {
            if isDwindling, !stream.chance(250) {
                seats[seat].refill = Career.never
                continue
            }
            seats[seat].generation += 1
            fill(seat, hire: months.firsts[month] + (stream.chance(700) ? 0 : stream.below(27)))
            room -= 1
        }
    }

    /// A plan that is called off: the seats that stood empty are filled again, not all at once.
    private mutating func reopen(_ month: Int) {
        for seat in seats.indices where seats[seat].career == nil && seats[seat].refill < Career.never {
            seats[seat].refill = month + stream.below(6)
        }
    }
}
