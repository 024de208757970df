import Workforce

/// How long what is kept (configuration key `retention`).
package struct RetentionSettings: Equatable, Sendable {
    /// Months that history of persons is kept.
    package var personMonths: Int
    /// Years that evidence of deliveries is kept, without their content.
    package var deliveryYears: Int

    init(_ section: YamlSection, prevention: PreventionLimits) {
        personMonths = section.integer("personMonths", in: 1...120, unit: " months") ?? 24
        deliveryYears = section.integer("deliveryYears", in: 1...30, unit: " years") ?? 7
        section.finish()
        if personMonths < prevention.aftercareMonths {
            section.error(
                "contradiction", "personMonths", value: "\(personMonths)",
                "history would go before aftercare ends (`prevention.aftercareMonths` is \(prevention.aftercareMonths))",
                remedy: "write \(prevention.aftercareMonths) or more, or shorten the aftercare")
        }
    }

    /// What retention has to be long enough for.
    struct PreventionLimits {
        var aftercareMonths: Int
    }
}
