import Workforce

extension Person {
    /// What is odd about a row of somebody in service, as stable codes: the rules got past it (domain rules §3).
    func oddities(asOf: CalendarDate, policy: PreventionPolicy, jurisdiction: Jurisdiction) -> [String] {
        var codes: [String] = []
        if let contractEnd, contractEnd <= asOf { codes.append(RowWarning.contractEndPassed) }
        if policy.leavesAtPensionAge, jurisdiction.pensionDate(of: self, onOrBefore: asOf) != nil {
            codes.append(RowWarning.pensionDatePassed)
        }
        return codes
    }
}

extension RowWarning {
    /// A contract end on or before asOf of somebody still in service: the term counts as continued.
    package static let contractEndPassed = "contract-end-passed"
    /// A pension date on or before asOf of somebody still in service: it is no leave date.
    package static let pensionDatePassed = "pension-date-passed"
}
