import Workforce

/// How long what is kept (configuration key `retention`).
package struct RetentionSettings: Equatable, Sendable {
    /// Months that history of persons is kept.
    package var personMonths: Int
    /// Years that evidence of deliveries is kept, without their content.
    package var deliveryYears: Int
    /// Months that the content of closed deliveries is kept: it goes before the evidence of them.
    package var contentMonths: Int

    init(_ section: YamlSection, prevention: PreventionLimits) {
        personMonths = section.integer("personMonths", in: 1...120, unit: " months") ?? 24
        deliveryYears = section.integer("deliveryYears", in: 1...30, unit: " years") ?? 7
        let years = deliveryYears
        contentMonths = section.integer("contentMonths", in: 1...360, unit: " months") ?? min(24, 12 * years)
        section.finish()
        if contentMonths > 12 * years {
            section.error(
                "contradiction", "contentMonths", value: "\(contentMonths)",
                "content would be kept longer than the delivery itself (`deliveryYears` is \(years))",
                remedy: "write \(12 * years) or less, or keep deliveries for longer")
        }
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
