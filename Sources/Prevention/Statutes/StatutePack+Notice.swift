package import Workforce

extension StatutePack {
    /// The length of a notice by completed service, in months (NL) or weeks (BE), in force from a date.
    package struct Notice: Equatable, Sendable, Codable, StatuteRule {
        package enum Unit: String, Sendable, CaseIterable, Codable { case months, weeks }

        /// A length from a service on.
        package struct Step: Equatable, Sendable, Codable {
            /// Completed service in months; whole years of it follow anniversaries (domain rules §1).
            package var fromMonths: Int
            /// In the rule's unit.
            package var length: Int

            package init(fromMonths: Int, length: Int) {
                self.fromMonths = fromMonths
                self.length = length
            }

            package init(fromYears: Int, months: Int) { self.init(fromMonths: fromYears * 12, length: months) }

            private enum CodingKeys: String, CodingKey { case fromMonths, length, fromYears, months }

            /// Reads steps as versions wrote them that knew months by years of service alone, too.
            package init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                if let years = try container.decodeIfPresent(Int.self, forKey: .fromYears) {
                    self.init(fromYears: years, months: try container.decode(Int.self, forKey: .months))
                } else {
                    self.init(
                        fromMonths: try container.decode(Int.self, forKey: .fromMonths),
                        length: try container.decode(Int.self, forKey: .length))
                }
            }

            package func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(fromMonths, forKey: .fromMonths)
                try container.encode(length, forKey: .length)
            }
        }

        /// What each year begun after the steps adds, from a number of completed years on; the next one ends it.
        package struct Increase: Equatable, Sendable, Codable {
            package var fromYears: Int
            /// In the rule's unit.
            package var length: Int

            package init(fromYears: Int, length: Int) {
                self.fromYears = fromYears
                self.length = length
            }
        }

        package var from: CalendarDate
        package var unit = Unit.months
        /// Ascending by service; the first is 0.
        package var steps: [Step]
        /// Ascending by years, after the last step.
        package var increases: [Increase] = []
        /// For somebody past pension age; nil means that nothing else holds for them.
        package var pastPensionAge: PastPensionAge?
        /// When the employee gives the notice; it ends as the employer's does.
        package var byEmployee = ByEmployee(steps: [Step(fromMonths: 0, length: 1)])
        /// The most that contracts from some day on get.
        package var cap: Cap?
        /// What service before some day adds.
        package var frozenPart: FrozenPart?
        /// Months of notice that remain at least where the time of an official's procedure is deducted; nil where none is.
        package var monthsLeftAfterProcedure: Int?
        /// Whether the notice ends at the end of a month.
        package var endsAtMonthEnd: Bool
        /// Whether the period begins on the Monday after the week in which notice is given (BE).
        package var beginsOnMonday = false
        package var source: String
        package var certainty: Certainty

        package var origin: StatuteOrigin { StatuteOrigin(source: source, certainty: certainty) }

        package init(
            from: CalendarDate, steps: [Step], pastPensionAgeMonths: Int?, endsAtMonthEnd: Bool, source: String,
            certainty: Certainty
        ) {
            self.from = from
            self.steps = steps
            pastPensionAge = pastPensionAgeMonths.map { PastPensionAge(length: $0) }
            self.endsAtMonthEnd = endsAtMonthEnd
            self.source = source
            self.certainty = certainty
        }

        private enum CodingKeys: String, CodingKey {
            case from, unit, steps, increases, pastPensionAge, byEmployee, cap, frozenPart, monthsLeftAfterProcedure
            case endsAtMonthEnd, beginsOnMonday, source, certainty, pastPensionAgeMonths, byEmployeeMonths
        }

        /// Reads rules as versions wrote them that knew months alone, too.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                from: try container.decode(CalendarDate.self, forKey: .from),
                steps: try container.decode([Step].self, forKey: .steps),
                pastPensionAgeMonths: try container.decodeIfPresent(Int.self, forKey: .pastPensionAgeMonths),
                endsAtMonthEnd: try container.decode(Bool.self, forKey: .endsAtMonthEnd),
                source: try container.decode(String.self, forKey: .source),
                certainty: try container.decode(Certainty.self, forKey: .certainty))
            unit = try container.decodeIfPresent(Unit.self, forKey: .unit) ?? .months
            increases = try container.decodeIfPresent([Increase].self, forKey: .increases) ?? []
            pastPensionAge =
                try container.decodeIfPresent(PastPensionAge.self, forKey: .pastPensionAge) ?? pastPensionAge
            byEmployee = try container.decodeIfPresent(ByEmployee.self, forKey: .byEmployee) ?? byEmployee
            if let months = try container.decodeIfPresent(Int.self, forKey: .byEmployeeMonths) {
                byEmployee = ByEmployee(steps: [Step(fromMonths: 0, length: months)])
            }
            cap = try container.decodeIfPresent(Cap.self, forKey: .cap)
            frozenPart = try container.decodeIfPresent(FrozenPart.self, forKey: .frozenPart)
            monthsLeftAfterProcedure = try container.decodeIfPresent(Int.self, forKey: .monthsLeftAfterProcedure)
            beginsOnMonday = try container.decodeIfPresent(Bool.self, forKey: .beginsOnMonday) ?? false
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(from, forKey: .from)
            try container.encode(unit, forKey: .unit)
            try container.encode(steps, forKey: .steps)
            try container.encode(increases, forKey: .increases)
            try container.encodeIfPresent(pastPensionAge, forKey: .pastPensionAge)
            try container.encode(byEmployee, forKey: .byEmployee)
            try container.encodeIfPresent(cap, forKey: .cap)
            try container.encodeIfPresent(frozenPart, forKey: .frozenPart)
            try container.encodeIfPresent(monthsLeftAfterProcedure, forKey: .monthsLeftAfterProcedure)
            try container.encode(endsAtMonthEnd, forKey: .endsAtMonthEnd)
            if beginsOnMonday { try container.encode(true, forKey: .beginsOnMonday) }
            try container.encode(source, forKey: .source)
            try container.encode(certainty, forKey: .certainty)
        }
    }
}
