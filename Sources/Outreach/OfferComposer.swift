import Prevention
import Workforce

/// Makes the internship offers of a run from `internships.csv` (domain rules §11).
///
/// What tells of one person is told when people are counted (``CellCount``), and once: whoever knows that somebody left on
/// that day would know whose case it was. So an offer that stands is closed because of a person at a count only, and does
/// not come up again by itself, neither when they go nor a year later to the day.
struct OfferComposer {
    private(set) var offers: [OfferContent] = []
    private(set) var withheld: [WithheldOffer] = []
    private let workforce: Workforce
    private let units: [String: OrganisationalUnit]
    /// Units directly below a unit.
    private let unitsBelow: [String: [String]]
    private let regions: [String: String]
    private let occupations: [String: Occupation]
    private let jobs: Set<String>

    /// - Parameter peopleAreCounted: whether tonight is a count, or every scan is one.
    init(_ input: OutreachScan.Input, peopleAreCounted: Bool) {
        let (workforce, inside) = (input.workforce, input.inside)
        self.workforce = workforce
        units = Dictionary(workforce.units.map { ($0.unit, $0) }, uniquingKeysWith: { _, new in new })
        unitsBelow = Dictionary(
            workforce.units.compactMap { unit in unit.parent.map { ($0, [unit.unit]) } }, uniquingKeysWith: +)
        regions = Dictionary(
            workforce.establishments.compactMap { place in place.region.map { (place.establishment, $0) } },
            uniquingKeysWith: { _, new in new })
        occupations = Dictionary(
            workforce.jobs.compactMap { job in job.isco08.flatMap(Occupation.init(isco08:)).map { (job.job, $0) } },
            uniquingKeysWith: { _, new in new })
        jobs = workforce.internships.isEmpty ? [] : Set(workforce.jobs.map(\.job))
        guard !workforce.internships.isEmpty else { return }
        let withoutJob = workforce.internships.filter { knownJob(of: $0) == nil }.map { unitAndBelow($0.unit) }
        let displacement = DisplacementGuard(
            workforce: workforce, result: inside, units: withoutJob.reduce(into: []) { $0.formUnion($1) })
        let closed = Set(input.withheldOffers.filter { $0.hadCase ?? false }.map(\.internship))
        let standing = Set(
            input.states.filter { input.published.contains($0.key) }
                .compactMap { if case .offer(let offer) = $0.content { offer.internship } else { nil } })
        for internship in workforce.internships.sorted(by: { $0.internship.utf8Order < $1.internship.utf8Order }) {
            var ban = ban(on: internship, displacement)
            if !peopleAreCounted, standing.contains(internship.internship) { ban.remove(.person) }
            let hadCase = ban.contains(.person) || closed.contains(internship.internship)
            if let reason = reasonToWithhold(internship, ban: ban) ?? (hadCase ? .closed : nil) {
                withheld.append(
                    WithheldOffer(internship: internship.internship, reason: reason, hadCase: hadCase))
            } else {
                offers.append(content(of: internship))
            }
        }
    }

    private func reasonToWithhold(_ internship: Internship, ban: DisplacementGuard.Ban) -> WithheldOffer.Reason? {
        if let starts = internship.starts, starts <= workforce.asOf { return .expired }
        if internship.places <= 0 { return .filled }
        guard let establishment = establishment(of: internship.unit), !(regions[establishment] ?? "").isEmpty else {
            return .regionMissing
        }
        return ban.isEmpty ? nil : .displacement
    }

    private func ban(on internship: Internship, _ displacement: DisplacementGuard) -> DisplacementGuard.Ban {
        guard let establishment = establishment(of: internship.unit) else { return [] }
        let job = knownJob(of: internship)
        return displacement.ban(
            job: job, units: job == nil ? unitAndBelow(internship.unit) : [], establishment: establishment)
    }

    /// A job that neither the list of jobs nor anybody has is a slip, and must not lead past the guard: then the unit
    /// decides, as where no job is named.
    private func knownJob(of internship: Internship) -> String? {
        internship.job.flatMap { jobs.contains($0) || workforce.employees.jobs.find($0) != nil ? $0 : nil }
    }

    private func content(of internship: Internship) -> OfferContent {
        let region = establishment(of: internship.unit).flatMap { regions[$0] } ?? ""
        var offer = OfferContent(
            internship: internship.internship, region: region, places: internship.places,
            hasSupervisor: !(internship.trainer ?? "").isEmpty)
        offer.occupation = internship.job.flatMap { occupations[$0] }
        offer.audience = internship.audience
        offer.starts = internship.starts
        offer.ends = internship.ends
        offer.hoursPerWeek = internship.hoursPerWeek
        offer.level = internship.level
        offer.track = internship.track
        offer.qualification = internship.qualification
        offer.accreditation = internship.accreditation
        offer.title = internship.title
        offer.field = internship.field
        offer.description = internship.description
        return offer
    }

    /// Of the unit, or of the nearest unit above that names one; a circle of parents ends the search.
    private func establishment(of unit: String) -> String? {
        var seen: Set<String> = []
        var next: String? = unit
        while let code = next, seen.insert(code).inserted, let found = units[code] {
            if let establishment = found.establishment, !establishment.isEmpty { return establishment }
            next = found.parent
        }
        return nil
    }

    private func unitAndBelow(_ unit: String) -> Set<String> {
        var found: Set<String> = [unit]
        var rest = [unit]
        while let next = rest.popLast() {
            rest += (unitsBelow[next] ?? []).filter { found.insert($0).inserted }
        }
        return found
    }
}
