import Workforce

extension Person {
    /// What is odd about a row of somebody in service, as stable codes: the rules got past it (domain rules §3).
    func oddities(asOf: CalendarDate, policy: PreventionPolicy, jurisdiction: Jurisdiction) -> [String] {
        var codes: [String] = []
        if let contractEnd, contractEnd <= asOf { codes.append(RowWarning.contractEndPassed) }
        if policy.leavesAtPensionAge, jurisdiction.pensionDate(of: self, onOrBefore: asOf) != nil {
            codes.append(RowWarning.pensionDatePassed)
        }
        if let noticeDate {
            if noticeDate < hireDate { codes.append(RowWarning.noticeBeforeHire) }
            let byEmployee = exitReason.isVoluntaryOrNatural
            if let period = jurisdiction.noticePeriod(of: self, givenOn: noticeDate, byEmployee: byEmployee) {
                if exitDate == nil, period.end <= asOf { codes.append(RowWarning.noticeEndPassed) }
                if period.beginsOnWrongDay { codes.append(RowWarning.noticeNotMonday) }
            }
        }
        return codes
    }
}

extension RowWarning {
    /// A contract end on or before asOf of somebody still in service: the term counts as continued.
    package static let contractEndPassed = "contract-end-passed"
    /// A notice whose end has passed, of somebody still in service without an exit date: it counts as ending tomorrow.
    package static let noticeEndPassed = "notice-end-passed"
    /// A notice from before the person was hired.
    package static let noticeBeforeHire = "notice-before-hire"
    /// A notice period that begins on another day than a Monday, where the law lets it begin on none but that.
    package static let noticeNotMonday = "notice-not-monday"
    /// A pension date on or before asOf of somebody still in service: it is no leave date.
    package static let pensionDatePassed = "pension-date-passed"
}
