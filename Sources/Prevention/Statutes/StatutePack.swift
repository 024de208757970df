/// The statutory parameters of one country, effective-dated (statutory parameters; `Config/statutes`).
///
/// Each list is in order of `from`: the entry in force on a day is the latest that began on or before it, and for
/// earlier days the first.
package struct StatutePack: Equatable, Sendable, Codable {
    package enum SelectionOrder: String, Sendable, CaseIterable, Codable {
        /// The proportionality principle of the Netherlands (domain rules §4).
        case proportionality
        /// No statutory order: the group is exposed as a whole.
        case none
    }

    package enum Certainty: String, Sendable, CaseIterable, Codable { case verified, unverified }

    /// ISO 3166-1 alpha-2.
    package var country: String
    package var version: String
    package var selectionOrder: SelectionOrder
    package var notice: [Notice] = []
    package var pensionAges: [PensionAge] = []
    /// Whether the pension starts on the first day of the month after the one in which the age is reached (BE).
    package var pensionStartsNextMonth = false
    /// When dismissals count as collective; several where a country has several rules beside each other.
    package var collectiveRedundancies: [CollectiveRedundancy] = []
    /// How long before a notice a collective redundancy is notified.
    package var collectiveNotifications: [CollectiveNotificationRule] = []
    /// When the employer says that a fixed term is not renewed.
    package var nonRenewals: [NonRenewalRule] = []
    /// When a chain of fixed terms turns permanent.
    package var chainRules: [ChainRule] = []
    /// How long the employer looks for other work inside.
    package var redeploymentTerms: [RedeploymentRule] = []
    package var transitionPayments: [TransitionPaymentRule] = []
    package var outplacements: [OutplacementRule] = []
    /// Weeks from the decision within which a fixed term must end to leave early in the order (26 in NL).
    package var fixedTermWeeks = 26

    package init(country: String, version: String, selectionOrder: SelectionOrder) {
        self.country = country
        self.version = version
        self.selectionOrder = selectionOrder
    }

    enum CodingKeys: String, CodingKey {
        case country, version, selectionOrder, notice, pensionAges, pensionStartsNextMonth, collectiveRedundancies
        case collectiveNotifications, nonRenewals, chainRules, redeploymentTerms, transitionPayments, outplacements
        case fixedTermWeeks
    }

    /// Reads packs that were stored with a run before a part existed: what they do not name they did not have.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func list<Rule: Decodable>(_ key: CodingKeys) throws -> [Rule] {
            try container.decodeIfPresent([Rule].self, forKey: key) ?? []
        }
        self.init(
            country: try container.decode(String.self, forKey: .country),
            version: try container.decode(String.self, forKey: .version),
            selectionOrder: try container.decode(SelectionOrder.self, forKey: .selectionOrder))
        notice = try container.decode([Notice].self, forKey: .notice)
        pensionAges = try container.decode([PensionAge].self, forKey: .pensionAges)
        pensionStartsNextMonth = try container.decode(Bool.self, forKey: .pensionStartsNextMonth)
        fixedTermWeeks = try container.decode(Int.self, forKey: .fixedTermWeeks)
        collectiveRedundancies = try list(.collectiveRedundancies)
        collectiveNotifications = try list(.collectiveNotifications)
        nonRenewals = try list(.nonRenewals)
        chainRules = try list(.chainRules)
        redeploymentTerms = try list(.redeploymentTerms)
        transitionPayments = try list(.transitionPayments)
        outplacements = try list(.outplacements)
    }
}
