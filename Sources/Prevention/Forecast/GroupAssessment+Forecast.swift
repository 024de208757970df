import Workforce

/// What the draws add to one group and its people (domain rules §6).
extension GroupAssessment {
    /// Draws the group's future where a plan or a trend takes something away; fills in its forecast and its people's
    /// probabilities.
    /// - Parameter before: what was drawn for another plan, which holds for this one where that asks the same of the group.
    /// - Returns: what was drawn; nil where nothing was, and no person's record has changed.
    func forecast(
        _ group: inout SelectionGroup, supply: GroupSupply, steps: [DemandStep], trend: HeadcountTrend?,
        ground: ForecastGround, before: GroupDraws?, wasLikely: (Int32) -> Bool
    ) -> GroupDraws? {
        guard supply.centiFTE > 0, !ground.dates.isEmpty, !ground.planError.isEmpty,
            let outlook = DemandOutlook(supply: supply.centiFTE, steps: steps, trend: trend, ground: ground)
        else { return nil }
        let question = GroupDraws.Question(steps: steps, referenceDate: group.referenceDate, dates: ground.dates)
        let draws: GroupDraws
        if let before, before.question == question {
            draws = before
        } else {
            draws = draw(group, question, supply: supply, outlook, trend: trend, ground)
        }
        var forecast = draws.forecast
        forecast.planRows = Set(outlook.decreasingSteps.map { steps[$0].row }).sorted()
        group.forecast = forecast
        for (row, hundredths) in zip(draws.rows, draws.hundredths) {
            states[Int(row)].probability = hundredths
            let threshold = wasLikely(row) ? policy.likelyLeaveThreshold : policy.likelyThreshold
            if Double(hundredths) / 100 >= threshold { enterLikely(row, group) }
        }
        return draws
    }

    private func draw(
        _ group: SelectionGroup, _ question: GroupDraws.Question, supply: GroupSupply, _ outlook: DemandOutlook,
        trend: HeadcountTrend?, _ ground: ForecastGround
    ) -> GroupDraws {
        // A group that dwindled without a plan did so by exits that were not replaced, and those go on. Left out, every
        // slow decline without a dismissal would look like a redundancy to come.
        let leastExits = outlook.isTrend ? trend.map { -$0.slope } ?? 0 : 0
        let simulation = simulation(of: group, supply: supply, outlook, leastExits: leastExits, ground)
        let drawn = simulation.run()
        let forecast = GroupForecast(
            drawn, basis: outlook.isTrend ? .trend : ground.hazards.basis, dates: ground.dates,
            trend: outlook.isTrend ? trend : nil)
        let draws = Double(ground.planError.count)
        return GroupDraws(
            question: question, forecast: forecast, rows: simulation.people.row,
            hundredths: drawn.credits.map { UInt8(($0 * 100 / draws).rounded()) })
    }

    private func enterLikely(_ row: Int32, _ group: SelectionGroup) {
        let index = Int(row)
        let date = states[index].redundancyDate
        if date != DateColumn.absent, retires(row, onOrBefore: CalendarDate(dayNumber: date)) { return }
        states[index].rules.remove(.base)
        states[index].rules.insert(.likely)
        states[index].phase = 2
        states[index].vitalSigns = []
        states[index].cause = .surplus
        let expected = date != DateColumn.absent ? date : (group.forecast?.median).dayNumber
        if expected == DateColumn.absent { return }
        let exit = states[index].expectedExit
        states[index].expectedExit = exit == DateColumn.absent ? expected : min(exit, expected)
    }

