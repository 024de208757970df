import Prevention
import Workforce

@testable import Outreach

/// An outsider with everything that all partners ever received, who knows of one person at a time when they came, moved
/// and went, and works out in which phase they were.
///
/// For each hypothesis (the person was in this phase, cause and quarter) the chance of what was told around each of the
/// person's moves is worked out with the person's share in the count, and without; the prior is the cell's share of the
/// heads in that occupation and region, which is public. Beside the counts it uses remainders of FTE, skills, cells that
/// overlap and totals, wherever the gate lets them out.
struct DisclosureAttack {
    struct Claim: Hashable {
        var member: Int
        var probe: String?
        var phase: Int
        var prior: Double
        var posterior: Double
        var isTrue: Bool
    }

    struct Outcome {
        /// People whose moves somebody could have learned something from.
        var trials = 0
        /// Of them those whom nobody made to probe.
        var chanceTrials = 0
        /// Beliefs beyond 0.9 that are true, and that are not.
        var successes: [Claim] = []
        var mistakes: [Claim] = []
        /// The strongest true belief.
        var strongest = 0.0
        /// Counts that somebody tried to work out, and those under the minimum that came out to one.
        var counts = 0
        var exactCounts = 0
    }

    static let threshold = 0.9
    /// Whose phase was more likely than not before anything was told is no trial of the gate.
    static let largestPrior = 0.5

    private let nights: ProbedNights
    private let rates: PublicRates
    private let mechanism: Mechanism
    private let telling: TellingNights
    private let transcript: PartnerTranscript
    private let subjects: [Subject]
    private var filters: [Int: [Int: CellFilter]] = [:]

    private struct Subject {
        var key: String
        var figures: PartnerTranscript.Figures
        /// By the night whose counts they tell.
        var words: [Int: PartnerTranscript.Word]
        /// The night on which it went between two counts: of the plan that tells, and not of a count.
        var wentOn: Set<Int> = []
        /// Nights on which another cell of the partition came up or went, in or above this one's occupations.
        var shaken: Set<Int> = []
        var first: Int
        var last: Int

        func isStanding(before night: Int) -> Bool {
            guard let word = words.values.filter({ $0.night < night }).max(by: { $0.night < $1.night }) else {
                return false
            }
            return word.verb != .withdrawn && !wentOn.contains { (word.night..<night).contains($0) }
        }

        func lastFigures(before night: Int) -> PartnerTranscript.Figures? {
            words.values.filter { $0.night < night && $0.verb != .withdrawn }.max { $0.night < $1.night }?.figures
        }
    }

    init(_ attacked: AttackedEmployer, rates: PublicRates) {
        nights = attacked.nights
        self.rates = rates
        mechanism = attacked.variant.mechanism
        telling = TellingNights(
            nights: nights.nights.count, daysPerNight: nights.daysPerNight,
            nightsPerSnapshot: nights.nightsPerSnapshot, nightsPerRelease: attacked.nightsPerRelease,
            days: attacked.variant.policy.cellChanges == .everyScan ? 0 : Int(CellCount.days))
        transcript = attacked.transcript
        var subjects: [Subject] = []
        for (key, words) in Dictionary(grouping: transcript.words, by: \.subject) {
            var byNight: [Int: PartnerTranscript.Word] = [:]
            var wentOn: Set<Int> = []
            for word in words.sorted(by: { $0.night < $1.night }) {
                if word.verb == .withdrawn, telling.isLate(word.night) {
                    wentOn.insert(word.night)
                } else {
                    var word = word
                    word.night = telling.count(toldOn: word.night)
                    byNight[word.night] = word
                }
            }
            subjects.append(
                Subject(
                    key: key, figures: words[0].figures, words: byNight, wentOn: wentOn, first: byNight.keys.min()!,
                    last: max(byNight.keys.max()!, wentOn.max() ?? 0)))
        }
        subjects.sort {
            ($0.figures.partition, $0.figures.occupation, $0.key) < (
                $1.figures.partition, $1.figures.occupation, $1.key
            )
        }
        if !mechanism.overlaps {
            for index in subjects.indices {
                for other in subjects
                where other.key != subjects[index].key
                    && other.figures.partition == subjects[index].figures.partition
                    && other.figures.occupation.hasPrefix(subjects[index].figures.occupation)
                {
                    subjects[index].shaken.formUnion(other.words.values.filter { $0.verb != .changed }.map(\.night))
                }
            }
        }
        self.subjects = subjects
    }

