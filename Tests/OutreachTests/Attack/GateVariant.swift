@testable import Outreach

/// The gate as it is, and gates of which one rule is taken away. Only tests can take one away: what the pipeline gives
/// is changed here, outside it, and nothing in the product knows of it.
enum GateVariant: String, CaseIterable, Sendable {
    case real
    case noComplementaryRule
    case noHysteresis
    case everyMoveTold
    case noRounding
    case totalsPublished
    case immediateWithdrawal
    case floorOfThree
    case skillsWithoutFloor
    case countedEveryNight
    case movedCountedAgain

    static let weakened = allCases.filter { $0 != .real }

    var policy: DisclosurePolicy {
        var policy = DisclosurePolicy()
        // To withdraw at once, somebody must have counted.
        if [.countedEveryNight, .immediateWithdrawal].contains(self) { policy.cellChanges = .everyScan }
        return policy
    }

    /// Nights from one release to the next at which the lack shows.
    var nightsPerRelease: Int { self == .countedEveryNight ? 1 : 4 }

    /// What the attacker knows of the gate: everything (Kerckhoffs).
    var mechanism: Mechanism {
        var mechanism = Mechanism()
        switch self {
        case .noHysteresis: mechanism.margin = 0
        case .everyMoveTold: mechanism.change = 1
        case .noRounding: mechanism.step = 1
        case .immediateWithdrawal: mechanism.withdrawsAtOnce = true
        case .floorOfThree: mechanism.minimum = 3
        case .skillsWithoutFloor: mechanism.skillFloor = 1
        case .noComplementaryRule: mechanism.overlaps = true
        case .real, .totalsPublished, .countedEveryNight, .movedCountedAgain: break
        }
        // Whoever moved being counted nowhere keeps by itself what goes without hysteresis or the step of five; so of
        // those two it is taken away as well. With every scan counted it does not hold.
        mechanism.countsMoved =
            composesItself
            || [.everyMoveTold, .countedEveryNight, .immediateWithdrawal, .movedCountedAgain].contains(self)
        return mechanism
    }

    /// Whether cells are composed by the tests' own roll-up.
    var composesItself: Bool {
        [.noComplementaryRule, .noHysteresis, .floorOfThree].contains(self)
    }
}

/// The numbers of a gate.
struct Mechanism: Sendable {
    var minimum = 10
    var margin = 5
    var step = 5
    var change = 5
    var skillFloor = 10
    var overlaps = false
    var withdrawsAtOnce = false
    /// Whether somebody who went from a published cell to another occupation or region is counted there.
    var countsMoved = false

    var raise: Int { minimum + margin }

    func rounded(_ count: Int) -> Int { (2 * count + step) / (2 * step) * step }
}
