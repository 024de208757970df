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

    /// How a sentence of it begins. In countries that count weeks its date is the first day of the period; elsewhere that of
    /// the notice.
    func opening(isAhead: Bool) -> Statement {
        let (english, dutch) =
            beginsOnMonday
            ? (
                isAhead ? "The notice period begins on" : "The notice period began on",
                isAhead ? "De opzegtermijn begint op" : "De opzegtermijn begon op"
            )
            : (
                isAhead ? "Notice is announced for" : "Notice was given on",
                isAhead ? "De opzegging is aangekondigd voor" : "Opgezegd op"
            )
        return Statement(english: "\(english) \(givenOn.inEnglish)", dutch: "\(dutch) \(givenOn.inDutch)")
    }

    /// When the period begins that a notice by `saidBy` starts; nil where that is the same day.
    var beginning: Statement? {
        guard beginsOnMonday else { return nil }
        return Statement(
            english: "The notice period then begins on Monday \(givenOn.inEnglish), after the week in which notice is "
                + "given; the days that a registered letter takes to count are not deducted here.",
            dutch:
                "De opzegtermijn begint dan op maandag \(givenOn.inDutch), na de week waarin wordt opgezegd; de dagen "
                + "tot een aangetekende brief werkt, zijn hier niet afgetrokken.")
    }

    /// Says that the period cannot begin when it is said to.
    var wrongDay: Statement {
        let monday = givenOn.adding(days: 8 - givenOn.isoWeekday)
        return Statement(
            english:
                "\(givenOn.inEnglish) is no Monday, on which a notice period begins: if it is the day on which notice "
                + "was given, the period begins on \(monday.inEnglish) and ends later.",
            dutch:
                "\(givenOn.inDutch) is geen maandag, waarop een opzegtermijn begint: is het de dag van de opzegging zelf, "
                + "dan begint de termijn op \(monday.inDutch) en eindigt hij later.")
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
