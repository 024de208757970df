import Workforce

extension [OdometerReading] {
    /// Readings of one unit that say the same under several rules, together: they are said once, with all rules named. In
    /// order of appearance.
    package var together: [[OdometerReading]] {
        var found: [[OdometerReading]] = []
        for reading in self {
            let place = found.firstIndex {
                $0[0].unit == reading.unit && $0[0].statement == reading.statement
                    && $0[0].deadlines == reading.deadlines
            }
            if let place { found[place].append(reading) } else { found.append([reading]) }
        }
        return found
    }

    /// The rules of readings that are said together: the identifiers that people cite, in Dutch each with its name.
    package var rules: Statement {
        Statement(
            english: map(\.rule).joined(separator: ", "),
            dutch: map { reading in
                let name = CollectiveRedundancy.name(ofRule: reading.rule).dutch
                return name == reading.rule ? name : "\(reading.rule) (\(name))"
            }.joined(separator: ", "))
    }
}

extension CollectiveRedundancy {
    /// What a rule is called: its identifier, in Dutch the name that the law has for it where there is one.
    package static func name(ofRule rule: String) -> Statement {
        let dutch =
            switch rule {
            case "collective-dismissal": "collectief ontslag"
            case "employment-cell": "tewerkstellingscel"
            default: rule
            }
        return Statement(english: rule, dutch: dutch)
    }
}
