import Workforce

/// Notice by the employer, given or planned, and by the employee.
extension PersonClocks {
    /// The end of a notice without an exit date, or of the one that would follow a declared or announced redundancy (§3,
    /// §5).
    var noticeEnd: Clock? {
        guard isInService, person.exitDate == nil else { return nil }
        if let given = person.noticeDate {
            guard let period = period(from: given, byEmployee: person.exitReason.isVoluntaryOrNatural) else {
                return nil
            }
            return noticeEnd(period)
        }
        return followingNotice.map(wouldEnd)
    }

    /// The notice that would follow `redundant_since`, declared or announced, on that day.
    var followingNotice: NoticePeriod? {
        guard let since = person.redundantSince,
            rules.contains(.declared) || person.isAnnounced(by: since, at: asOf)
        else { return nil }
        return period(from: since, byEmployee: false)
    }

    /// Of somebody whose dismissal is announced and has no date from the plan: the exit that is set, else the end of the
    /// notice, or of the contract if that is earlier.
    var announcedEnd: CalendarDate? {
        guard phase == 2, rules.contains(.announced) else { return nil }
        if let exit = person.exitDate { return exit }
        let notice = person.noticeDate.flatMap { period(from: $0, byEmployee: false) } ?? followingNotice
        guard let end = person.contractEnd, end > asOf, person.renewal != .yes else { return notice?.end }
        return earliest(notice?.end, end)
    }

    /// The last day on which a notice still ends by the redundancy date, as the notice of that day.
    ///
    /// For whoever is to go by a surplus and has had no notice, unless the contract ends by itself before.
    var plannedNotice: NoticePeriod? {
        guard phase == 2, !rules.isDisjoint(with: [.announced, .indicated, .closing, .likely]),
            person.exitDate == nil, let redundancyDate
        else { return nil }
        if let end = person.contractEnd, end > asOf, end <= redundancyDate, person.renewal != .yes { return nil }
        return jurisdiction.latestNotice(to: person, endingBy: redundancyDate)
    }

    func noticeLatest(_ period: NoticePeriod) -> Clock {
        var inputs = [Evidence.Input("redundancy_date", redundancyDate?.description ?? "")]
        inputs += figures(of: period)
        let day = period.saidBy
        var statement = Statement(
            english:
                "With \(period.length.english) of notice, \(day.inEnglish) is the last day to give it so that it ends by "
                + "the redundancy date" + (day < asOf ? "; that day has passed." : "."),
            dutch:
                "Met \(period.length.dutch) opzegtermijn is \(day.inDutch) de laatste dag om op te zeggen zodat de "
                + "termijn uiterlijk op de boventalligheidsdatum eindigt"
                + (day < asOf ? "; die dag is voorbij." : "."))
        if let beginning = period.beginning { statement += beginning }
        if let months = pack.notice[period.entry].monthsLeftAfterProcedure {
            statement += Statement(
                english: "The time of the UWV procedure may be deducted, by which at least \(months) "
                    + "\(months == 1 ? "month" : "months") of notice must remain; it is not deducted here.",
                dutch: "De duur van de UWV-procedure mag worden afgetrokken, waarbij ten minste \(months) "
                    + "\(months == 1 ? "maand" : "maanden") opzegtermijn overblijft; dat is hier niet gedaan.")
        }
        if let assumption = assumption(of: period) { statement += assumption }
        return Clock(
            .noticeLatest, .deadline, on: day, pack: pack, origin: pack.origin(of: period), inputs: inputs,
            statement: statement)
    }

    var employeeNoticeEnd: Clock? {
        guard isInService, let period = period(from: asOf, byEmployee: true) else { return nil }
        return Clock(
            .employeeNoticeEnd, .periodEnd, on: period.end, pack: pack, origin: pack.origin(of: period),
            inputs: [Evidence.Input("given_on", asOf)] + figures(of: period),
            statement: Statement(
                english:
                    "Given on \(asOf.inEnglish), the employee's own notice of \(period.length.english) would end on "
                    + "\(period.end.inEnglish).",
                dutch: "Een eigen opzegging op \(asOf.inDutch) zou met \(period.length.dutch) opzegtermijn eindigen op "
                    + "\(period.end.inDutch)."))
    }

