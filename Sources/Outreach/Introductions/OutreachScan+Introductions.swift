import Prevention
package import Workforce

extension OutreachScan {
    /// Looks whether every introduction still stands, and ends those that do not: a person who is not in phase 3 any more,
    /// or whom nothing lists, whose consent has ended, or whose partner may not have it any more.
    ///
    /// Nothing is introduced here: that is a person's decision each time, and what ended needs another one.
    func followIntroductions(_ disclosure: PlanDisclosure, in output: inout Output) {
        let asOf = input.workforce.asOf
        guard input.introductions.contains(where: \.isActive) else { return }
        let rows = Dictionary(
            input.personKeys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for introduction in input.introductions where introduction.isActive {
            let row = rows[introduction.person]
            let standing = row.map {
                IntroductionStanding.of(
                    $0, inside: input.inside, outward: input.outward, disclosure: disclosure)
            }
            if let reason = reasonToEnd(introduction, row: row, standing: standing) {
                output.endedIntroductions.append(introduction.ended(reason, on: asOf))
            } else {
                output.states.append(introduction.state(standing ?? .open))
            }
        }
    }

    private func reasonToEnd(
        _ introduction: Introduction, row: Int?, standing: IntroductionStanding?
    ) -> Introduction.EndReason? {
        guard let row, let standing else { return .absent }
        if case .otherPhase = standing { return .phase }
        if standing.opensOn != nil, input.published.contains(introduction.key) { return .embargo }
        let partner = input.partners.first { $0.id == introduction.partner }
        guard input.introductionPolicy.isEnabled, let partner,
            partner.receives(introduction.stage, on: input.workforce.asOf)
        else { return .agreement }
        let consents =
            [(introduction.consent, Consent.Stage.profile)]
            + (introduction.detailConsent.map { [($0, .details)] } ?? [])
        for (id, stage) in consents {
            let consent = input.consents.first { $0.id == id }
            guard let consent, stands(consent, for: introduction, stage, row: row) else { return .consent }
        }
        return nil
    }

    private func stands(
        _ consent: Consent, for introduction: Introduction, _ stage: Consent.Stage, row: Int
    ) -> Bool {
        let policy = input.introductionPolicy
        // A run of a day before it was made, as one that is made up, says nothing of its consent.
        let today = max(input.workforce.asOf, introduction.introducedOn, consent.givenOn)
        guard
            consent.allows(introduction.partner, stage: stage, texts: policy.consentTexts, today: today)
        else { return false }
        // What the HR system no longer says was taken back there; a later date there is a consent of its own.
        return consent.source == .recorded
            || policy.snapshotConsent != nil
                && input.workforce.employees.consentIntroduction[row].map { $0 >= consent.givenOn } ?? false
    }
}

extension Partner {
    /// Whether a partner's agreement lets it have this stage of an introduction on a day.
    package func receives(_ stage: Consent.Stage, on day: CalendarDate) -> Bool {
        events.contains(.candidates) && agreement.disclosure >= (stage == .profile ? .pseudonymous : .personal)
            && (agreement.validUntil.map { day <= $0 } ?? true)
    }
}
