/// A row of `jobs.csv`.
package struct Job: Equatable, Sendable, Codable {
    package var job: String
    package var title: String?
    /// Interchangeable jobs share a group; nil means the job is its own.
    package var jobGroup: String?
    /// ISCO-08 unit group, four digits.
    package var isco08: String?
    /// ESCO occupation URI.
    package var esco: String?
    package var level: String?
    package var sector: String?

    package init(job: String, title: String? = nil, jobGroup: String? = nil, isco08: String? = nil) {
        self.job = job
        self.title = title
        self.jobGroup = jobGroup
        self.isco08 = isco08
    }
}

/// A row of `establishments.csv`.
package struct Establishment: Equatable, Sendable, Codable {
    package var establishment: String
    package var name: String?
    /// ISO 3166-1 alpha-2; nil means the employer's country.
    package var country: String?
    /// Labour-market region, the unit of outreach.
    package var region: String?
    package var statutoryArea: String?
    package var technicalUnit: String?
    package var postcode: String?

    package init(establishment: String, country: String? = nil, region: String? = nil) {
        self.establishment = establishment
        self.country = country
        self.region = region
    }
}

/// A row of `units.csv`.
package struct OrganisationalUnit: Equatable, Sendable, Codable {
    package var unit: String
    package var name: String?
    package var parent: String?
    package var establishment: String?
    /// Certified trainers in the unit.
    package var trainers: Int?

    package init(unit: String) { self.unit = unit }
}

/// A row of `plan.csv`: from `date` on, the group is planned at `centiFTE`.
package struct PlanRow: Equatable, Sendable, Codable {
    /// Job group, or nil for `*`.
    package var jobGroup: String?
    /// Establishment, or nil for `*`.
    package var establishment: String?
    package var date: CalendarDate
    package var centiFTE: Int
    package var referenceDate: CalendarDate?
    /// From when works council, unions and staff are informed.
    package var announcedOn: CalendarDate?
    package var embargoUntil: CalendarDate?
    package var note: String?

    package init(jobGroup: String?, establishment: String?, date: CalendarDate, centiFTE: Int) {
        self.jobGroup = jobGroup
        self.establishment = establishment
        self.date = date
        self.centiFTE = centiFTE
    }
}

/// A row of `indicators.csv`: a value for one person, unit, establishment or the organisation.
package struct IndicatorRow: Equatable, Sendable, Codable {
    package enum Scope: String, Sendable, Codable, CaseIterable {
        case employee, unit, establishment, organisation
    }
    package var scope: Scope
    /// Employee id, unit or establishment code; the organisation's code is free.
    package var code: String
    package var indicator: String
    package var value: Double
    package var date: CalendarDate?
    package var respondents: Int?

    package init(scope: Scope, code: String, indicator: String, value: Double) {
        self.scope = scope
        self.code = code
        self.indicator = indicator
        self.value = value
    }
}

/// A row of `vacancies.csv`.
package struct Vacancy: Equatable, Sendable, Codable {
    package var vacancy: String
    package var job: String
    package var establishment: String?
    package var centiFTE: Int?
    package var openFrom: CalendarDate?
    package var openUntil: CalendarDate?
    package var skills: [String] = []

    package init(vacancy: String, job: String) {
        self.vacancy = vacancy
        self.job = job
    }
}

/// A row of `internships.csv`.
package struct Internship: Equatable, Sendable, Codable {
    package enum Audience: String, Sendable, Codable, CaseIterable {
        case pupil, student
        case inTransition = "in-transition"
    }
    package var internship: String
    package var unit: String
    package var job: String?
    package var title: String?
    package var field: String?
    package var level: String?
    package var track: String?
    package var qualification: String?
    package var accreditation: String?
    package var starts: CalendarDate?
    package var ends: CalendarDate?
    /// Hundredths of hours.
    package var hoursPerWeek: Int?
    package var places: Int
    package var audience: Audience?
    /// The trainer's employee id or name; never sent.
    package var trainer: String?
    package var description: String?

    package init(internship: String, unit: String, places: Int) {
        self.internship = internship
        self.unit = unit
        self.places = places
    }
}

extension CalendarDate: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = CalendarDate(iso: text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not an ISO date"))
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
