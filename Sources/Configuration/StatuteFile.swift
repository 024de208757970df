package import Prevention
import Workforce

/// One file of `Config/statutes`: a country's effective-dated parameters, and the names that its regions go by.
package struct StatuteFile: Equatable, Sendable {
    /// Where its text was read.
    package enum Source: Equatable, Sendable {
        /// The path as the configuration has it.
        case file(String)
        /// The text that the program carries: no file stands in its place.
        case program
    }

    package var pack: StatutePack
    package var source = Source.program
    /// Labour-market regions: the names that `establishments.csv` and partners use.
    package var regions: [String] = []
    /// Areas of the odometer for collective redundancies.
    package var areas: [StatutoryArea] = []
    package var publicHolidays: [PublicHoliday] = []

    /// The pack that the program carries for a country; nil where it carries none.
    package static func published(country: String) -> StatutePack? {
        Defaults.statutes.lazy.compactMap { StatuteReader.read($0.bytes, log: ProblemLog(file: $0.name))?.pack }
            .first { $0.country == country }
    }
}

extension StatutePack {
    /// Whether the program carries another text under the same version: what was made with this one cannot be told by the
    /// version alone.
    package var isEdited: Bool {
        guard let published = StatuteFile.published(country: country), published.version == version else {
            return false
        }
        return published != self
    }
}

/// An area within which dismissals of one employer are counted together (statutory parameters: WMCO).
package struct StatutoryArea: Equatable, Sendable {
    /// What `statutory_area` of `establishments.csv` holds.
    package var code: String
    package var provinces: [String]
}
