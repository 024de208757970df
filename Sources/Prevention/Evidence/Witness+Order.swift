import Workforce

/// The place in the selection order, in words.
extension Witness {
    /// Nil where the group has no redundancy date or the person is out of service.
    func order(group: SelectionGroup, row: Int, isIndispensable: Bool, result: PreventionResult) -> Evidence.Order? {
        guard result.selection[row] != .none, let date = result.redundancyDate[row],
            let referenceDate = group.referenceDate
        else { return nil }
        let limit = RankGroup.fixedTermLimit(
            referenceDate: referenceDate, policy: policy, jurisdiction: jurisdiction)
        let rankGroup = RankGroup(
            person, at: referenceDate, jurisdiction: jurisdiction, fixedTermLimit: limit)
        let rank = Int(result.rank[row])
        return Evidence.Order(
            selection: result.selection[row].code, rank: rank > 0 ? rank : nil, heads: group.heads, toGo: group.toGo,
            rankGroup: group.hasStatutoryOrder ? rankGroup.code : nil,
            ageBand: group.hasStatutoryOrder
                ? person.birthDate.map { AgeBand(birthDate: $0, at: referenceDate).code } : nil,
            serviceSince: person.serviceSince, isIndispensable: isIndispensable, isTied: result.tied[row],
            referenceDate: referenceDate, redundancyDate: date, group: group.outlook,
            statement: place(rank, in: group, row: row, rankGroup: rankGroup, result: result))
    }

    private func place(
        _ rank: Int, in group: SelectionGroup, row: Int, rankGroup: RankGroup, result: PreventionResult
    ) -> Statement {
        guard group.hasStatutoryOrder else {
            guard let criteria = policy.selectionCriteria?[group.country.uppercased()] else {
                return Statement(
                    english:
                        "Exposed with the whole group; the employer states the criteria, and none are recorded yet.",
                    dutch:
                        "Loopt risico met de hele groep; de werkgever stelt de criteria vast, en er zijn er nog geen "
                        + "vastgelegd.")
            }
            return Statement(
                english: "Exposed with the whole group. The employer's stated criteria: “\(criteria)”",
                dutch: "Loopt risico met de hele groep. De criteria die de werkgever noemt: “\(criteria)”")
        }
        guard rank > 0 else {
            let isPartOfOrder = !group.missingBirthDates.isEmpty && result.phase[row] != 3
            return isPartOfOrder
                ? Statement(
                    english: "Exposed, without a place: birth dates are missing in this rank group, or the person has "
                        + "left by then.",
                    dutch:
                        "Loopt risico, zonder plaats: er ontbreken geboortedata in deze ranggroep, of het vertrek is "
                        + "dan al geweest.")
                : Statement(
                    english: "In the group, but not in its order: leaving before it applies, or notice already given.",
                    dutch: "In de groep, maar niet in de volgorde: vertrekt eerder, of er is al opgezegd.")
        }
        var statement = Statement(
            english: "Place \(rank) of \(group.heads), in the rank group of \(rankGroup.name.english).",
            dutch: "Plaats \(rank) van \(group.heads), in de ranggroep van \(rankGroup.name.dutch).")
        if result.tied[row] {
            statement += Statement(
                english: "Others have the same length of service at the cut: the employer decides between them.",
                dutch: "Anderen hebben op de grens evenveel dienstjaren: de werkgever kiest tussen hen.")
        }
        return statement
    }

    /// A pension date after asOf and on or before the redundancy date takes `indicated` and `closing` away (§5).
    func retirement(group: SelectionGroup, row: Int, result: PreventionResult) -> Statement? {
        guard let date = result.redundancyDate[row], result.phase[row] != 3,
            let pension = jurisdiction.pensionDate(of: person), pension.date > asOf, pension.date <= date,
            result.selection[row] == .indicated || group.isClosing
        else { return nil }
        return Statement(
            english: "Reaches state-pension age on \(pension.date.inEnglish), "
                + (pension.date == date
                    ? "which is the redundancy date" : "before the redundancy date of \(date.inEnglish)")
                + ": retires, and is not counted as made redundant.",
            dutch: "Bereikt de pensioenleeftijd op \(pension.date.inDutch), "
                + (pension.date == date
                    ? "dat is de boventalligheidsdatum" : "voor de boventalligheidsdatum van \(date.inDutch)")
                + ": gaat met pensioen en telt niet als boventallig.")
    }
}

extension RankGroup {
    /// The identifier that people cite.
    package var code: String {
        switch self {
        case .externals: "externals"
        case .pastPensionAge: "past-pension-age"
        case .onCall: "on-call"
        case .fixedTermEndingSoon: "fixed-term-ending-soon"
        case .everybodyElse: "everybody-else"
        }
    }

    /// As a sentence names it.
    var name: Statement {
        switch self {
        case .externals: Statement(english: "externals", dutch: "externen")
        case .pastPensionAge: Statement(english: "people past state-pension age", dutch: "AOW-gerechtigden")
        case .onCall: Statement(english: "on-call workers", dutch: "oproepkrachten")
        case .fixedTermEndingSoon:
            Statement(english: "fixed terms that end soon", dutch: "tijdelijke contracten die binnenkort eindigen")
        case .everybodyElse: Statement(english: "everybody else", dutch: "alle anderen")
        }
    }
}
