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
            english: "That the contract is not renewed after \(end.inEnglish) is said in writing by "
                + "\(deadline.inEnglish) at the latest.",
            dutch: "Dat het contract na \(end.inDutch) niet wordt verlengd, wordt uiterlijk op \(deadline.inDutch) "
                + "schriftelijk aangezegd.")
        var penalty: Int?
        if daysLate > 0 {
            inputs.append(Evidence.Input("days_late", daysLate))
            statement += Statement(
                english: "That day has passed: if it was not said, being late costs wage for each day, up to "
                    + "\(rule.penaltyAtMostMonths) \(rule.penaltyAtMostMonths == 1 ? "month" : "months").",
                dutch: "Die dag is voorbij: als niet is aangezegd, kost elke dag te laat loon, tot ten hoogste "
                    + "\(rule.penaltyAtMostMonths) \(rule.penaltyAtMostMonths == 1 ? "maand" : "maanden").")
        }
        if let monthlyWage {
            inputs.append(.euros("penalty_at_most", cents: monthlyWage * rule.penaltyAtMostMonths))
            if daysLate > 0 {
                penalty = rule.penalty(daysLate: daysLate, deadline: deadline, end: end, monthlyWage: monthlyWage)
                inputs.append(.euros("monthly_salary", cents: monthlyWage))
            }
        }
        return Clock(
            .nonRenewalNotice, .deadline, on: deadline, amount: penalty, pack: pack, origin: rule.origin,
            inputs: inputs, statement: statement)
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
            statement: Statement(
                english: "Fixed terms that began on \(person.serviceSince.inEnglish) exceed \(rule.months) months on "
                    + "\(day.inEnglish), and the contract is permanent from then on; after a gap of more than "
                    + "\(rule.gapMonths) months the count begins anew. More than \(rule.contracts) contracts do the same; "
                    + "how many there were is not known here.",
                dutch: "Tijdelijke contracten sinds \(person.serviceSince.inDutch) duren op \(day.inDutch) langer dan "
                    + "\(rule.months) maanden, en het contract is vanaf dan vast; na een onderbreking van meer dan "
                    + "\(rule.gapMonths) maanden begint de telling opnieuw. Meer dan \(rule.contracts) contracten doen "
                    + "hetzelfde; hoeveel het er waren, is hier niet bekend."))
    }
}