    /// The last night on which what was told has to do with a move: two tellings on.
    private func end(of night: Int) -> Int { telling.first(from: telling.first(from: night) + 1) }

    /// - Parameter onlyCrafted: looks only at those who were made to probe, and at cells where they are.
    func run(onlyCrafted: Bool = false) -> Outcome {
        var attack = self
        return attack.attack(onlyCrafted)
    }

    private mutating func attack(_ onlyCrafted: Bool) -> Outcome {
        var outcome = Outcome()
        let chains = Dictionary(
            grouping: nights.moves.filter {
                $0.night > 0 && $0.night < nights.nights.count && (!onlyCrafted || $0.probe != nil)
            }, by: \.member)
        let needed = Set(chains.values.flatMap { $0.map(\.night) })
        let probes = Set(chains.values.flatMap { $0.compactMap(\.probe) })
        // A probe's region, and the one beside it, begin with its name.
        follow(needed, &outcome) { region in !onlyCrafted || probes.contains { region.hasPrefix($0) } }
        for member in chains.keys.sorted() {
            let claims = beliefs(of: member, chains[member]!.sorted { $0.night < $1.night })
            if claims.isEmpty { continue }
            outcome.trials += 1
            if claims[0].probe == nil { outcome.chanceTrials += 1 }
            for claim in claims {
                if claim.isTrue { outcome.strongest = max(outcome.strongest, claim.posterior) }
                guard claim.posterior > Self.threshold else { continue }
                if claim.isTrue { outcome.successes.append(claim) } else { outcome.mistakes.append(claim) }
            }
        }
        totals(&outcome)
        return outcome
    }

    /// Runs the filter of every cell over all nights, keeping it as it is before those nights.
    private mutating func follow(_ needed: Set<Int>, _ outcome: inout Outcome, where isLookedAt: (String) -> Bool) {
        for index in subjects.indices where isLookedAt(subjects[index].figures.region) {
            let subject = subjects[index]
            var filter = CellFilter(
                mechanism: mechanism, phase: subject.figures.phase, quarter: subject.figures.quarter)
            let end = min(nights.nights.count, subject.last + 2 * telling.period + 1)
            for night in max(0, subject.first - 2 * telling.period)..<end {
                if needed.contains(night) { filters[index, default: [:]][night] = filter }
                pass(night, subject, &filter)
                filter.normalise()
                if telling.tells(night) {
                    outcome.counts += 1
                    let support = filter.support
                    if support.count == 1, (1..<10).contains(support.lowerBound) { outcome.exactCounts += 1 }
                }
            }
        }
    }

    /// One night of one cell, with so many people who are known to come or go.
    private func pass(_ night: Int, _ subject: Subject, _ filter: inout CellFilter, shift: Int = 0) {
        filter.advance(rates, to: nights.nights[night].workforce.asOf, night: night)
        if shift != 0 { filter.shift(shift) }
        if subject.shaken.contains(night) { filter.forget() }
        let word = subject.words[night]
        if telling.tells(night) || mechanism.withdrawsAtOnce || word != nil {
            filter.observe(
                word?.verb, people: word?.figures.people ?? 0, isRelease: telling.tells(night),
                counts: telling.countsPerTelling)
        }
        if subject.wentOn.contains(night) { filter.fallSilent() }
    }

    /// What a person does to a cell, under a hypothesis.
    private struct Touch {
        var night: Int
        /// One more or one less.
        var shift: Int
        /// Of the occupation and region, where the person leaves the cell.
        var heads = 0
        /// Of the person, by hours and skills, as the cell was told of before.
        var figures = 1.0
        /// Whether others were known to be about to enter the cell, as people under notice whose quarter has come.
        var isExpected = false
    }

