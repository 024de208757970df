import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach
import Prevention
import Store
import Workforce

/// Alerts and offers as the people inside see them, with what stands in their way today.
struct OutreachListings {
    private let record: OutreachRecord
    private let rules: ReleaseRules
    private let partners: [Partner]
    /// The day on which listings are made.
    let today: CalendarDate

    init(_ session: Session) throws {
        let settings = session.settings
        let database = try session.openForReading()
        let (now, clock) = (Date(), WallClock(zone: settings.employer.timeZone))
        let today = clock.day(now)
        self.today = today
        // What the next release will do, as the summary of a scan has it: an embargo that ends by then keeps nothing in.
        let release = settings.schedule.nextRelease(after: now).map(clock.day) ?? today
        do {
            record = try database.outreach()
            let disabled = try database.disabledPartners()
            partners = settings.partners.filter { !disabled.contains($0.id) }
            let newest = try database.newestSnapshot(onOrBefore: release)?.asOf
            rules = ReleaseRules(
                holds: record.holds, approvals: record.approvals, mode: settings.release.mode,
                policy: settings.disclosure,
                allowsNew: newest.map { $0.adding(days: settings.intake.maxAgeDays) >= release } ?? false,
                today: release, reservations: record.reservations)
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

    /// The codes of internships by the keys of their offers.
    var internships: [String: String] {
        var codes: [String: String] = [:]
        for publication in record.publications {
            if case .offer(let offer) = publication.content { codes[publication.subject] = offer.internship }
        }
        return codes
    }

    func crises() -> [CrisisListing] {
        CrisisListing.list(
            crises: record.crises, states: record.states, publications: record.publications, partners: partners,
            rules: rules)
    }

    func introductions() -> [IntroductionListing] {
        IntroductionListing.list(
            record.introductions, states: record.states, publications: record.publications, partners: partners,
            rules: rules)
    }

    /// Oldest first, withdrawn ones too.
    var consents: [Consent] { record.consents }

    /// What each partner was last told of a subject, one line a partner.
    ///
    /// It says what that was: what became of the subject inside may be nothing that they know.
    func publications(of subject: String, isDutch: Bool = false) -> [String] {
        record.publications.filter { $0.subject == subject }.sorted { $0.partner < $1.partner }.map {
            let title = isDutch ? $0.content.title.dutch : $0.content.title.english
            let (time, event) = ($0.time.formatted(.iso8601), $0.eventID)
            if isDutch {
                let word =
                    switch $0.status {
                    case .standing: "weet van \(title)"
                    case .withdrawn: "heeft gehoord dat het is ingetrokken; wist van \(title)"
                    case .expired: "wist van \(title); dat is verlopen"
                    }
                let which = $0.sequence == 1 ? "het enige bericht" : "bericht \($0.sequence)"
                return "\($0.partner): \(word) (\(which) hierover, \(time), event \(event))"
            }
            let word =
                switch $0.status {
                case .standing: "was told of \(title)"
                case .withdrawn: "was told that it is withdrawn; knew of \(title)"
                case .expired: "was told of \(title); it has lapsed since"
                }
            let which = $0.sequence == 1 ? "the only message" : "message \($0.sequence)"
            return "\($0.partner): \(word) (\(which) of it, \(time), event \(event))"
        }
    }

    static func unknown(_ subject: String, _ kind: Decision.Kind) -> DaemonError {
        DaemonError(
            .failed, code: "subject-unknown", message: "There is no \(kind.rawValue) '\(subject)'.",
            remedy: "See 'doorstroom \(kind.verb) list'.")
    }
}
