import Workforce

extension OdometerReading {
    /// The reading in words: "17 of 20 in area Oost, window resets 3 March 2026 (15 then)", and what follows.
    package var statement: Statement {
        var statement = standing
        if committed > 0 {
            statement += Statement(
                english: "Dated ahead within the horizon: \(committed).",
                dutch: "Binnen de horizon al vastgelegd: \(committed).")
        }
        if forecast > 0 {
            statement += Statement(english: "Planned: \(forecast).", dutch: "Gepland: \(forecast).")
        }
        if let crossing {
            statement += words(crossing)
        } else if let shortfall {
            statement += words(shortfall)
        }
        if isEstimated {
            let heads = Statement.fte(size.centiWorkers, ".")
            statement += Statement(
                english: "The threshold is estimated from \(heads) workers: too little is known of last year.",
                dutch: "De drempel is geschat met \(Statement.fte(size.centiWorkers, ",")) werknemers: van "
                    + "vorig jaar is te weinig bekend.")
        }
        if certainty == .unverified {
            statement += Statement(
                english: "The rule has not been verified.", dutch: "De regel is niet geverifieerd.")
        }
        return statement
    }

    private var standing: Statement {
        let name = unit.name
        var statement =
            threshold.map {
                Statement(
                    english: "\(current) of \($0) in \(name.english)", dutch: "\(current) van \($0) in \(name.dutch)")
            }
            ?? Statement(
                english: "\(current) in \(name.english), too small for a threshold",
                dutch: "\(current) in \(name.dutch), te klein voor een drempel")
        if let nextDropOut {
            let count = nextDropOut.count.total
            statement.english += ", window resets \(nextDropOut.day.inEnglish) (\(count) then)"
            statement.dutch += ", de oudste valt weg op \(nextDropOut.day.inDutch) (dan \(count))"
        }
        statement.english += "."
        statement.dutch += "."
        return statement
    }

    private func words(_ crossing: Crossing) -> Statement {
        var statement =
            crossing.isReached
            ? Statement(
                english: "The threshold of \(crossing.threshold) has been reached since \(crossing.day.inEnglish).",
                dutch: "De drempel van \(crossing.threshold) is bereikt sinds \(crossing.day.inDutch).")
            : Statement(
                english: "The threshold of \(crossing.threshold) is reached on \(crossing.day.inEnglish), with "
                    + "\(crossing.count.total).",
                dutch: "De drempel van \(crossing.threshold) wordt bereikt op \(crossing.day.inDutch), met "
                    + "\(crossing.count.total).")
        if !crossing.isReached, crossing.isKnown {
            statement += Statement(
                english: "The plan is not needed for that.", dutch: "Daarvoor is het plan niet nodig.")
        }
        return statement
    }

    private func words(_ shortfall: Shortfall) -> Statement {
        let more = shortfall.more
        let english =
            shortfall.before.map { "dated from \(shortfall.from.inEnglish) and before \($0.inEnglish)" }
            ?? "dated together"
        let dutch =
            shortfall.before.map { "vanaf \(shortfall.from.inDutch) en voor \($0.inDutch)" } ?? "bij elkaar"
        return Statement(
            english: "\(more) more \(english) would reach \(shortfall.threshold).",
            dutch: "Met \(more) meer \(dutch) is \(shortfall.threshold) bereikt.")
    }
}