    /// How much likelier what was told of a cell around a person's moves is if they are in it than if they are not.
    ///
    /// Moves of which the same words tell are looked at together; what lies apart is independent once it is known
    /// whether the person is in the cell.
    private func odds(_ index: Int, _ touches: [Touch]) -> (ratio: Double, prior: Double)? {
        var episodes: [[Touch]] = []
        for touch in touches.sorted(by: { $0.night < $1.night }) {
            if let last = episodes.last?.last, touch.night <= end(of: last.night) {
                episodes[episodes.count - 1].append(touch)
            } else {
                episodes.append([touch])
            }
        }
        var found: (ratio: Double, prior: Double)?
        for episode in episodes {
            guard let one = odds(index, episode: episode) else { continue }
            let prior = found.map { $0.prior == 0 ? one.prior : $0.prior } ?? one.prior
            found = ((found?.ratio ?? 1) * one.ratio, prior)
        }
        return found
    }

    private func odds(_ index: Int, episode: [Touch]) -> (ratio: Double, prior: Double)? {
        let first = episode[0]
        guard let before = filters[index]?[first.night] else { return nil }
        var (with, without) = (before, before)
        if first.isExpected, !before.isStanding {
            // How many of them have entered is not known; that the cell comes up says nothing of one more.
            with = CellFilter(mechanism: mechanism, phase: before.phase, quarter: before.quarter)
            without = with
        }
        var prior = 0.0
        if first.shift < 0 {
            with = before.weighted(inCell: true, heads: first.heads)
            without = before.weighted(inCell: false, heads: first.heads)
            prior = with.total / before.total
        }
        let (start, startWithout) = (with.total, without.total)
        guard start > 0, startWithout > 0 else { return nil }
        for night in first.night...min(nights.nights.count - 1, end(of: episode.last!.night)) {
            let shift = episode.reduce(0) { $0 + ($1.night == night ? $1.shift : 0) }
            pass(night, subjects[index], &with, shift: shift)
            pass(night, subjects[index], &without)
        }
        let figures = episode.reduce(1) { $0 * $1.figures }
        return (figures * (with.total / start) / max(without.total / startWithout, 1e-300), prior)
    }

    /// What two cells say together of somebody who went from the one to the other by leaving.
    ///
    /// Others leave with them: a wave of exits empties the one cell and fills the other, whoever is in it. Where both say the
    /// same, the one that says it more strongly is taken, and not their product.
    private static func ofOneMove(_ one: Double, _ other: Double) -> Double {
        if one > 1, other > 1 { return max(one, other) }
        if one < 1, other < 1 { return min(one, other) }
        return one * other
    }

    private struct Hypothesis: Hashable {
        var phase: Int
        var cause: String
        var quarter: String?
    }

    /// The cell that somebody of the occupation is in under a hypothesis: the finest told of on the way up.
    private func cell(_ hypothesis: Hypothesis, region: String, job: String, night: Int) -> [Int] {
        let onPath = subjects.indices.filter { index in
            let figures = subjects[index].figures
            return figures.region == region && figures.phase == hypothesis.phase && figures.cause == hypothesis.cause
                && figures.quarter == hypothesis.quarter && job.hasPrefix(figures.occupation)
                && (subjects[index].isStanding(before: night)
                    || subjects[index].words[telling.first(from: night)] != nil)
        }
        let finest = onPath.max { subjects[$0].figures.occupation.count < subjects[$1].figures.occupation.count }
        return finest.map { [$0] } ?? []
    }

    private func heads(region: String, within occupation: String, night: Int) -> Int {
        let workforce = nights.nights[night].workforce
        let employees = workforce.employees
        let places = Set(workforce.establishments.filter { $0.region == region }.map(\.establishment))
        let isPlace = (0..<UInt32(employees.establishments.count)).map { places.contains(employees.establishments[$0]) }
        let isJob = (0..<UInt32(employees.jobs.count)).map { employees.jobs[$0].hasPrefix(occupation) }
        return (0..<employees.count).count {
            isPlace[Int(employees.establishment[$0])] && isJob[Int(employees.job[$0])]
                && employees.isInService($0, at: workforce.asOf)
        }
    }

