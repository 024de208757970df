import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// Alerts and offers as the people inside see them, with what stands in their way today.
struct OutreachListings {
    private let record: OutreachRecord
    private let rules: ReleaseRules
    private let partners: [Partner]

    init(_ session: Session) throws {
        let settings = session.settings
        let database = try session.openForReading()
        let today = WallClock(zone: settings.employer.timeZone).day(Date())
        do {
            record = try database.outreach()
            let disabled = try database.disabledPartners()
            partners = settings.partners.filter { !disabled.contains($0.id) }
            let newest = try database.newestSnapshot(onOrBefore: today)?.asOf
            rules = ReleaseRules(
                holds: record.holds, approvals: record.approvals, mode: settings.release.mode,
                policy: settings.disclosure,
                allowsNew: newest.map { $0.adding(days: settings.intake.maxAgeDays) >= today } ?? false, today: today)
        } catch {
            throw DaemonError(error)
        }
    }

    func alerts() throws -> [AlertListing] {
        AlertListing.list(
            states: record.states, withheld: record.withheld, publications: record.publications, partners: partners,
            rules: rules)
    }

    func offers() throws -> [OfferListing] {
        OfferListing.list(
            states: record.states, withheld: record.withheldOffers, publications: record.publications,
            partners: partners, rules: rules)
    }

    func crises() -> [CrisisListing] {
        CrisisListing.list(
            crises: record.crises, states: record.states, publications: record.publications, partners: partners,
            rules: rules)
    }

    /// The day for which listings are made.
    var today: CalendarDate { rules.today }

    /// What each partner was last told of a subject, one line a partner.
    func publications(of subject: String) -> [String] {
        record.publications.filter { $0.subject == subject }.sorted { $0.partner < $1.partner }.map {
            let word =
                switch $0.status {
                case .standing: "was told, and has it as it stands"
                case .withdrawn: "was told that it is withdrawn"
                case .expired: "was told; it has lapsed since"
                }
            let which = $0.sequence == 1 ? "the only message" : "message \($0.sequence)"
            return "\($0.partner): \(word) (\(which) of it, \($0.time.formatted(.iso8601)), event \($0.eventID))"
        }
    }

    static func unknown(_ subject: String, _ kind: Decision.Kind) -> DaemonError {
        DaemonError(
            .failed, code: "subject-unknown", message: "There is no \(kind.rawValue) '\(subject)'.",
            remedy: "See 'doorstroom \(kind.verb) list'.")
    }
}
