extension StatutePack {
    /// The parts of a pack that dates and amounts follow from, by their keys in a statute file.
    package enum Part: String, Sendable, CaseIterable {
        case notice, pensionAges, nonRenewalNotice, chainRule, redeploymentTerm, transitionPayment, outplacement
        case collectiveNotification, collectiveRedundancy, selectionOrder
    }

    /// The parts of this pack that another pack of the country has nothing of.
    package func missingParts(in other: StatutePack) -> [Part] {
        Part.allCases.filter { !isEmpty($0) && other.isEmpty($0) }
    }

    /// The parts that another pack of the country has otherwise.
    package func changedParts(to other: StatutePack) -> [Part] { Part.allCases.filter { !has($0, as: other) } }

    /// With one part as another pack of the country has it.
    func with(_ part: Part, of other: StatutePack) -> StatutePack {
        var pack = self
        switch part {
        case .notice: pack.notice = other.notice
        case .pensionAges:
            (pack.pensionAges, pack.pensionStartsNextMonth) = (other.pensionAges, other.pensionStartsNextMonth)
        case .nonRenewalNotice: pack.nonRenewals = other.nonRenewals
        case .chainRule: pack.chainRules = other.chainRules
        case .redeploymentTerm: pack.redeploymentTerms = other.redeploymentTerms
        case .transitionPayment: pack.transitionPayments = other.transitionPayments
        case .outplacement: pack.outplacements = other.outplacements
        case .collectiveNotification: pack.collectiveNotifications = other.collectiveNotifications
        case .collectiveRedundancy: pack.collectiveRedundancies = other.collectiveRedundancies
        case .selectionOrder:
            (pack.selectionOrder, pack.fixedTermWeeks) = (other.selectionOrder, other.fixedTermWeeks)
        }
        return pack
    }

    private func isEmpty(_ part: Part) -> Bool {
        switch part {
        case .notice: notice.isEmpty
        case .pensionAges: pensionAges.isEmpty
        case .nonRenewalNotice: nonRenewals.isEmpty
        case .chainRule: chainRules.isEmpty
        case .redeploymentTerm: redeploymentTerms.isEmpty
        case .transitionPayment: transitionPayments.isEmpty
        case .outplacement: outplacements.isEmpty
        case .collectiveNotification: collectiveNotifications.isEmpty
        case .collectiveRedundancy: collectiveRedundancies.isEmpty
        case .selectionOrder: selectionOrder == .none
        }
    }

    private func has(_ part: Part, as other: StatutePack) -> Bool {
        switch part {
        case .notice: notice == other.notice
        case .pensionAges:
            pensionAges == other.pensionAges && pensionStartsNextMonth == other.pensionStartsNextMonth
        case .nonRenewalNotice: nonRenewals == other.nonRenewals
        case .chainRule: chainRules == other.chainRules
        case .redeploymentTerm: redeploymentTerms == other.redeploymentTerms
        case .transitionPayment: transitionPayments == other.transitionPayments
        case .outplacement: outplacements == other.outplacements
        case .collectiveNotification: collectiveNotifications == other.collectiveNotifications
        case .collectiveRedundancy: collectiveRedundancies == other.collectiveRedundancies
        case .selectionOrder: selectionOrder == other.selectionOrder && fixedTermWeeks == other.fixedTermWeeks
        }
    }
}

extension ClockRule {
    /// The parts that the days of a clock follow from, its own first.
    package var parts: [StatutePack.Part] {
        switch self {
        case .noticeEnd, .employeeNoticeEnd: [.notice, .pensionAges]
        // By the redundancy date, which hangs on the place in the order.
        case .noticeLatest: [.notice, .pensionAges, .selectionOrder]
        case .nonRenewalNotice, .chainRule, .pensionDate: [part]
        case .redeploymentEnd, .transitionPayment, .outplacementRight, .outplacementOffer,
            .collectiveNotificationLatest:
            [part, .notice, .pensionAges, .selectionOrder]
        }
    }

    /// The part of a statute file that the rule itself stands in.
    package var part: StatutePack.Part {
        switch self {
        case .noticeEnd, .noticeLatest, .employeeNoticeEnd: .notice
        case .nonRenewalNotice: .nonRenewalNotice
        case .chainRule: .chainRule
        case .redeploymentEnd: .redeploymentTerm
        case .transitionPayment: .transitionPayment
        case .outplacementRight, .outplacementOffer: .outplacement
        case .pensionDate: .pensionAges
        case .collectiveNotificationLatest: .collectiveNotification
        }
    }
}
