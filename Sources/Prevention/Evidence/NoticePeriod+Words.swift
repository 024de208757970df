import Workforce

extension NoticePeriod {
    /// How long it is, in words: months before weeks.
    package var length: Statement {
        var parts: [Statement] = []
        if months > 0 || weeks == 0 {
            parts.append(
                months == 1
                    ? Statement(english: "1 month", dutch: "1 maand")
                    : Statement(english: "\(months) months", dutch: "\(months) maanden"))
        }
        if weeks > 0 {
            parts.append(
                weeks == 1
                    ? Statement(english: "1 week", dutch: "1 week")
                    : Statement(english: "\(weeks) weeks", dutch: "\(weeks) weken"))
        }
        return Statement(
            english: parts.map(\.english).joined(separator: " and "),
            dutch: parts.map(\.dutch).joined(separator: " en "))
    }

    /// What it comes to, as evidence names it: months and weeks where there are any.
    var inputs: [Evidence.Input] {
        var inputs: [Evidence.Input] = []
        if months > 0 || weeks == 0 { inputs.append(Evidence.Input(name: "notice_months", value: String(months))) }
        if weeks > 0 { inputs.append(Evidence.Input(name: "notice_weeks", value: String(weeks))) }
        inputs.append(Evidence.Input(name: "notice_basis", value: basis.rawValue))
        inputs.append(Evidence.Input(name: "notice_end", value: end.description))
        return inputs
    }
}
