import Prevention
import Workforce

import struct Foundation.Date

@testable import Outreach

/// Fifteen people with notice in one shop, of whom the first agreed and is introduced to the centre.
struct IntroductionFixture {
    static let key = "00000000000000000000000000"
    static let moment = Date(timeIntervalSince1970: 1_772_000_000)

    var employer = Employer()
    var night = Night()
    var introduction: Introduction

    init(release: Partner.Release = .automatic) {
        night.people = Night.crowd(15, from: 1) {
            ($0.phase, $0.rules) = (3, .notice)
        }
        employer.partners = [Self.partner("centre", release: release), Self.partner("other")]
        employer.introductionPolicy.isEnabled = true
        employer.introductionPolicy.consentTexts = ["2026-1"]
        employer.consents = [Self.consent()]
        introduction = Introduction(
            key: Self.key, person: 1, partner: "centre", profile: "{}", consent: "c1",
            introducedOn: CalendarDate(iso: "2026-03-02")!, by: "planner", at: Self.moment)
    }

    static func partner(
        _ id: String, release: Partner.Release = .automatic,
        disclosure: Partner.Disclosure = .personal, validUntil: String? = nil
    ) -> Partner {
        var partner = Employer.partner(
            id, regions: ["Elsewhere"], events: [.candidates], release: release, validUntil: validUntil)
        partner.agreement.disclosure = disclosure
        return partner
    }

    static func consent(_ id: String = "c1", _ stage: Consent.Stage = .profile) -> Consent {
        Consent(
            id: id, person: 1, stage: stage, givenOn: CalendarDate(iso: "2026-02-20")!, textVersion: "2026-1",
            channel: "letter", recordedBy: "planner", recordedAt: moment)
    }

    /// As the verb writes it: the introduction, its state, and the approval of exactly that.
    mutating func introduce(_ changed: Introduction? = nil, approving: Bool = true, unannounced: [PlannedGroup]? = nil)
    {
        if let changed { introduction = changed }
        employer.introductions = [introduction]
        let state = introduction.state(unannounced.map(IntroductionStanding.unannounced) ?? .open)
        employer.states.removeAll { $0.key == introduction.key }
        employer.states.append(state)
        if approving { employer.approvals = [Approval(of: state, by: "planner", at: Self.moment)] }
    }

    /// Introduced and told.
    mutating func publish() {
        introduce()
        employer.release()
    }
}
