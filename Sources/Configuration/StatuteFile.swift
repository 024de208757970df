package import Prevention
import Workforce

/// One file of `Config/statutes`: a country's effective-dated parameters, and the names that its regions go by.
package struct StatuteFile: Equatable, Sendable {
    package var pack: StatutePack
    /// Labour-market regions: the names that `establishments.csv` and partners use.
    package var regions: [String] = []
    /// Areas of the odometer for collective redundancies.
    package var areas: [StatutoryArea] = []
    package var publicHolidays: [PublicHoliday] = []
}

/// An area within which dismissals of one employer are counted together (statutory parameters: WMCO).
package struct StatutoryArea: Equatable, Sendable {
    /// What `statutory_area` of `establishments.csv` holds.
    package var code: String
    package var provinces: [String]
}
