package import Workforce

extension Evidence {
    /// How likely it is that the person is made redundant within the horizon, and what that rests on (domain rules §6).
    package struct Likelihood: Equatable, Sendable, Codable {
        /// In hundredths.
        package var probability: Int
        /// `history`, `default` or `trend`; empty where the group is not drawn.
        package var basis: String
        /// The last day that was looked at.
        package var horizonEnd: CalendarDate
        /// The forecast of the group; nil where nothing takes anything away from it.
        package var group: GroupForecast?
        package var grounds: ForecastGrounds
        /// For the person, for the group, and what it rests on.
        package var statements: [Statement]
    }
}

extension PreventionEngine {
    /// Nil for whom it is no question: not in service, or notice given; and where policy leaves probabilities out.
    func likelihood(of row: Int, result: PreventionResult) -> Evidence.Likelihood? {
        guard let grounds = result.grounds, result.probability[row] != PreventionResult.noProbability else {
            return nil
        }
        let group = result.groups[Int(result.group[row])]
        let end = PlanCalendar.end(asOf: result.asOf, horizonMonths: policy.horizonMonths)
        let probability = Int(result.probability[row])
        // The draws are of what may come of the plan; to whom redundancy was announced they say nothing.
        if result.rules[row].contains(.announced) {
            let announced = Statement(
                english: "It has been announced: how likely it is, is no question any more.",
                dutch: "Zij is al aangekondigd: hoe waarschijnlijk zij is, is geen vraag meer.")
            return Evidence.Likelihood(
                probability: probability, basis: group.forecast?.basis.code ?? "", horizonEnd: end,
                group: group.forecast, grounds: grounds,
                statements: [announced] + (group.forecast.map { [$0.outlook] } ?? []))
        }
        guard let forecast = group.forecast else {
            return Evidence.Likelihood(
                probability: probability, basis: "", horizonEnd: end, group: nil, grounds: grounds,
                statements: [
                    Statement(
                        english: "No plan and no trend takes anything away from this group up to \(end.inEnglish).",
                        dutch: "Geen plan en geen trend neemt tot en met \(end.inDutch) iets weg van deze groep.")
                ])
        }
        var person = Statement(
            english: "In \(probability) of 100 possible futures the person is made redundant by \(end.inEnglish).",
            dutch:
                "In \(probability) van 100 mogelijke toekomsten wordt de persoon boventallig, uiterlijk \(end.inDutch)."
        )
        if result.rules[row].contains(.likely), Double(probability) / 100 < policy.likelyThreshold {
            person += Statement(
                english:
                    "It was more before, and counts as likely until it is below \(Self.percent(policy.likelyLeaveThreshold)).",
                dutch:
                    "Het was eerder meer, en telt als waarschijnlijk tot het onder \(Self.percent(policy.likelyLeaveThreshold)) is."
            )
        }
        return Evidence.Likelihood(
            probability: probability, basis: forecast.basis.code, horizonEnd: end, group: forecast, grounds: grounds,
            statements: [person, forecast.outlook, grounds.statement(of: forecast.basis)])
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension GroupForecast {
    /// The group's part of an explanation.
    var outlook: Statement {
        var statement = Statement(
            english:
                "Of the group \(Statement.fte(expected, ".")) people are expected to become redundant, in eight of "
                + "ten futures \(low == high ? "\(low)" : "\(low) to \(high)"); the chance of any surplus is "
                + "\(chance) in 100.",
            dutch:
                "Van de groep worden naar verwachting \(Statement.fte(expected, ",")) mensen boventallig, in acht van "
                + "de tien toekomsten \(low == high ? "\(low)" : "\(low) tot \(high)"); de kans op enige "
                + "boventalligheid is \(chance) op 100.")
        if let earliest {
            statement += Statement(
                english: "The earliest plausible date is \(earliest.inEnglish).",
                dutch: "De vroegste aannemelijke datum is \(earliest.inDutch).")
        }
        if let trendPerMille {
            let percent = "\(abs(trendPerMille) / 10)"
            statement += Statement(
                english: "There is no plan for the group: its headcount has been falling by \(percent) % a year.",
                dutch: "Er is geen plan voor de groep: het aantal mensen daalt met \(percent) % per jaar.")
        }
        return statement
    }
}

extension ForecastGrounds {
    /// What a probability rests on, for whoever asks how sure it is.
    func statement(of basis: ForecastBasis) -> Statement {
        var statement = Statement(
            english:
                "\(draws) futures were drawn, in which people leave of their own accord and plans turn out larger or "
                + "smaller.",
            dutch:
                "Er zijn \(draws) toekomsten getrokken, waarin mensen uit eigen beweging vertrekken en plannen groter of "
                + "kleiner uitvallen.")
        let years = Int(personYears.rounded())
        statement +=
            self.basis == .history
            ? Statement(
                english: "How often people leave is taken from \(snapshots) snapshots, \(years) person-years.",
                dutch: "Hoe vaak mensen vertrekken komt uit \(snapshots) momentopnamen, \(years) persoonsjaren.")
            : Statement(
                english: "How often people leave is a general figure: there are too few snapshots to know it here.",
                dutch:
                    "Hoe vaak mensen vertrekken is een algemeen cijfer: er zijn te weinig momentopnamen om het hier te "
                    + "weten.")
        if basis != .trend, let plans, plans.calledOff > 0 {
            let planYears = Int(plans.years.rounded())
            statement += Statement(
                english:
                    "In some of them the plan is called off: earlier plans were ahead for "
                    + "\(planYears) \(planYears == 1 ? "year" : "years") together, and "
                    + "\(plans.calledOff) \(plans.calledOff == 1 ? "was" : "were") called off.",
                dutch:
                    "In sommige gaat het plan niet door: eerdere plannen stonden samen \(planYears) jaar in het "
                    + "vooruitzicht, en \(plans.calledOff) \(plans.calledOff == 1 ? "ging" : "gingen") niet door.")
        }
        return statement
    }
}
