import Prevention

extension BacktestText {
    /// One sentence, for beside a forecast.
    package var brief: String {
        let figures = result.overall
        guard figures.pairs > 0 else {
            return say(
                "nothing can be held against what came of it yet.", "er is nog niets aan de uitkomst te toetsen.")
        }
        var parts: [String] = []
        if let precision = figures.precision {
            parts.append(
                say(
                    "of 100 people flagged, \(hundred(precision)) lost their job",
                    "van 100 mensen met een waarschuwing verloren er \(hundred(precision)) hun baan"))
        }
        if let recall = figures.recall {
            parts.append(
                say(
                    "of 100 who lost it, \(hundred(recall)) had been flagged",
                    "van 100 die hem verloren, hadden er \(hundred(recall)) een waarschuwing"))
        }
        if let skill = figures.skill {
            parts.append(
                skill.value > 0
                    ? say(
                        "the error is smaller by \(percent(skill)) than of who knows only how many lose their job",
                        "de fout is \(percent(skill)) kleiner dan van wie alleen weet hoeveel mensen hun baan verliezen"
                    )
                    : say(
                        "they were no better than knowing only how many lose their job",
                        "ze waren niet beter dan alleen weten hoeveel mensen hun baan verliezen"))
        }
        return parts.joined(separator: "; ") + "."
    }
}
