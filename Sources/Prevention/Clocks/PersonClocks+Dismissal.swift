import Workforce

/// What the employer owes whom it dismisses.
extension PersonClocks {
    /// Other work inside is looked for as long as the notice lasts (NL: Ontslagregeling art. 10): from the notice, else
    /// from the declared or announced redundancy, else from the latest day to give notice.
    func redeploymentEnd(_ planned: NoticePeriod?) -> Clock? {
        guard let (start, input) = employersNotice(planned), isInService,
            let rule = pack.redeploymentTerms.inForce(on: start.givenOn)
        else { return nil }
        let end = start.givenOn.adding(months: start.months).adding(days: 7 * start.weeks)
        return Clock(
            .redeploymentEnd, .periodEnd, on: end, pack: pack, origin: rule.origin.joined(with: pack.origin(of: start)),
            inputs: [
                Evidence.Input(input, start.givenOn), Evidence.Input("service_since", person.serviceSince),
            ] + start.inputs.filter { $0.name != "notice_end" } + [
                Evidence.Input("occupational_disability_weeks", rule.disabilityWeeks)
            ],
            statement: Statement(
                english: "Other suitable work inside is looked for until \(end.inEnglish), as long as the notice lasts "
                    + "(\(start.length.english)); \(rule.disabilityWeeks) weeks with an occupational disability, which is "
                    + "not known here.",
                dutch: "Naar ander passend werk binnen wordt gezocht tot \(end.inDutch), zo lang als de opzegtermijn "
                    + "(\(start.length.dutch)); met een arbeidsbeperking \(rule.disabilityWeeks) weken, wat hier niet "
                    + "bekend is."))
    }

    /// A third of a month's wage for each year of service, pro rata by day, up to the cap (NL: BW 7:673). Nothing for
    /// whoever leaves of their own will or by nature, or has reached the pension date by then.
    var transitionPayment: Clock? {
        guard let monthlyWage, let end = expectedExit ?? redundancyDate ?? announcedEnd,
            !person.exitReason.isVoluntaryOrNatural,
            jurisdiction.pensionDate(of: person, onOrBefore: end) == nil,
            let rule = pack.transitionPayments.inForce(on: end),
            let payment = rule.payment(monthlyWage: monthlyWage, serviceSince: person.serviceSince, until: end)
        else { return nil }
        let service = payment.service
        let amount = Statement.euros(payment.cents)
        var inputs = [
            Evidence.Input("service_since", person.serviceSince), Evidence.Input("end_date", end),
            Evidence.Input("service_years", service.years),
            Evidence.Input("service_days", "\(service.days)/\(service.daysOfYear)"),
            .euros("monthly_salary", cents: monthlyWage),
            Evidence.Input("fraction", "\(rule.numerator)/\(rule.denominator)"),
            .euros("cap", cents: payment.cap), Evidence.Input("cap_year", payment.capYear),
        ]
        if payment.uncapped > payment.cap { inputs.append(.euros("without_cap", cents: payment.uncapped)) }
        var statement = Statement(
            english: "Estimated at \(amount.english) on leaving on \(end.inEnglish), after "
                + "\(service.years) \(service.years == 1 ? "year" : "years") and "
                + "\(service.days) \(service.days == 1 ? "day" : "days") of service; the wage as delivered, without holiday pay and bonuses.",
            dutch: "Geschat op \(amount.dutch) bij vertrek op \(end.inDutch), na \(service.years) jaar en "
                + "\(service.days) \(service.days == 1 ? "dag" : "dagen") dienst; het loon zoals aangeleverd, zonder vakantiegeld en bonussen."
        )
        statement += counted(until: end)
        if person.exitReason == .settlement {
            statement += Statement(
                english:
                    "By law none is due on leaving by mutual consent: this is what a dismissal would bring, to hold "
                    + "the agreement against.",
                dutch:
                    "Bij vertrek met wederzijds goedvinden is er wettelijk geen verschuldigd: dit is wat een ontslag "
                    + "zou geven, om de afspraak mee te vergelijken.")
        }
        if payment.uncapped > payment.cap {
            statement += Statement(english: "The cap holds it there.", dutch: "Dat is het maximum.")
        }
        if payment.isProjected {
            statement += Statement(
                english: "The cap of \(end.parts.year) is not published yet; that of \(payment.capYear) is taken.",
                dutch: "Het maximum van \(end.parts.year) is nog niet bekend; dat van \(payment.capYear) is genomen.")
        }
        return Clock(
            .transitionPayment, .amount, on: end, amount: payment.cents, pack: pack, origin: payment.origin,
            isProjected: payment.isProjected, inputs: inputs, statement: statement)
    }

