/// What a clock is about, by the identifier that people cite; the order is that of the ledger (domain rules §8).
package enum ClockRule: String, Sendable, CaseIterable, Codable {
    /// The end of a notice that was given or announced, or would follow a declared redundancy.
    case noticeEnd = "notice-end"
    /// The last day to give notice so that it ends by the redundancy date.
    case noticeLatest = "notice-latest"
    /// What the employee's own notice, given on the day of the run, would end on.
    case employeeNoticeEnd = "employee-notice-end"
    /// The last day to say in writing that a fixed term is not renewed.
    case nonRenewalNotice = "non-renewal-notice"
    /// The day on which a chain of fixed terms turns permanent by its length.
    case chainRule = "chain-rule"
    /// Until when the employer looks for other work inside.
    case redeploymentEnd = "redeployment-end"
    case transitionPayment = "transition-payment"
    /// The start of a notice that brings a right to outplacement.
    case outplacementRight = "outplacement-right"
    /// The last day to offer it.
    case outplacementOffer = "outplacement-offer"
    case pensionDate = "pension-date"
    /// The last day to notify a collective redundancy so that notices can be given in time.
    case collectiveNotificationLatest = "collective-notification-latest"

    /// What a sentence calls it.
    package var name: Statement {
        switch self {
        case .noticeEnd: Statement(english: "end of the notice", dutch: "einde opzegtermijn")
        case .noticeLatest: Statement(english: "latest day to give notice", dutch: "uiterste opzegdatum")
        case .employeeNoticeEnd:
            Statement(english: "end of the employee's own notice", dutch: "einde eigen opzegtermijn")
        case .nonRenewalNotice: Statement(english: "notice of non-renewal", dutch: "aanzegging")
        case .chainRule: Statement(english: "chain rule", dutch: "ketenregeling")
        case .redeploymentEnd: Statement(english: "end of the redeployment term", dutch: "einde herplaatsingstermijn")
        case .transitionPayment: Statement(english: "transition payment", dutch: "transitievergoeding")
        case .outplacementRight: Statement(english: "right to outplacement", dutch: "recht op outplacement")
        case .outplacementOffer: Statement(english: "offer of outplacement", dutch: "outplacementaanbod")
        case .pensionDate: Statement(english: "state-pension date", dutch: "pensioendatum")
        case .collectiveNotificationLatest:
            Statement(
                english: "latest day to notify a collective redundancy", dutch: "uiterste melding collectief ontslag")
        }
    }
}
