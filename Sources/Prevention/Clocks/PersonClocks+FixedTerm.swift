import Workforce

/// What binds an employer to somebody with a fixed term.
extension PersonClocks {
    /// Of terms that run out and are not renewed; in writing, and what being late costs so far (NL: BW 7:668).
    var nonRenewalNotice: Clock? {
        guard isInService, [.fixedTerm, .onCall, .apprentice].contains(person.contract), let end = person.contractEnd,
            end > asOf, person.renewal != .yes, person.exitDate.map({ $0 >= end }) ?? true,
            let rule = pack.nonRenewals.inForce(on: end),
            let deadline = rule.deadline(termFrom: person.hireDate, to: end)
        else { return nil }
        let daysLate = max(0, Int(asOf.dayNumber - deadline.dayNumber))
        var inputs = [
            Evidence.Input("hire_date", person.hireDate), Evidence.Input("contract_end", end),
            Evidence.Input("minimum_term_months", rule.minimumTermMonths),
            Evidence.Input("months_before_end", rule.monthsBeforeEnd),
        ]
        var statement = Statement(
            english:
                "The contract ends on \(end.inEnglish), the first day no longer in service. That it is not renewed is "
                + "said in writing by \(deadline.inEnglish) at the latest.",
            dutch:
                "Het contract eindigt op \(end.inDutch), de eerste dag uit dienst. Dat het niet wordt verlengd, wordt "
                + "uiterlijk op \(deadline.inDutch) schriftelijk aangezegd.")
        if daysLate > 0 { inputs.append(Evidence.Input("days_late", daysLate)) }
        var penalty: Int?
        if let monthlyWage {
            inputs.append(.euros("penalty_at_most", cents: monthlyWage * rule.penaltyAtMostMonths))
            if daysLate > 0 {
                penalty = rule.penalty(daysLate: daysLate, deadline: deadline, end: end, monthlyWage: monthlyWage)
                inputs.append(.euros("monthly_salary", cents: monthlyWage))
            }
        }
        if daysLate > 0 { statement += late(by: penalty, of: rule) }
        return Clock(
            .nonRenewalNotice, .deadline, on: deadline, amount: penalty, pack: pack, origin: rule.origin,
            inputs: inputs, statement: statement)
    }

    /// What it costs that nothing was said yet.
    private func late(by penalty: Int?, of rule: NonRenewalRule) -> Statement {
        let months = rule.penaltyAtMostMonths
        let sum = penalty.map(Statement.euros)
        return Statement(
            english: "That day has passed: if it was not said, the wage of the days since is due"
                + (sum.map { ", \($0.english) so far" } ?? "")
                + ", at most that of \(months) \(months == 1 ? "month" : "months").",
            dutch: "Die dag is voorbij: als niet is aangezegd, is het loon over de dagen sindsdien verschuldigd"
                + (sum.map { ", tot nu toe \($0.dutch)" } ?? "")
                + ", ten hoogste dat van \(months) \(months == 1 ? "maand" : "maanden").")
    }

    /// The day from which a chain of fixed terms is longer than the law lets it be (NL: BW 7:668a).
    var chainRule: Clock? {
        guard isInService, person.contract == .fixedTerm, let rule = pack.chainRules.inForce(on: asOf) else {
            return nil
        }
        let day = person.serviceSince.adding(months: rule.months)
        return Clock(
            .chainRule, .event, on: day, pack: pack, origin: rule.origin,
            inputs: [
                Evidence.Input("service_since", person.serviceSince), Evidence.Input("months", rule.months),
                Evidence.Input("contracts", rule.contracts), Evidence.Input("gap_months", rule.gapMonths),
            ],
            statement: chain(rule, permanentFrom: day))
    }

    /// What the day says beside the end of the contract: before it, past it, or never unless it is renewed.
    private func chain(_ rule: ChainRule, permanentFrom day: CalendarDate) -> Statement {
        let since = person.serviceSince
        var statement: Statement
        let end = person.contractEnd.flatMap { $0 > asOf ? $0 : nil }
        if day <= asOf {
            statement = Statement(
                english:
                    "Fixed terms since \(since.inEnglish) exceeded \(rule.months) months on \(day.inEnglish); that "
                    + "day has passed. Without a gap of more than \(rule.gapMonths) months between them the contract has "
                    + "been permanent since",
                dutch:
                    "Tijdelijke contracten sinds \(since.inDutch) duurden op \(day.inDutch) langer dan \(rule.months) "
                    + "maanden; die dag is voorbij. Zonder onderbreking van meer dan \(rule.gapMonths) maanden ertussen "
                    + "is het contract sindsdien vast")
            statement.english +=
                end == nil ? "." : ", and does not end by itself: check this before anything else here."
            statement.dutch += end == nil ? "." : ", en eindigt het niet vanzelf: ga dit na voor al het andere hier."
        } else if let end, end <= day {
            statement = Statement(
                english: "The contract ends on \(end.inEnglish), before the chain rule binds; if it is renewed, it is "
                    + "permanent from \(day.inEnglish) on, \(rule.months) months after \(since.inEnglish).",
                dutch:
                    "Het contract eindigt op \(end.inDutch), voordat de ketenregeling bindt; wordt het verlengd, dan is "
                    + "het vast vanaf \(day.inDutch), \(rule.months) maanden na \(since.inDutch).")
        } else {
            statement = Statement(
                english: "Fixed terms that began on \(since.inEnglish) exceed \(rule.months) months on "
                    + "\(day.inEnglish), and the contract is permanent from then on; after a gap of more than "
                    + "\(rule.gapMonths) months the count begins anew.",
                dutch: "Tijdelijke contracten sinds \(since.inDutch) duren op \(day.inDutch) langer dan \(rule.months) "
                    + "maanden, en het contract is vanaf dan vast; na een onderbreking van meer dan \(rule.gapMonths) "
                    + "maanden begint de telling opnieuw.")
            if let end {
                statement += Statement(
                    english: "That is before the contract ends on \(end.inEnglish): it would not end by itself.",
                    dutch: "Dat is voor het einde van het contract op \(end.inDutch): het zou niet vanzelf eindigen.")
            }
        }
        statement += Statement(
            english: "More than \(rule.contracts) contracts do the same; how many there were is not known here.",
            dutch: "Meer dan \(rule.contracts) contracten doen hetzelfde; hoeveel het er waren, is hier niet bekend.")
        return statement
    }
}
