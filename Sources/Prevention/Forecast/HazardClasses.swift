package import Workforce

/// The classes that exit rates are estimated for: contract kind × age band × years of service (domain rules §6).
///
/// Bands are looked up at one date by comparing days: a million people take some milliseconds.
package struct HazardClasses: Sendable {
    /// Age bands of the selection order, and one for people without a birth date.
    static let ages = AgeBand.allCases.count + 1
    /// 0–1, 2–4, 5–9 and 10 or more completed years of service.
    static let services = 4
    package static let count = ContractKind.allCases.count * ages * services

    /// Born on or before these days: 25, 35, 45, 55 or older.
    private let births: (Int32, Int32, Int32, Int32)
    /// In service since these days or before: 2, 5, 10 years or more.
    private let starts: (Int32, Int32, Int32)

    package init(at date: CalendarDate) {
        func day(_ years: Int) -> Int32 { date.adding(months: -12 * years).dayNumber }
        births = (day(25), day(35), day(45), day(55))
        starts = (day(2), day(5), day(10))
    }

    /// The class of a person; days are day numbers, an absent birth date is `DateColumn.absent`.
    @inline(__always)
    package func index(_ contract: ContractKind, birth: Int32, serviceSince: Int32) -> Int {
        var age = 0
        if birth == DateColumn.absent {
            age = HazardClasses.ages - 1
        } else {
            age += birth <= births.0 ? 1 : 0
            age += birth <= births.1 ? 1 : 0
            age += birth <= births.2 ? 1 : 0
            age += birth <= births.3 ? 1 : 0
        }
        var service = 0
        service += serviceSince <= starts.0 ? 1 : 0
        service += serviceSince <= starts.1 ? 1 : 0
        service += serviceSince <= starts.2 ? 1 : 0
        return (Int(contract.rawValue) * HazardClasses.ages + age) * HazardClasses.services + service
    }
}
