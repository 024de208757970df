import Workforce

/// One internship offer as the people inside see it (`offers list`, console; domain rules §11).
package struct OfferListing: Equatable, Sendable {
    package enum State: String, Sendable {
        /// Composed, and nobody outside knows of it.
        case intended
        /// At least one partner has it, and none of them would hear anything else.
        case published
        /// At least one partner has it, and was told otherwise than it is now.
        case changing
        /// A partner has it, but there is no offer any more or a person took it back: it is withdrawn at the next regular
        /// release.
        case withdrawing
        case filled, withdrawn, expired
        /// Not made: the guard against displacement, or no region.
        case withheld
    }

    /// Code in `internships.csv`.
    package var internship: String
    /// Opaque key; nil for an offer that was never made.
    package var key: String?
    package var state: State
    package var places: Int
    package var blockers: [ReleaseBlocker]
    package var withheld: WithheldOffer.Reason?
    /// Ids of the partners that have it.
    package var partners: [String]
    /// Whether no partner asks for its kind and region.
    package var isMeantForNobody = false

    /// Every internship of the newest scan and every one that a partner was told of, in order of code.
    ///
    /// - Parameter partners: those that a release sends to; without the ones whose endpoint is disabled.
    package static func list(
        states: [SubjectState], withheld: [WithheldOffer], publications: [Publication], partners: [Partner],
        rules: ReleaseRules
    ) -> [OfferListing] {
        var told: [String: [Publication]] = [:]
        for publication in publications {
            if case .offer(let offer) = publication.content { told[offer.internship, default: []].append(publication) }
        }
        let offers: [String: SubjectState] = states.reduce(into: [:]) { offers, state in
            if case .offer(let offer) = state.content { offers[offer.internship] = state }
        }
        let reasons = Dictionary(withheld.map { ($0.internship, $0.reason) }, uniquingKeysWith: { first, _ in first })
        let codes = Set(told.keys).union(offers.keys).union(reasons.keys)
        return codes.sorted { $0.utf8Order < $1.utf8Order }.map { code in
            let offer = offers[code]
            let outlook = SubjectOutlook(of: offer, told: told[code] ?? [], partners: partners, rules: rules)
            return OfferListing(
                internship: code, key: offer?.key ?? told[code]?.first?.subject,
                state: state(
                    offer: offer, reason: reasons[code], publications: told[code] ?? [], outlook: outlook, rules: rules),
                places: offer?.trueCount ?? 0, blockers: outlook.blockers, withheld: reasons[code],
                partners: outlook.known, isMeantForNobody: outlook.isMeantForNobody)
        }
    }

    private static func state(
        offer: SubjectState?, reason: WithheldOffer.Reason?, publications: [Publication], outlook: SubjectOutlook,
        rules: ReleaseRules
    ) -> State {
        let isStanding = !outlook.known.isEmpty
        if let offer, !offer.content.hasStarted(by: rules.today) {
            if rules.isWithdrawn(offer) { return isStanding ? .withdrawing : .withdrawn }
            if !isStanding { return .intended }
            if outlook.isWithdrawnFromAll { return .withdrawing }
            return outlook.tellsChange ? .changing : .published
        }
        if offer != nil || reason == .expired { return .expired }
        if reason == .filled { return isStanding ? .withdrawing : .filled }
        if isStanding { return .withdrawing }
        if reason != nil { return .withheld }
        return publications.contains { $0.status == .expired } ? .expired : .withdrawn
    }
}
