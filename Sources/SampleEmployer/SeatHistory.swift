import Workforce

/// The people who fill one seat, one after the other: a pure function of the seed and the seat.
///
/// The history begins some months before the first snapshot, so that the first one has leavers too. Whoever leaves is
/// followed by somebody new, except in seats that a reorganisation empties; at the last snapshot every other seat is
/// filled, so that the employer has exactly as many people as were asked for.
struct SeatHistory {
    /// What does not depend on the seat.
    struct Frame {
        var seed: UInt64
        var seats: Int
        /// Day on which the history begins.
        var start: Int
        /// Day of the last snapshot.
        var until: Int
        /// First days of the months from `start` to some months after `until`, with how many leave in them (per mille of
        /// the usual).
        var months: [(first: Int, season: Int)]
    }

    let frame: Frame
    let layout: Layout
    let decisions: Decisions
    private let careers: CareerMaker

    init(frame: Frame, layout: Layout, decisions: Decisions) {
        self.frame = frame
        self.layout = layout
        self.decisions = decisions
        careers = CareerMaker(frame: frame)
    }

    /// Calls `body` for everybody who has the seat, in order of time.
    func visit(_ seat: Int, group: Int, _ career: inout Career, _ body: (inout Career) throws(SampleError) -> Void)
        throws(SampleError)
    {
        var stream = SeededStream(seed: frame.seed, .seat, seat)
        let family = JobFamily.all[layout.groups[group].family]
        var habits = SeededStream(seed: frame.seed, .group, group, -1)
        let letsContractsEnd = habits.chance(350)
        let isFlexible = !decisions.hiresFromOutside(layout, group: group)
        if let place = redundantPlace(seat, group) {
            careers.begin(&career, seat: seat, generation: 0, family: family, hire: nil, onlyPermanent: true)
            careers.makeRedundant(&career, place: place, isLeaver: place < (decisions.reorganisation?.emptySeats ?? 0))
            try body(&career)
            return
        }
        // Some seats are new: the employer grows a little.
        var hire: Int? =
            stream.chance(40)
            ? seasonal(after: frame.start + stream.below(max(1, frame.until - frame.start)), &stream) : nil
        if let created = hire, created > frame.until { hire = frame.until }
        var generation = 0
        while true {
            careers.begin(
                &career, seat: seat, generation: generation, family: family, hire: hire, onlyPermanent: false,
                onlyAgency: isFlexible && generation > 0, letsContractsEnd: letsContractsEnd)
            careers.end(&career)
            if isFlexible || family.code == "TEAM" { career.hasBirth = true }
            try body(&career)
            let last = frame.until + 60
            guard career.exit <= last else { return }
            var next = seasonal(after: career.exit, &stream)
            // Filled at the last snapshot, whatever the season.
            if career.exit <= frame.until, next > frame.until {
                next = career.exit + stream.below(frame.until - career.exit + 1)
            }
            guard next <= last else { return }
            hire = next
            generation += 1
        }
    }

    /// Whether the reorganisation ends the work of this seat.
    func isRedundant(_ seat: Int, group: Int) -> Bool { redundantPlace(seat, group) != nil }

    /// Place among the redundant seats of the reorganised group, or nil.
    private func redundantPlace(_ seat: Int, _ group: Int) -> Int? {
        guard let reorganisation = decisions.reorganisation, reorganisation.group == group else { return nil }
        let place = layout.groups[group].seats.upperBound - 1 - seat
        return place < reorganisation.redundantSeats ? place : nil
    }

    /// A day on which somebody new starts: more in January, April and September, fewer in summer and December.
    private func seasonal(after day: Int, _ stream: inout SeededStream) -> Int {
        let weights = [13, 10, 11, 12, 10, 8, 5, 9, 16, 11, 8, 4]
        let first = CalendarDate(dayNumber: Int32(clamping: day + 1)).parts
        var candidates: [Int] = []
        for later in 0..<4 {
            // The longer a seat stays empty, the fewer wait.
            candidates.append(weights[(first.month - 1 + later) % 12] * [10, 8, 5, 2][later])
        }
        let later = stream.pick(candidates)
        let month = CalendarDate(dayNumber: Int32(clamping: day + 1)).startOfMonth.adding(months: later)
        let start = Int(month.dayNumber) + (stream.chance(700) ? 0 : stream.chance(500) ? 14 : stream.below(27))
        return max(start, day)
    }
}
