import Prevention

/// What is likely beside what is planned, in a planner's words (domain rules §6).
extension SummaryText {
    /// Below phase 2: who of it is there by chance alone.
    mutating func likelyPeople() {
        guard let likely = summary.likely, likely.people > 0 else { return }
        lines.append(
            say(
                "           of whom \(number(likely.people)) since redundancy is likely, though not planned for them",
                "          van wie \(number(likely.people)) omdat boventalligheid waarschijnlijk is, al is die niet gepland"
            ))
    }

    /// Below the people by phase: what is expected, and what has been shrinking without a plan.
    mutating func likely() {
        guard let likely = summary.likely else { return }
        if likely.expected > 0 {
            let expected = number(Int((Double(likely.expected) / 100).rounded()))
            lines.append(
                say(
                    "  Expected within the horizon, with exits and plans as uncertain as they are: \(expected) redundancies in "
                        + "\(number(likely.groups)) groups; see 'doorstroom forecast'.",
                    "  Verwacht binnen de horizon, met vertrek en plannen zo onzeker als ze zijn: \(expected) keer "
                        + "boventalligheid in \(number(likely.groups)) groepen; zie 'doorstroom forecast'."))
        }
        for trend in likely.declining.prefix(SummaryText.most) {
            let percent = "\(abs(trend.changePerMille) / 10)"
            lines.append(
                say(
                    "  \(trend.establishment) has been shrinking by \(percent) % a year, to "
                        + "\(Statement.people(trend.heads).english).",
                    "  \(trend.establishment) krimpt met \(percent) % per jaar, tot "
                        + "\(Statement.people(trend.heads).dutch)."))
        }
        more(likely.declining.count - SummaryText.most, "forecast")
    }
}