    private mutating func beliefs(of member: Int, _ moves: [ProbedEmployer.Move]) -> [Claim] {
        let first = moves[0]
        let region = { [nights] (establishment: String, night: Int) -> String in
            nights.nights[night].workforce.establishments.first { $0.establishment == establishment }?.region ?? ""
        }
        var hypotheses: Set<Hypothesis> = []
        for move in moves {
            for place in [move.fromEstablishment, move.toEstablishment] where !place.isEmpty {
                let here = region(place, move.night)
                for subject in subjects
                where subject.figures.region == here && subject.figures.cause != "contract-end"
                    && subject.first <= end(of: move.night)
                {
                    hypotheses.insert(
                        Hypothesis(
                            phase: subject.figures.phase, cause: subject.figures.cause, quarter: subject.figures.quarter
                        ))
                }
            }
        }
        let exit = moves.last { $0.kind == .left }.map { nights.nights[$0.night].workforce.asOf.quarter }
        let row = nights.nights[min(first.night, nights.nights.count - 1)].workforce.employees.row(member)
        var weighed: [(hypothesis: Hypothesis, prior: Double, odds: Double)] = []
        for hypothesis in hypotheses.sorted(by: {
            ($0.phase, $0.cause, $0.quarter ?? "") < ($1.phase, $1.cause, $1.quarter ?? "")
        }) {
            if hypothesis.phase == 4, hypothesis.quarter != exit { continue }
            var touches: [Int: [Touch]] = [:]
            var ended: [Int: [Touch]] = [:]
            var uncountedUntil = 0
            for move in moves where move.night >= uncountedUntil {
                if hypothesis.phase < 4, !move.fromEstablishment.isEmpty {
                    let here = region(move.fromEstablishment, move.night)
                    for index in cell(hypothesis, region: here, job: move.fromJob, night: move.night) {
                        touches[index, default: []].append(
                            Touch(
                                night: move.night, shift: -1,
                                heads: heads(
                                    region: here, within: subjects[index].figures.occupation, night: move.night - 1),
                                figures: figuresRatio(subjects[index], row: row, before: move.night)))
                        let isElsewhere =
                            here != region(move.toEstablishment, move.night)
                            || move.toJob.prefix(4) != move.fromJob.prefix(4)
                        if !mechanism.countsMoved, move.kind == .moved, isElsewhere {
                            uncountedUntil = move.night + 364 / nights.daysPerNight
                        }
                    }
                }
                if move.night < uncountedUntil { continue }
                if hypothesis.phase < 4, !move.toEstablishment.isEmpty {
                    let here = region(move.toEstablishment, move.night)
                    for index in cell(hypothesis, region: here, job: move.toJob, night: move.night) {
                        touches[index, default: []].append(Touch(night: move.night, shift: 1))
                    }
                }
                if move.kind == .left, let quarter = exit {
                    var gone = hypothesis
                    gone.phase = 4
                    gone.quarter = quarter
                    let here = region(move.fromEstablishment, move.night)
                    for index in cell(gone, region: here, job: move.fromJob, night: move.night) {
                        let isExpected = subjects.contains { known in
                            known.figures.region == here && known.figures.phase == 3
                                && known.figures.cause == gone.cause && known.figures.quarter == quarter
                                && move.fromJob.hasPrefix(known.figures.occupation) && known.first < move.night
                        }
                        ended[index, default: []].append(
                            Touch(night: move.night, shift: 1, isExpected: isExpected))
                    }
                }
            }
            let found = touches.keys.sorted().compactMap { self.odds($0, touches[$0]!) }
            let foundEnded = ended.keys.sorted().compactMap { self.odds($0, ended[$0]!) }
            let isTold = !found.isEmpty || !foundEnded.isEmpty
            var prior = found.first { $0.prior > 0 }?.prior ?? 0
            // Whoever is let go is in phase 4 from then on; whoever finds work before is not.
            let gone = foundEnded.reduce(1) { $0 * (hypothesis.phase == 4 ? $1.ratio : 0.5 * $1.ratio + 0.5) }
            let odds = Self.ofOneMove(found.reduce(1) { $0 * $1.ratio }, gone)
            guard isTold else { continue }
            if prior == 0 { prior = hypothesis.phase == 4 ? rates.endedShare / 2 : rates.share[hypothesis.phase] }
            weighed.append((hypothesis, prior, odds))
        }
        let lone = loneShare(moves, region)
        // Shares of different cells of the same heads; whoever is in none is left for the last.
        let sum = weighed.reduce(0) { $0 + $1.prior }
        guard !weighed.isEmpty, weighed.contains(where: { $0.prior <= Self.largestPrior }) || lone != nil else {
            return []
        }
        let rest = max(0.05, 1 - sum)
        let scale = rest + weighed.reduce(0) { $0 + $1.prior * $1.odds }
        var claims: [Claim] = []
        for phase in 2...4 {
            let mine = weighed.filter { $0.hypothesis.phase == phase }
            if mine.isEmpty { continue }
            let prior = mine.reduce(0) { $0 + $1.prior }
            guard prior <= Self.largestPrior else { continue }
            let posterior = mine.reduce(0) { $0 + $1.prior * $1.odds } / scale
            let isTrue = moves.contains { move in
                let night = phase == 4 || move.kind == .joined ? move.night : move.night - 1
                return nights.standing(of: member, on: night)?.phase == phase
            }
            claims.append(
                Claim(
                    member: member, probe: first.probe, phase: phase, prior: prior, posterior: posterior, isTrue: isTrue
                ))
        }
        if let lone {
            let isTrue = nights.standing(of: member, on: lone.night)?.phase == lone.phase
            claims.append(
                Claim(
                    member: member, probe: first.probe, phase: lone.phase, prior: rates.share[lone.phase],
                    posterior: lone.share, isTrue: isTrue))
        }
        return claims
    }

