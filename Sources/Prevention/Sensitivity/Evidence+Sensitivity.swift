package import Workforce

extension Evidence {
    /// What would come out otherwise for one person had it been decided a little differently (domain rules §4).
    package struct Sensitivity: Equatable, Sendable, Codable {
        package struct Scenario: Equatable, Sendable, Codable {
            /// Identifier of the scenario: `n-1`, `n+1`, `reference-30d`, `reference+30d`.
            package var identifier: String
            /// `flips`, `same`, `undetermined` (birth dates are missing), or why there is nothing to compute.
            package var finding: String
            package var toGo: Int?
            package var referenceDate: CalendarDate?
            /// Selection and place as they would be; nil unless the person flips.
            package var selection: String?
            package var rank: Int?
        }

        /// In the order of `SensitivityScenario.ofOneGroup`.
        package var scenarios: [Scenario]
        /// What flips, what does not, and what cannot be said, a sentence each.
        package var statements: [Statement]
    }
}

extension PreventionEngine {
    /// Nil where the person comes into no order that has been, or could have been, computed.
    func sensitivity(of row: Int, in workforce: Workforce, result: PreventionResult) -> Evidence.Sensitivity? {
        guard result.selection[row] != .none, (1...2).contains(result.phase[row]) else { return nil }
        let index = Int(result.group[row])
        let group = result.groups[index]
        // Who leaves before t* has no place, and gets none from one more or fewer.
        guard result.rank[row] > 0 || !group.hasStatutoryOrder || !group.missingBirthDates.isEmpty else { return nil }
        let outcomes = SensitivityAnalysis(run(on: workforce), plan: workforce.plan, result: result)
            .outcomes(of: index)
        return Evidence.Sensitivity(
            outcomes, of: row, group: group, isIndicated: result.selection[row] == .indicated)
    }
}

extension Evidence.Sensitivity {
    init(_ outcomes: [ScenarioOutcome], of row: Int, group: SelectionGroup, isIndicated: Bool) {
        scenarios = []
        statements = []
        var unchanged: [Statement] = []
        var obstacles: [Statement] = []
        var isUndetermined = false
        for outcome in outcomes {
            let flip = outcome.flips.first { $0.row == row }
            let condition = outcome.condition(now: group.toGo)
            var finding = "same"
            if let obstacle = outcome.obstacle {
                finding = obstacle.rawValue
                if !obstacles.contains(obstacle.statement) { obstacles.append(obstacle.statement) }
            } else if let flip {
                finding = "flips"
                statements.append(flip.statement(under: condition))
            } else if outcome.undetermined.contains(row) {
                finding = "undetermined"
                isUndetermined = true
            } else {
                unchanged.append(condition)
            }
            scenarios.append(
                Scenario(
                    identifier: outcome.scenario.rawValue, finding: finding,
                    toGo: outcome.obstacle == nil ? outcome.toGo : nil, referenceDate: outcome.referenceDate,
                    selection: flip?.to.code, rank: flip?.rankAfter))
        }
        if !unchanged.isEmpty { statements.append(Statement.unchanged(under: unchanged, isIndicated: isIndicated)) }
        statements += obstacles
        if isUndetermined {
            statements.append(
                Statement(
                    english: "Not to be said of everything: birth dates are missing in the rank group.",
                    dutch: "Niet van alles te zeggen: in de ranggroep ontbreken geboortedata."))
        }
    }
}

extension ScenarioOutcome {
    /// The scenario as a clause of a sentence, beginning with "if".
    func condition(now toGo: Int) -> Statement {
        switch scenario {
        case .oneFewer:
            Statement(
                english: "if one person fewer had to go (\(self.toGo) instead of \(toGo))",
                dutch: "als er één persoon minder weg moest (\(self.toGo) in plaats van \(toGo))")
        case .oneMore:
            Statement(
                english: "if one person more had to go (\(self.toGo) instead of \(toGo))",
                dutch: "als er één persoon meer weg moest (\(self.toGo) in plaats van \(toGo))")
        case .referenceEarlier:
            Statement(
                english: "if the reference date were \(SensitivityScenario.days) days earlier"
                    + (referenceDate.map { " (\($0.inEnglish))" } ?? ""),
                dutch: "als de peildatum \(SensitivityScenario.days) dagen eerder lag"
                    + (referenceDate.map { " (\($0.inDutch))" } ?? ""))
        case .referenceLater:
            Statement(
                english: "if the reference date were \(SensitivityScenario.days) days later"
                    + (referenceDate.map { " (\($0.inEnglish))" } ?? ""),
                dutch: "als de peildatum \(SensitivityScenario.days) dagen later lag"
                    + (referenceDate.map { " (\($0.inDutch))" } ?? ""))
        case .merge:
            Statement(
                english: "if the two job groups were one", dutch: "als de twee functiegroepen er één waren")
        }
    }
}

extension SelectionFlip {
    func statement(under condition: Statement) -> Statement {
        var place = Statement(english: "", dutch: "")
        if let rankAfter, let rankBefore, rankAfter != rankBefore {
            place = Statement(
                english: ", at place \(rankAfter) instead of \(rankBefore)",
                dutch: ", op plaats \(rankAfter) in plaats van \(rankBefore)")
        } else if let rankAfter {
            place = Statement(english: ", at place \(rankAfter)", dutch: ", op plaats \(rankAfter)")
        }
        return to == .indicated
            ? Statement(
                english: "Would be indicated \(condition.english)\(place.english).",
                dutch: "Zou wel zijn aangewezen \(condition.dutch)\(place.dutch).")
            : Statement(
                english: "Would no longer be indicated \(condition.english)\(place.english).",
                dutch: "Zou niet meer zijn aangewezen \(condition.dutch)\(place.dutch).")
    }
}

extension Statement {
    fileprivate static func unchanged(under conditions: [Statement], isIndicated: Bool) -> Statement {
        func listed(_ clauses: [String], _ or: String) -> String {
            clauses.count < 2
                ? clauses.joined() : clauses.dropLast().joined(separator: ", ") + " \(or) " + clauses[clauses.count - 1]
        }
        let english = listed(conditions.map(\.english), "or")
        let dutch = listed(conditions.map(\.dutch), "of")
        return isIndicated
            ? Statement(english: "Would still be indicated \(english).", dutch: "Zou ook zijn aangewezen \(dutch).")
            : Statement(
                english: "Would not be indicated either \(english).", dutch: "Zou ook niet zijn aangewezen \(dutch).")
    }
}
