package import Prevention
import Workforce

/// A backtest as a planner reads it: what was said, what came of it, and how sure one can be of either.
package struct BacktestText {
    package private(set) var lines: [String] = []
    let isDutch: Bool
    let result: BacktestResult

    /// In the one language or the other.
    package init(_ result: BacktestResult, isDutch: Bool) {
        self.result = result
        self.isDutch = isDutch
        heading()
        guard result.overall.pairs > 0 else { return }
        brier()
        reliability()
        flags()
        bases()
        intervals()
    }

    package var text: String { lines.joined(separator: "\n") }

    func say(_ english: String, _ dutch: String) -> String { isDutch ? dutch : english }

    private mutating func heading() {
        guard let first = result.firstOrigin, let last = result.lastOrigin, result.overall.pairs > 0 else {
            lines.append(
                say(
                    "No forecast can be held against what came of it yet: that takes snapshots from before and after.",
                    "Er is nog geen voorspelling waarvan de uitkomst bekend is: daarvoor zijn momentopnamen van voor en "
                        + "na nodig."))
            return
        }
        let figures = result.overall
        let period =
            first == last
            ? say("on \(first.inEnglish)", "op \(first.inDutch)")
            : say(
                "on \(result.origins) dates from \(first.inEnglish) to \(last.inEnglish)",
                "op \(result.origins) datums van \(first.inDutch) tot en met \(last.inDutch)")
        lines.append(
            say(
                "\(counted(figures.pairs)) forecasts \(period), in \(counted(figures.clusters)) selection groups. In "
                    + "\(counted(figures.events)) of them the job was lost\(rate(figures)).",
                "\(counted(figures.pairs)) voorspellingen \(period), in \(counted(figures.clusters)) functiegroepen. In "
                    + "\(counted(figures.events)) daarvan ging de baan verloren\(rate(figures))."))
    }

    private func rate(_ figures: BacktestResult.Figures) -> String {
        figures.baseRate.map { " (\(percent($0)))" } ?? ""
    }

    private mutating func brier() {
        let figures = result.overall
        guard let brier = figures.brier else { return }
        lines += ["", say("How far off, on the whole", "Hoe ver ernaast, over het geheel")]
        lines.append(
            "  " + say("Brier score, 0 is perfect: ", "Brierscore, 0 is volmaakt: ") + decimal(brier, places: 4))
        against(
            figures.brierOfBaseRate, figures.skill,
            say("Knowing only how many lose their job", "Wie alleen weet hoeveel mensen hun baan verliezen"))
        against(
            figures.brierOfBaseline, figures.skillAgainstBaseline,
            say("Giving everybody in a surplus group the same", "Wie iedereen in een krimpende groep hetzelfde geeft"))
    }

    private mutating func against(
        _ rival: BacktestResult.Estimate?, _ skill: BacktestResult.Estimate?, _ name: String
    ) {
        guard let rival else { return }
        var line = "  \(name): \(decimal(rival, places: 4))"
        if let skill {
            let percent = percent(skill)
            line +=
                skill.value > 0
                ? say("; our error is smaller by \(percent)", "; onze fout is \(percent) kleiner")
                : say(
                    "; we are no better (skill \(percent))", "; wij zijn niet beter (winst \(percent))")
        }
        lines.append(line)
    }

    private mutating func reliability() {
        lines += ["", say("What we said, and what came of it", "Wat we zeiden, en wat ervan kwam")]
        for decile in result.overall.reliability {
            let range = "\(Int((decile.from * 100).rounded()))–\(Int((decile.to * 100).rounded())) %"
            guard let observed = decile.observed, let mean = decile.meanForecast else {
                lines.append(
                    "  " + say("Nobody was given \(range): no cases.", "Niemand kreeg \(range): geen gevallen."))
                continue
            }
            lines.append(
                "  "
                    + say(
                        "Of 100 people whom we gave \(range), \(hundred(observed)) lost their job; we said "
                            + "\(hundred(BacktestResult.Estimate(value: mean))) (\(counted(decile.pairs)) forecasts).",
                        "Van 100 mensen die we \(range) gaven, verloren er \(hundred(observed)) hun baan; wij zeiden "
                            + "\(hundred(BacktestResult.Estimate(value: mean))) (\(counted(decile.pairs)) voorspellingen)."
                    ))
        }
        if let slope = result.overall.slope, let intercept = result.overall.intercept {
            lines.append(
                "  "
                    + say(
                        "Reliability slope \(decimal(slope, places: 2)), intercept \(decimal(intercept, places: 3)): 1 "
                            + "and 0 are right; below 1 we made more of differences than there was.",
                        "Betrouwbaarheidshelling \(decimal(slope, places: 2)), beginpunt "
                            + "\(decimal(intercept, places: 3)): 1 en 0 zijn goed; onder 1 maakten we verschillen groter dan "
                            + "ze waren."))
        }
    }

    private mutating func flags() {
        let figures = result.overall
        lines += ["", say("Warnings", "Waarschuwingen")]
        lines.append(
            "  "
                + (figures.precision.map {
                    say(
                        "Of 100 people flagged, \(hundred($0)) lost their job (precision).",
                        "Van 100 mensen met een waarschuwing verloren er \(hundred($0)) hun baan (precisie).")
                } ?? say("Nobody was flagged: no cases.", "Niemand kreeg een waarschuwing: geen gevallen.")))
        lines.append(
            "  "
                + (figures.recall.map {
                    say(
                        "Of 100 people who lost their job, \(hundred($0)) had been flagged (recall).",
                        "Van 100 mensen die hun baan verloren, hadden er \(hundred($0)) een waarschuwing (trefkans).")
                } ?? say("Nobody lost their job: no cases.", "Niemand verloor de baan: geen gevallen.")))
        guard let lead = figures.leadTime else { return }
        let (lower, upper) = (Int(lead.lowerQuartile.value), Int(lead.upperQuartile.value))
        lines.append(
            "  "
                + say(
                    "Of \(counted(lead.losses)) flagged losses, half were flagged \(days(lead.median)) days or more before; "
                        + "the middle half between \(lower) and \(upper) days.",
                    "Van \(counted(lead.losses)) verloren banen met een waarschuwing kwam die bij de helft \(days(lead.median)) "
                        + "dagen of meer vooraf; bij de middelste helft tussen \(lower) en \(upper) dagen."))
    }

    private mutating func bases() {
        lines += ["", say("By what the forecasts rest on", "Naar waar de voorspellingen op berusten")]
        for part in result.byBasis {
            let figures = part.figures
            guard let brier = figures.brier else {
                lines.append("  \(named(part.basis)): \(say("no cases", "geen gevallen"))")
                continue
            }
            let none = say("none", "geen")
            func write(_ estimate: BacktestResult.Estimate?, _ text: (BacktestResult.Estimate) -> String) -> String {
                estimate.map(text) ?? none
            }
            let parts = [
                "\(counted(figures.pairs)) " + say("forecasts", "voorspellingen"),
                "\(counted(figures.events)) " + say("lost", "verloren"),
                "Brier \(decimal(brier, places: 4))",
                say("skill ", "winst ") + write(figures.skill, percent),
                say("slope ", "helling ") + write(figures.slope) { decimal($0, places: 2) },
                say("precision ", "precisie ") + write(figures.precision, percent),
                say("recall ", "trefkans ") + write(figures.recall, percent),
            ]
            lines.append("  \(named(part.basis)): \(parts.joined(separator: ", "))")
        }
    }

    /// The identifier that people cite, and what it means.
    private func named(_ basis: String) -> String {
        switch basis {
        case "history": basis + say(" (departures in the own snapshots)", " (vertrek in de eigen momentopnamen)")
        case "default": basis + say(" (a configured rate of departure)", " (een ingesteld vertrekpercentage)")
        case "trend": basis + say(" (headcount without a plan)", " (personeelsverloop zonder plan)")
        case "not-drawn": basis + say(" (no plan and no trend)", " (geen plan en geen trend)")
        default: basis
        }
    }

    private mutating func intervals() {
        let level = Int((result.level * 100).rounded())
        lines += [
            "",
            say(
                "In brackets: what \(level) % of \(counted(result.draws)) draws of whole selection groups say, since people "
                    + "of one group share its fate; nothing where draws cannot tell. Forecasts count, not people: somebody "
                    + "is there once for every date.",
                "Tussen haakjes: wat \(level) % van \(counted(result.draws)) trekkingen van hele functiegroepen zegt, want "
                    + "mensen in een groep delen haar lot; niets waar trekkingen het niet kunnen zeggen. Geteld zijn "
                    + "voorspellingen, geen mensen: iemand telt op elke datum mee."),
        ]
    }
}
