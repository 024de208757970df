import Workforce

/// One person in one seat: everything about them that does not depend on the date of a snapshot.
///
/// Days are day numbers (days since 1970-01-01); `Career.never` stands for a day that does not come.
struct Career {
    static let never = Int.max

    /// Personnel number; the first people of all seats come first, later ones after them.
    var number = 0
    var seat = 0
    var birth = 0
    /// Shown as missing: nobody ever filled it in.
    var hasBirth = true
    var gender = Gender.absent
    var given = 0
    var family = 0
    var hire = 0
    /// Start of service, before the hire where predecessor contracts count.
    var service = 0
    /// Start of the present job.
    var jobSince = 0
    /// From when the senior job of the family is done; `never` for those who stay.
    var senior = Career.never

    var contract = ContractKind.permanent
    /// Last days of the successive contracts, in order; empty without an end.
    var termEnds: [Int] = []
    /// From when the contract is permanent.
    var permanentFrom = Career.never

    var centiFTE = 100
    /// Left out of the file while the work is on call.
    var hidesFTE = false
    /// Part of the FTE that is worked in another team, as a second row; 0 for almost everybody.
    var splitCentiFTE = 0
    /// Euros for full-time work at the end of the sample.
    var salary = 0
    /// Bits of the family's skills.
    var skills: UInt64 = 0
    var isIndispensable = false

    var exit = Career.never
    var reason = ExitReason.absent
    /// From when exit date and reason stand in the files.
    var exitKnown = Career.never
    var notice = Career.never
    var redundant = Career.never
    /// From when dates of redundancy stand in the files.
    var redundancyKnown = Career.never
    var consent = Career.never
    /// In the files from this day until `lastListed`.
    var firstListed = 0
    var lastListed = Career.never

    func isListed(at day: Int) -> Bool { firstListed <= day && day < lastListed }

    func isInService(at day: Int) -> Bool { hire <= day && day < exit }

    /// The kind of contract at a day.
    func contract(at day: Int) -> ContractKind { day >= permanentFrom ? .permanent : contract }

    /// Whether the file has the FTE at a day; on-call work without it counts as none.
    func showsFTE(at day: Int) -> Bool { !hidesFTE || contract(at: day) != .onCall }

    /// Place in `termEnds` of the contract at a day, or nil where it has no end.
    func term(at day: Int) -> Int? {
        if day >= permanentFrom { return nil }
        return termEnds.firstIndex { $0 > day } ?? (exit < Career.never && !termEnds.isEmpty ? termEnds.count - 1 : nil)
    }
}
