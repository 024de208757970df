import Workforce

/// The sentences behind the rules.
extension Witness {
    /// What a matching rule found.
    func statement(of rule: PhaseRules, group: SelectionGroup, row: Int, result: PreventionResult) -> Statement {
        switch rule {
        case .ended:
            let exit = person.exitDate ?? asOf
            let until = exit.adding(months: policy.aftercareMonths)
            return Statement(
                english: "The contract ended on \(exit.inEnglish); aftercare runs until \(until.inEnglish).",
                dutch: "Het contract eindigde op \(exit.inDutch); de nazorg loopt tot \(until.inDutch).")
        case .notice:
            return notice(on: person.noticeDate ?? asOf)
        case .agreedExit:
            let exit = person.exitDate ?? asOf
            // Who was dismissed has agreed to nothing.
            let isAgreed =
                person.noticeDate == nil && (person.exitReason == .absent || person.exitReason == .settlement)
            return isAgreed
                ? Statement(
                    english: "Leaving on \(exit.inEnglish) is agreed.",
                    dutch: "Vertrek op \(exit.inDutch) is afgesproken.")
                : Statement(
                    english: "The exit date is set: \(exit.inEnglish).",
                    dutch: "De vertrekdatum staat vast: \(exit.inDutch).")
        case .declared:
            let since = person.redundantSince ?? asOf
            return Statement(
                english: "Declared redundant since \(since.inEnglish).",
                dutch: "Boventallig verklaard sinds \(since.inDutch).")
        case .announced:
            return announced
        case .indicated:
            let date = result.redundancyDate[row] ?? asOf
            return Statement(
                english:
                    "If the surplus of \(Statement.fte(group.toCover, ".")) FTE became dismissals, \(group.toGo) of "
                    + "\(Statement.people(group.heads).english) would go; this is place \(result.rank[row]), reached on "
                    + "\(date.inEnglish).",
                dutch: "Als de boventalligheid van \(Statement.fte(group.toCover, ",")) fte tot ontslag zou leiden, "
                    + "gaan er \(group.toGo) van \(Statement.people(group.heads).dutch); dit is plaats \(result.rank[row]), bereikt op "
                    + "\(date.inDutch).")
        case .closing:
            let date = group.decisiveDate ?? asOf
            return Statement(
                english: "From \(date.inEnglish) nothing is planned for \(group.jobGroup) in \(group.establishment): "
                    + "everyone still there is affected.",
                dutch: "Vanaf \(date.inDutch) is er niets gepland voor \(group.jobGroup) in \(group.establishment): "
                    + "iedereen die er dan nog werkt, is betrokken.")
        case .likely:
            let percent = Int(result.probability[row])
            return Statement(
                english: "The chance of redundancy within \(policy.horizonMonths) months is \(percent) %.",
                dutch: "De kans op boventalligheid binnen \(policy.horizonMonths) maanden is \(percent) %.")
        case .fixedTermEnd, .assignmentEnd:
            let end = person.contractEnd ?? asOf
            return Statement(
                english: "The \(rule == .fixedTermEnd ? "contract" : "assignment") ends on \(end.inEnglish), within "
                    + "\(policy.contractEndMonths) months, and no renewal is recorded.",
                dutch: "\(rule == .fixedTermEnd ? "Het contract" : "De opdracht") eindigt op \(end.inDutch), binnen "
                    + "\(policy.contractEndMonths) maanden, en er is geen verlenging vastgelegd.")
        default:
            return Statement(
                english: "In service, and no rule of a later phase matches.",
                dutch: "In dienst, en geen regel van een latere fase is van toepassing.")
        }
    }

    private func notice(on day: CalendarDate) -> Statement {
        let period = noticePeriod(givenOn: day)
        let opening =
            period?.opening(isAhead: false)
            ?? Statement(english: "Notice was given on \(day.inEnglish)", dutch: "Opgezegd op \(day.inDutch)")
        var statement = Statement(english: opening.english + ".", dutch: opening.dutch + ".")
        if let exit = person.exitDate {
            statement += Statement(
                english: "The exit date is set: \(exit.inEnglish), the first day no longer in service.",
                dutch: "De vertrekdatum staat vast: \(exit.inDutch), de eerste dag uit dienst.")
        } else if let period {
            statement +=
                period.end > asOf
                ? Statement(
                    english: "The notice of \(period.length.english) ends on \(period.end.inEnglish).",
                    dutch: "De opzegtermijn van \(period.length.dutch) eindigt op \(period.end.inDutch).")
                : Statement(
                    english:
                        "The notice of \(period.length.english) ended on \(period.end.inEnglish), and no exit date "
                        + "is known.",
                    dutch:
                        "De opzegtermijn van \(period.length.dutch) eindigde op \(period.end.inDutch), en er is geen "
                        + "vertrekdatum bekend.")
        }
        return statement
    }

    private var announced: Statement {
        var statement = Statement(english: "", dutch: "")
        if let day = person.noticeDate, person.isAnnounced(by: day, at: asOf) {
            let opening =
                noticePeriod(givenOn: day)?.opening(isAhead: true)
                ?? Statement(
                    english: "Notice is announced for \(day.inEnglish)",
                    dutch: "De opzegging is aangekondigd voor \(day.inDutch)")
            statement += Statement(english: opening.english + ".", dutch: opening.dutch + ".")
        }
        if let day = person.redundantSince, person.isAnnounced(by: day, at: asOf) {
            statement += Statement(
                english: "Redundancy is announced for \(day.inEnglish).",
                dutch: "De boventalligheid is aangekondigd voor \(day.inDutch).")
        }
        return statement
    }
}
