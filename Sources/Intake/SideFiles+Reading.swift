import Workforce

/// What one row of each side file becomes (interface: "Snapshot bundle"); nil when a required value is missing.
///
/// An optional value that cannot be read is warned about and absent, except where its absence would let something out
/// (an embargo) or change whose rules apply (a country): then the row is rejected.
extension Job {
    init?(reading row: inout SideRow) {
        guard let job = row.required("job") else { return nil }
        self.init(job: job, title: row.text("title"), jobGroup: row.text("job_group"))
        esco = row.text("esco")
        level = row.text("level")
        sector = row.text("sector")
        guard let isco = row.text("isco08") else { return }
        if isco.utf8.count == 4, isco.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            isco08 = isco
        } else {
            row.report(
                "isco-code", "isco08", value: isco,
                reason: "An ISCO-08 unit group has four digits; this code is left out.",
                remedy: "Give the unit group, such as 5223, with its leading zero if it has one; "
                    + "without it the job counts under \"all\" in alerts.", rejects: false)
        }
    }
}

extension Establishment {
    init?(reading row: inout SideRow) {
        guard let establishment = row.required("establishment") else { return nil }
        self.init(establishment: establishment, region: row.text("region"))
        name = row.text("name")
        // Units are told apart by bytes: a blank of any kind at an end, from a mapping too, would make another one.
        statutoryArea = row.text("statutory_area").flatMap(\.withoutOuterBlanks)
        technicalUnit = row.text("technical_unit").flatMap(\.withoutOuterBlanks)
        postcode = row.text("postcode")
        guard let code = row.text("country") else { return }
        if code.utf8.count == 2, code.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) {
            country = code.uppercased()
        } else {
            // The employer's country in its place would bring another country's rules.
            row.report(
                "country-code", "country", value: code, reason: "A country is a code of two letters.",
                remedy: "Write its ISO 3166 code, such as NL, BE or DE, or map it with `values`.", rejects: true)
        }
    }
}

extension OrganisationalUnit {
    init?(reading row: inout SideRow) {
        guard let unit = row.required("unit") else { return nil }
        self.init(unit: unit)
        name = row.text("name")
        parent = row.text("parent")
        establishment = row.text("establishment")
        trainers = row.count("trainers")
        if parent == unit {
            parent = nil
            row.report(
                "unit-in-itself", "parent", value: unit,
                reason: "The unit names itself as its parent; that is left out.",
                remedy: "Leave the parent of a topmost unit empty.", rejects: false)
        }
    }
}

extension PlanRow {
    init?(reading row: inout SideRow) {
        let group = row.required("job_group")
        let establishment = row.required("establishment")
        let date = row.date("date", rejects: true)
        let centiFTE = PlanRow.fte(&row)
        let reference = row.date("reference_date", rejects: true)
        let announced = row.date("announced_on", rejects: true)
        let embargo = row.date("embargo_until", rejects: true)
        guard let group, let establishment, let date, let centiFTE else { return nil }
        self.init(
            jobGroup: group == "*" ? nil : group, establishment: establishment == "*" ? nil : establishment, date: date,
            centiFTE: centiFTE)
        (referenceDate, announcedOn, embargoUntil) = (reference, announced, embargo)
        note = row.text("note")
    }

    private static func fte(_ row: inout SideRow) -> Int? {
        // Compared by bytes: `hasPrefix` weighs what characters mean, for every row of a large plan.
        if let text = row.text("planned_fte"), text.utf8.first == 0x2D || text.utf8.starts(with: "−".utf8) {
            row.report(
                "negative-fte", "planned_fte", value: text, reason: "A plan cannot be below 0 FTE.",
                remedy: "Give the FTE that is planned from this date on, not the change; 0 closes the group.",
                rejects: true)
            return nil
        }
        return row.centiFTE("planned_fte", rejects: true)
    }
}

extension IndicatorRow {
    init?(reading row: inout SideRow) {
        let scope = row.choice("scope", of: Scope.self, rejects: true)
        if row.text("scope") == nil { _ = row.required("scope") }
        let code = row.required("code")
        let indicator = row.required("indicator")
        let value = row.double("value", rejects: true)
        guard let scope, let code, let indicator, let value else { return nil }
        self.init(scope: scope, code: code, indicator: indicator, value: value)
        date = row.date("date")
        respondents = row.count("respondents")
    }
}

extension Vacancy {
    init?(reading row: inout SideRow) {
        let vacancy = row.required("vacancy")
        let job = row.required("job")
        guard let vacancy, let job else { return nil }
        self.init(vacancy: vacancy, job: job)
        establishment = row.text("establishment")
        centiFTE = row.centiFTE("fte")
        openFrom = row.date("open_from")
        openUntil = row.date("open_until")
        skills = row.list("skills")
        if let openFrom, let until = openUntil, until < openFrom {
            openUntil = nil
            row.reportReversed("open_until", "open_from")
        }
    }
}

extension Internship {
    init?(reading row: inout SideRow) {
        let internship = row.required("internship")
        let unit = row.required("unit")
        let places = row.count("places", rejects: true)
        guard let internship, let unit, let places else { return nil }
        self.init(internship: internship, unit: unit, places: places)
        job = row.text("job")
        title = row.text("title")
        field = row.text("field")
        level = row.text("level")
        track = row.text("track")
        qualification = row.text("qualification")
        accreditation = row.text("accreditation")
        starts = row.date("starts")
        ends = row.date("ends")
        hoursPerWeek = row.hundredths("hours_per_week")
        audience = row.choice("audience", of: Audience.self, rejects: true)
        trainer = row.text("trainer")
        description = row.text("description")
        // The start stays, whichever of the two is wrong: an offer without one would never expire.
        if let starts, let end = ends, end < starts {
            ends = nil
            row.reportReversed("ends", "starts")
        }
    }
}

extension String {
    /// Without blanks at either end, those too that the reader of fields leaves, such as a no-break space; nil of blanks
    /// alone.
    fileprivate var withoutOuterBlanks: String? {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(start[...last])
    }
}

/// What makes a plan row one of a kind: a second one of the same key contradicts or repeats it (domain rules §3).
struct PlanKey: Hashable {
    let jobGroup: String?
    let establishment: String?
    let date: CalendarDate

    init(_ row: PlanRow) { (jobGroup, establishment, date) = (row.jobGroup, row.establishment, row.date) }
}

struct IndicatorKey: Hashable {
    let scope: IndicatorRow.Scope
    let code: String
    let indicator: String
    let date: CalendarDate?

    init(_ row: IndicatorRow) { (scope, code, indicator, date) = (row.scope, row.code, row.indicator, row.date) }
}

extension SideRow {
    mutating func reportReversed(_ end: String, _ start: String) {
        report(
            "dates-reversed", end, reason: "`\(end)` lies before `\(start)`, and counts as absent.",
            remedy: "Correct one of the two; check the order of day and month in the mapping.", rejects: false)
    }

    /// - Parameter firstLine: where the row of the same key stands; 0 when it came from another file.
    mutating func reportRepeated(firstLine: Int, target: Mapping.Target) {
        let first = firstLine == 0 ? "in another file of this bundle" : "on line \(firstLine)"
        if target == .plan {
            report(
                "repeated-plan-row", "date",
                reason: "Job group, establishment and date are those of the row \(first): one of the two is wrong.",
                remedy: "Keep one row for each job group, establishment and date.", rejects: true)
        } else {
            report(
                "repeated-row", target.requiredColumns[0],
                reason:
                    "The row says something else than the row of the same key \(first), which is the one that counts.",
                remedy: "Keep one of the two.", rejects: false)
        }
    }
}
