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
        } else if let opening {
            statement += words(opening)
        }
        if isEstimated {
            let heads = Statement.fte(size.centiWorkers, ".")
            statement += Statement(
                english: "The threshold is estimated from \(heads) workers: too little is known of last year.",
                dutch: "De drempel is geschat met \(Statement.fte(size.centiWorkers, ",")) werknemers: van "
                    + "vorig jaar is te weinig bekend.")
        }
        if !size.isEstimated {
            let heads = Statement.fte(size.centiWorkers, ".")
            statement += Statement(
                english: "The threshold is that of \(heads) workers on average last year.",
                dutch: "De drempel hoort bij gemiddeld \(Statement.fte(size.centiWorkers, ",")) werknemers vorig jaar.")
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
            statement.dutch += ", het oudste ontslag telt niet meer mee vanaf \(nextDropOut.day.inDutch) (dan \(count))"
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

    private func words(_ opening: Opening) -> Statement {
        let (more, threshold) = (opening.more, opening.threshold)
        let days = days(of: opening)
        return Statement(
            english: "\(more) more on one day\(days.english) would reach \(threshold).",
            dutch: "Nog \(more) op één dag\(days.dutch), en de drempel van \(threshold) is bereikt.")
    }

    /// Which days those are; nothing where any day of the horizon will do.
    private func days(of opening: Opening) -> Statement {
        switch (opening.from, opening.before) {
        case (nil, nil): Statement(english: "", dutch: "")
        case (let from?, nil): Statement(english: ", from \(from.inEnglish) on,", dutch: ", vanaf \(from.inDutch)")
        case (nil, let before?): Statement(english: " before \(before.inEnglish)", dutch: " voor \(before.inDutch)")
        case (let from?, let before?):
            Statement(
                english: ", from \(from.inEnglish) and before \(before.inEnglish),",
                dutch: ", vanaf \(from.inDutch) en voor \(before.inDutch)")
        }
    }
}
