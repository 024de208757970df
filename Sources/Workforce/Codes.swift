/// Kinds of contract (domain rules §2); the raw value is what columns store, `code` what files hold.
package enum ContractKind: UInt8, CaseIterable, Sendable {
    case permanent = 0
    case fixedTerm
    case onCall
    case agency
    case contractor
    case apprentice

    package var code: String {
        switch self {
        case .permanent: "permanent"
        case .fixedTerm: "fixed_term"
        case .onCall: "on_call"
        case .agency: "agency"
        case .contractor: "contractor"
        case .apprentice: "apprentice"
        }
    }

    /// Agency workers and contractors: no statutory notice, no pension date.
    @inlinable package var isExternal: Bool { self == .agency || self == .contractor }
}

/// Gender as the registration has it.
package enum Gender: UInt8, CaseIterable, Sendable {
    case absent = 0
    case female
    case male
    case other

    package var code: String {
        switch self {
        case .absent: ""
        case .female: "f"
        case .male: "m"
        case .other: "x"
        }
    }
}

/// Whether a contract with an end will be renewed.
package enum Renewal: UInt8, CaseIterable, Sendable {
    case absent = 0
    case yes
    case no

    package var code: String {
        switch self {
        case .absent: ""
        case .yes: "yes"
        case .no: "no"
        }
    }
}

/// Why somebody left or leaves (domain rules §2). Reasons of health are never stored: they map to `other`.
package enum ExitReason: UInt8, CaseIterable, Sendable {
    case absent = 0
    case resignation
    case retirement
    case death
    case transfer
    case probation
    case cause
    case redundancy
    case settlement
    case contractEnd
    case dismissal
    case other

    package var code: String {
        switch self {
        case .absent: ""
        case .contractEnd: "contract_end"
        default: String(describing: self)
        }
    }

    /// Left of their own will or by nature.
    @inlinable package var isVoluntaryOrNatural: Bool {
        switch self {
        case .resignation, .retirement, .death, .transfer: true
        default: false
        }
    }

    /// The employer's doing, for reasons that are not the person's.
    @inlinable package var isEmployers: Bool {
        switch self {
        case .redundancy, .settlement, .contractEnd, .dismissal: true
        default: false
        }
    }
}
