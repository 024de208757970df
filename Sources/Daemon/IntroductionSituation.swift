import DoorstroomConfiguration
import Foundation
import Outreach
import Prevention
import Store
import Workforce

/// One person as the newest snapshot and the rules of today have them: whether they can be introduced, and with what.
struct IntroductionSituation {
    let row: Int
    let standing: IntroductionStanding
    let isStale: Bool
    private let person: PersonKey
    private let workforce: Workforce
    private let result: PreventionResult

    /// Nil where neither the newest snapshot nor its leavers hold the person.
    init?(of person: PersonKey, _ instance: Instance, identity: IdentityDetail) throws {
        let settings = instance.settings
        let loaded = try instance.database.loadWorkforce(
            asOf: instance.today, employerCountry: settings.employer.country,
            aftercareMonths: settings.prevention.aftercareMonths, identity: identity)
        guard let row = loaded.keys.firstIndex(of: person) else { return nil }
        self.person = person
        self.row = row
        workforce = loaded.workforce
        // Phase 3 rests on what has happened, not on chances: nothing is drawn.
        var policy = settings.prevention
        policy.draws = 0
        var run = PreventionEngine(policy: policy, statutes: settings.statutes).run(on: workforce)
        result = run.assess(plan: workforce.plan, likelyBefore: [])
        let disclosure = PlanDisclosure(plan: workforce.plan, asOf: workforce.asOf)
        let outward = disclosure.outwardPlan.map { run.assess(plan: $0, likelyBefore: []) }
        standing = IntroductionStanding.of(row, inside: result, outward: outward, disclosure: disclosure)
        isStale = OutreachScan.isStale(workforce, maxAgeDays: settings.intake.maxAgeDays)
    }

    /// The date in `consent_introduction`.
    var consentDate: CalendarDate? { workforce.employees.consentIntroduction[row] }

    /// Whether the HR system still says what a consent of the snapshot rests on.
    func confirms(_ consent: Consent) -> Bool { consentDate.map { $0 >= consent.givenOn } ?? false }

    /// The consent that the HR system's date stands for; nil where there is none, where it lies ahead, or where the person
    /// withdrew on that day or later.
    func consent(
        _ policy: IntroductionPolicy.SnapshotConsent, record: OutreachRecord, id: String, recordedBy user: String,
        at now: Date
    ) -> Consent? {
        guard let date = consentDate, date <= workforce.asOf else { return nil }
        let known = record.consents.filter { $0.person == person }
        let isOver = known.contains { ($0.withdrawn?.on).map { $0 >= date } ?? false }
        let isKnown = known.contains { $0.isActive && $0.source == .snapshot && $0.givenOn == date }
        guard !isOver, !isKnown else { return nil }
        return Consent(
            id: id, person: person, stage: .profile, givenOn: date, textVersion: policy.textVersion,
            channel: policy.channel, source: .snapshot, recordedBy: user, recordedAt: now)
    }

    func profile(key: String, policy: DisclosurePolicy, agreement: Partner.Agreement) -> CandidateProfile {
        ProfileComposer(workforce: workforce, policy: policy).profile(
            of: row, in: result, id: key, agreement: agreement)
    }

    /// The gate for everybody but this person, who may name themself.
    var othersGate: DisclosureGate {
        var employees = workforce.employees
        employees.name = employees.name.without(row)
        return DisclosureGate(employees: employees)
    }
}

extension ByteStringColumn {
    /// With an empty text in one row.
    fileprivate func without(_ row: Int) -> ByteStringColumn {
        var column = ByteStringColumn()
        for other in 0..<count {
            if other == row { column.append("") } else { withBytes(other) { column.append($0) } }
        }
        return column
    }
}
