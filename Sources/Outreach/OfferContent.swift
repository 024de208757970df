package import Workforce

/// What an internship offer tells (domain rules §11); who trains is not in it.
package struct OfferContent: Equatable, Sendable, Codable {
    /// The code in `internships.csv`; inside only.
    package var internship: String
    /// Labour-market region of the unit's establishment.
    package var region: String
    /// ISCO-08 code of the job, where it has one.
    package var occupation: Occupation?
    package var audience: Internship.Audience?
    package var places: Int
    package var starts: CalendarDate?
    package var ends: CalendarDate?
    /// Hundredths of hours.
    package var hoursPerWeek: Int?
    package var level: String?
    package var track: String?
    package var qualification: String?
    package var accreditation: String?
    /// Whether the row names a trainer; the name itself is never sent.
    package var hasSupervisor: Bool
    /// Free text: only to partners whose agreement allows it.
    package var title: String?
    /// Free text, as `title`.
    package var field: String?
    /// Free text, as `title`.
    package var description: String?

    package init(internship: String, region: String, places: Int, hasSupervisor: Bool = false) {
        self.internship = internship
        self.region = region
        self.places = places
        self.hasSupervisor = hasSupervisor
    }

    /// Names the offer among all subjects, the same on every night; inside only.
    package var identity: String { "internship|\(internship)" }
}