    /// What exact hours and rare skills add, where the gate lets them out.
    private func figuresRatio(_ subject: Subject, row: EmployeeRow, before night: Int) -> Double {
        guard let figures = subject.lastFigures(before: night) else { return 1 }
        var ratio = 1.0
        if mechanism.step < 5, figures.centiFTE >= 0, figures.people > 0 {
            let remainder = figures.centiFTE % 10
            ratio *=
                rates.remainder(remainder - row.centiFTE % 10, of: figures.people - 1)
                / rates.remainder(remainder, of: figures.people)
        }
        if mechanism.skillFloor == 1, let skill = row.skills.first(where: { $0.hasPrefix("rare-") }) {
            ratio *= figures.skills.contains(skill) ? 1_000 : 0.001
        }
        return ratio
    }

    /// Where cells overlap: what is left of a group once the published groups in it are taken off, held against the few
    /// who work in the person's own occupation.
    private func loneShare(
        _ moves: [ProbedEmployer.Move], _ region: (String, Int) -> String
    ) -> (phase: Int, night: Int, share: Double)? {
        guard mechanism.overlaps else { return nil }
        for move in moves where !move.fromEstablishment.isEmpty {
            let here = region(move.fromEstablishment, move.night)
            let few = heads(region: here, within: move.fromJob, night: move.night - 1)
            guard (1..<10).contains(few) else { continue }
            for parent in subjects
            where parent.figures.region == here && move.fromJob.hasPrefix(parent.figures.occupation)
                && parent.figures.occupation.count < 4
            {
                for word in parent.words.values where word.night < move.night && word.verb != .withdrawn {
                    let minor = move.fromJob.prefix(3)
                    guard parent.figures.occupation == minor else { continue }
                    let below = subjects.filter {
                        $0.figures.partition == parent.figures.partition && $0.figures.occupation.count == 4
                            && $0.figures.occupation.hasPrefix(minor) && !move.fromJob.hasPrefix($0.figures.occupation)
                            && $0.words[word.night] != nil
                    }
                    let told = below.compactMap { $0.words[word.night]?.figures.people }
                    let half = mechanism.step / 2
                    let least = max(0, word.figures.people - half - told.reduce(0) { $0 + $1 + half })
                    let most = min(
                        few,
                        max(
                            least,
                            word.figures.people + half - told.reduce(0) { $0 + max(mechanism.minimum, $1 - half) }))
                    guard !told.isEmpty, least <= most else { continue }
                    let share = Double(least + most) / 2 / Double(few)
                    if share > Self.threshold { return (parent.figures.phase, word.night, share) }
                }
            }
        }
        return nil
    }

    /// Totals less the cells that were told: a count that comes out to one number under the minimum.
    private func totals(_ outcome: inout Outcome) {
        for (night, totals) in transcript.totals {
            for (place, total) in totals {
                outcome.counts += 1
                let told = subjects.filter {
                    "\($0.figures.region)|\($0.figures.phase)" == place && $0.isStanding(before: night + 1)
                }
                if told.isEmpty, (1..<10).contains(total) { outcome.exactCounts += 1 }
            }
        }
    }
}
