package import Prevention
package import Store
import Workforce

/// What stands beside every forecast: what it rests on, and how often its like was right (domain rules §6).
package struct ForecastText {
    private let isDutch: Bool

    package init(isDutch: Bool) { self.isDutch = isDutch }

    private func say(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }

    /// Where no group is drawn.
    package func empty(_ grounds: ForecastGrounds?) -> String {
        grounds == nil
            ? say("This scan computed no probabilities.", "Deze scan heeft geen kansen berekend.")
            : say(
                "No plan and no trend takes anything away within the horizon.",
                "Geen plan en geen trend neemt binnen de horizon iets weg.")
    }

    /// Exit rates, person-years, draws, and establishments that have been declining.
    package func grounds(_ grounds: ForecastGrounds?) -> [String] {
        guard let grounds else { return [] }
        let years = "\(Int(grounds.personYears.rounded()))"
        var lines = [
            grounds.basis == .history
                ? say(
                    "Exit rates: your own, from \(grounds.snapshots) snapshots, \(years) person-years, "
                        + "\(grounds.exits) exits of people's own accord. \(grounds.draws) futures were drawn.",
                    "Uitstroomkansen: uw eigen, uit \(grounds.snapshots) momentopnamen, \(years) persoonsjaren, "
                        + "\(grounds.exits) keer vertrok iemand uit eigen beweging. Er zijn \(grounds.draws) toekomsten getrokken."
                )
                : say(
                    "Exit rates: the configured one, since fewer than \(ExitHazards.enoughSnapshots) snapshots can be compared. "
                        + "\(grounds.draws) futures were drawn.",
                    "Uitstroomkansen: de ingestelde, want minder dan \(ExitHazards.enoughSnapshots) momentopnamen zijn te vergelijken. "
                        + "Er zijn \(grounds.draws) toekomsten getrokken.")
        ]
        if let plans = grounds.plans {
            let (years, gone) = (Int(plans.years.rounded()), plans.calledOff)
            lines.append(
                say(
                    "Plans: earlier reductions were ahead for \(years) years together (plan-years); \(gone) of them "
                        + "\(gone == 1 ? "was" : "were") called off.",
                    "Plannen: eerdere inkrimpingen stonden samen \(years) jaar in het vooruitzicht (planjaren); \(gone) "
                        + "ervan \(gone == 1 ? "ging" : "gingen") niet door."))
        }
        for span in grounds.leftOut ?? [] {
            lines.append(
                say(
                    "Left out: between \(span.from) and \(span.to) so many people vanished that their numbers must have "
                        + "changed.",
                    "Niet meegeteld: tussen \(span.from) en \(span.to) verdwenen zo veel mensen dat hun nummers veranderd "
                        + "moeten zijn."))
        }
        for trend in grounds.decliningEstablishments {
            let percent = "\(abs(trend.changePerMille) / 10)"
            lines.append(
                say(
                    "\(trend.establishment) has been shrinking by \(percent) % a year over \(trend.points) snapshots, to "
                        + "\(Statement.people(trend.heads).english).",
                    "\(trend.establishment) krimpt met \(percent) % per jaar over \(trend.points) momentopnamen, tot "
                        + "\(Statement.people(trend.heads).dutch)."))
        }
        return lines
    }

    /// How such forecasts did in the past.
    package func record(_ backtest: BacktestRecord?) -> [String] {
        guard let backtest else {
            return [
                say(
                    "How often such forecasts were right is not known yet: run 'doorstroom backtest'.",
                    "Hoe vaak zulke prognoses klopten is nog niet bekend: draai 'doorstroom backtest'.")
            ]
        }
        return [
            say(
                "In the past (backtest of \(backtest.horizonMonths) months on snapshots up to \(backtest.snapshotDate)): ",
                "In het verleden (backtest van \(backtest.horizonMonths) maanden op momentopnamen tot \(backtest.snapshotDate)): "
            )
                + BacktestText(backtest.result, isDutch: isDutch).brief
        ]
    }
}