    private func simulation(
        of group: SelectionGroup, supply: GroupSupply, _ outlook: DemandOutlook, leastExits: Double,
        _ ground: ForecastGround
    ) -> GroupSimulation {
        let key = CounterRandom.key(
            group.establishment.utf8, under: CounterRandom.key(group.jobGroup.utf8, under: ground.seed))
        var knownSupply: [Int] = []
        var left = supply.centiFTE
        for leaving in members.leaving(ofPhase: { _ in true }) {
            left -= leaving
            knownSupply.append(left)
        }
        return GroupSimulation(
            people: simulationPeople(of: group, under: key, ground), knownSupply: knownSupply,
            noticed: members.noticed, outlook: outlook, leastExits: leastExits,
            hasStatutoryOrder: group.hasStatutoryOrder, ground: ground,
            calledOff: outlook.firstReduction.map(ground.drawsCalledOff(before:)) ?? 0, key: key)
    }

    private func simulationPeople(
        of group: SelectionGroup, under key: UInt64, _ ground: ForecastGround
    ) -> SimulationPeople {
        let classes = HazardClasses(at: ground.start)
        let referenceDate = group.referenceDate ?? calendar.asOf
        let limit = RankGroup.fixedTermLimit(
            referenceDate: referenceDate, policy: policy, jurisdiction: jurisdiction)
        let end = UInt16(ground.dates.count)
        func index(_ day: CalendarDate) -> UInt16 { UInt16(calendar.index(onOrAfter: day)) }
        // Whoever is gone, or under notice, is no question any more.
        let asked = rows.filter { states[Int($0)].isInService && states[Int($0)].phase != 3 }
        let entries = asked.map { row in
            let state = states[Int(row)]
            let person = people[Int(row)]
            let birth = person.birthDate.dayNumber
            let rankGroup = RankGroup(
                person, at: referenceDate, jurisdiction: jurisdiction, fixedTermLimit: limit)
            var pension: CalendarDate?
            if !policy.leavesAtPensionAge, let date = jurisdiction.pensionDate(of: person, onOrBefore: calendar.end),
                date > calendar.asOf
            {
                pension = date
            }
            return SimulationPeople.Entry(
                row: row, key: people.ids.withBytes(Int(row)) { CounterRandom.key($0, under: key) },
                hazardClass: UInt16(
                    classes.index(person.contract, birth: birth, serviceSince: person.serviceSince.dayNumber)),
                centiFTE: people.centiFTE[Int(row)], supply: Int32(members.supply(of: row)),
                leaveIndex: state.leave == DateColumn.absent ? end : index(CalendarDate(dayNumber: state.leave)),
                segment: SimulationPeople.segment(
                    rankGroup, person.birthDate.map { AgeBand(birthDate: $0, at: referenceDate) },
                    isIndispensable: people.indispensable[Int(row)]),
                service: person.serviceSince.dayNumber, pensionIndex: pension.map(index) ?? end)
        }
        return SimulationPeople(entries, ids: people.ids)
    }
}

extension GroupForecast {
    /// Counts up what the draws found; which rows of a plan are behind it they do not say.
    init(
        _ drawn: GroupSimulation.Result, basis: ForecastBasis, dates: [CalendarDate], trend: HeadcountTrend?
    ) {
        let draws = drawn.numbers.reduce(0, +)
        /// The first date by which at least one draw in `parts` has a surplus.
        func date(oneIn parts: Int) -> CalendarDate? {
            var found = 0
            for (index, number) in drawn.firstDates.enumerated() {
                found += number
                if found * parts >= draws { return dates[index] }
            }
            return nil
        }
        /// The nearest rank.
        func percentile(_ share: Int) -> Int {
            let rank = max(1, (draws * share + 99) / 100)
            var found = 0
            return drawn.numbers.firstIndex {
                found += $0
                return found >= rank
            } ?? 0
        }
        let total = drawn.numbers.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        self.init(
            basis: basis, expected: (200 * total + draws) / (2 * draws), low: percentile(10), high: percentile(90),
            chance: (200 * drawn.firstDates.reduce(0, +) + draws) / (2 * draws), earliest: date(oneIn: 10),
            median: date(oneIn: 2), planRows: [],
            trendPerMille: trend.map { Int(($0.changePerYear * 1_000).rounded()) })
    }
}