    /// The statutory period of a notice on a day.
    func period(from day: CalendarDate, byEmployee: Bool) -> NoticePeriod? {
        jurisdiction.noticePeriod(of: person, givenOn: day, byEmployee: byEmployee)
    }

    /// What a period was made of.
    func figures(of period: NoticePeriod) -> [Evidence.Input] {
        var inputs = [
            Evidence.Input("service_since", person.serviceSince), Evidence.Input("service_years", period.serviceYears),
        ]
        let rule = pack.notice[period.entry]
        if period.basis == .pastPensionAge, let birthDate = person.birthDate {
            inputs.append(Evidence.Input("birth_date", birthDate))
        }
        if period.basis == .cap { inputs.append(Evidence.Input("contract_since", person.hireDate)) }
        inputs += period.inputs
        if period.frozenMonths > 0, let part = rule.frozenPart {
            inputs.append(Evidence.Input("frozen_months", period.frozenMonths))
            inputs.append(Evidence.Input("assumption", part.englishAssumption))
        }
        if period.basis != .byEmployee, let months = rule.monthsLeftAfterProcedure {
            inputs.append(Evidence.Input("notice_months_left_after_procedure", months))
        }
        return inputs
    }

    /// Says of a period that rests on an assumption which one.
    func assumption(of period: NoticePeriod) -> Statement? {
        guard period.frozenMonths > 0, let part = pack.notice[period.entry].frozenPart else { return nil }
        return Statement(
            english: "Assumed of the part before \(part.serviceBefore.inEnglish): \(part.englishAssumption).",
            dutch: "Aangenomen voor het deel van voor \(part.serviceBefore.inDutch): \(part.dutchAssumption).")
    }

    private func noticeEnd(_ period: NoticePeriod) -> Clock {
        let isAhead = period.givenOn > asOf
        var statement = Statement(
            english: "\(period.opening(isAhead: isAhead).english): with \(period.length.english) of notice the end is "
                + "\(period.end.inEnglish).",
            dutch: "\(period.opening(isAhead: isAhead).dutch): met \(period.length.dutch) opzegtermijn is het einde "
                + "\(period.end.inDutch).")
        if period.end <= asOf {
            statement += Statement(
                english: "That day has passed, and no exit date is known: check the notice or enter the exit date.",
                dutch: "Die dag is voorbij en er is geen vertrekdatum bekend: controleer de opzegging of vul de "
                    + "vertrekdatum in.")
        }
        if period.beginsOnWrongDay { statement += period.wrongDay }
        return noticeEnd(period, input: "notice_date", statement)
    }

    /// Nothing is said of a notice yet: what one on the day of the declaration would come to.
    private func wouldEnd(_ period: NoticePeriod) -> Clock {
        let isAhead = period.givenOn > asOf
        var statement = Statement(
            english: "\(isAhead ? "Redundancy is announced for" : "Declared redundant on") "
                + "\(period.givenOn.inEnglish): a notice from that day would, with \(period.length.english), end on "
                + "\(period.end.inEnglish).",
            dutch: "\(isAhead ? "De boventalligheid is aangekondigd voor" : "Boventallig verklaard op") "
                + "\(period.givenOn.inDutch): een opzegging vanaf die dag zou met \(period.length.dutch) eindigen op "
                + "\(period.end.inDutch).")
        if period.beginsOnWrongDay { statement += period.wrongDay }
        return noticeEnd(period, input: "redundant_since", statement)
    }

    private func noticeEnd(_ period: NoticePeriod, input: String, _ sentence: Statement) -> Clock {
        var statement = sentence
        if let assumption = assumption(of: period) { statement += assumption }
        return Clock(
            .noticeEnd, .periodEnd, on: period.end, pack: pack, origin: pack.origin(of: period),
            inputs: [Evidence.Input(input, period.givenOn)] + figures(of: period), statement: statement)
    }
}