    /// What the day is up to which service counts: the end of a notice may be the last day itself, where an exit date is
    /// the first day after it.
    private func counted(until end: CalendarDate) -> Statement {
        let isEndOfNotice =
            person.exitDate == nil && end.adding(days: 1).parts.day == 1
            && [noticeEnd?.date, announcedEnd].contains(end)
        return isEndOfNotice
            ? Statement(
                english:
                    "Service is counted up to that day, the last of the notice, without the day itself; an exit_date "
                    + "is the first day no longer in service, a day later.",
                dutch:
                    "De dienst telt tot die dag, de laatste van de opzegtermijn, zonder de dag zelf; een exit_date is "
                    + "de eerste dag uit dienst, een dag later.")
            : Statement(
                english: "Service is counted up to that day, the first no longer in service.",
                dutch: "De dienst telt tot die dag, de eerste uit dienst.")
    }

    /// The right and until when it is offered (BE); nothing past pension age, on leaving by own doing, and where no
    /// notice is known or planned.
    func outplacement(_ planned: NoticePeriod?) -> [Clock] {
        guard let (notice, input) = employersNotice(planned), let rule = pack.outplacements.inForce(on: notice.givenOn),
            jurisdiction.pensionDate(of: person, onOrBefore: notice.givenOn) == nil,
            let regime = rule.regime(
                noticeFrom: notice.givenOn, to: notice.end, serviceSince: person.serviceSince,
                birthDate: person.birthDate)
        else { return [] }
        let start = notice.givenOn
        let end = person.exitDate ?? notice.end
        let isGeneral = regime == .general
        let offer =
            isGeneral
            ? start.adding(days: 7 * rule.general.offerWeeks) : end.adding(days: rule.special.offerDaysAfterEnd)
        let origin = (isGeneral ? rule.general.origin : rule.special.origin).joined(with: pack.origin(of: notice))
        var inputs = [Evidence.Input(input, start), Evidence.Input("regime", regime.rawValue)]
        inputs += figures(of: notice)
        if isGeneral {
            inputs.append(Evidence.Input("hours", rule.general.hours))
        } else if let birthDate = person.birthDate {
            inputs.append(Evidence.Input("age", birthDate.completedYears(at: start)))
        }
        // What was given is a fact; everything else is what a notice would bring.
        let isGiven = person.noticeDate.map { $0 <= asOf } ?? false
        let right =
            isGeneral
            ? Statement(
                english: isGiven
                    ? "The notice from \(start.inEnglish) (\(notice.length.english)) brings a right to "
                        + "\(rule.general.hours) hours of outplacement."
                    : "A notice from \(start.inEnglish) (\(notice.length.english)) would bring a right to "
                        + "\(rule.general.hours) hours of outplacement; none has been given yet.",
                dutch: isGiven
                    ? "De opzegging vanaf \(start.inDutch) (\(notice.length.dutch)) geeft recht op "
                        + "\(rule.general.hours) uur outplacement."
                    : "Een opzegging vanaf \(start.inDutch) (\(notice.length.dutch)) zou recht geven op "
                        + "\(rule.general.hours) uur outplacement; er is nog niet opgezegd.")
            : Statement(
                english:
                    "\(isGiven ? "At" : "If notice is given: at") \(rule.special.minimumAge) or older with at least "
                    + "\(rule.special.minimumServiceYears) "
                    + "\(rule.special.minimumServiceYears == 1 ? "year" : "years") of service there is a right to "
                    + "outplacement under the special regime.",
                dutch:
                    "\(isGiven ? "Met" : "Als er wordt opgezegd: met") \(rule.special.minimumAge) jaar of ouder en ten "
                    + "minste \(rule.special.minimumServiceYears) jaar dienst is er recht op outplacement volgens de "
                    + "bijzondere regeling.")
        return [
            Clock(
                .outplacementRight, .event, on: start, pack: pack, origin: origin, inputs: inputs, statement: right),
            Clock(
                .outplacementOffer, .deadline, on: offer, pack: pack,
                origin: isGeneral ? origin : origin.joined(with: rule.special.offerOrigin), inputs: inputs,
                statement: Statement(
                    english: isGiven
                        ? "Outplacement is offered by \(offer.inEnglish) at the latest."
                        : "After such a notice it would be offered by \(offer.inEnglish) at the latest.",
                    dutch: isGiven
                        ? "Outplacement wordt uiterlijk op \(offer.inDutch) aangeboden."
                        : "Na zo'n opzegging zou het uiterlijk op \(offer.inDutch) worden aangeboden.")),
        ]
    }

    /// The employer's notice, given, to follow a declaration, or planned at the latest, and the input it began with.
    private func employersNotice(_ planned: NoticePeriod?) -> (NoticePeriod, input: String)? {
        if isOwnDoing { return nil }
        if let given = person.noticeDate {
            return period(from: given, byEmployee: false).map { ($0, "notice_date") }
        }
        if let followingNotice { return (followingNotice, "redundant_since") }
        return planned.map { ($0, $0.beginsOnMonday ? "notice_begins" : "notice_latest") }
    }
}
