import Foundation

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
    case edgeKnown

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
        case .real, .totalsPublished, .countedEveryNight, .movedCountedAgain, .edgeKnown: break
        }
        // Whoever moved being counted nowhere keeps by itself what goes without hysteresis or the step of five; so of
        // those two it is taken away as well. With every scan counted it does not hold.
        mechanism.countsMoved =
            composesItself && self != .edgeKnown
            || [.everyMoveTold, .countedEveryNight, .immediateWithdrawal, .movedCountedAgain].contains(self)
        mechanism.isBlurred = !mechanism.countsMoved && self != .edgeKnown
        return mechanism
    }

    /// Whether cells are composed by the tests' own roll-up.
    var composesItself: Bool {
        [.noComplementaryRule, .noHysteresis, .floorOfThree, .edgeKnown].contains(self)
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
    /// Whether chance blurs the minimum and how far a cell must shrink to be told of again.
    var isBlurred = true

    var raise: Int { minimum + margin }

    /// The chance that a cell of so many which partners know goes at one of so many counts.
    func goes(_ count: Int, counts: Int = 1) -> Double {
        if count < minimum { return 1 }
        return isBlurred ? 1 - pow(1 - pow(0.25, Double(count - minimum + 1)), Double(counts)) : 0
    }

    /// The chance that a cell which was told of with so many is told of again at one of so many counts.
    func changes(_ reference: Int, to count: Int, counts: Int = 1) -> Double {
        let far = change + (isBlurred ? 5 : 0)
        if count - reference >= change || reference - count >= far { return 1 }
        if reference - count < change { return 0 }
        return 1 - pow(1 - pow(0.25, Double(far - reference + count)), Double(counts))
    }

    func rounded(_ count: Int) -> Int { (2 * count + step) / (2 * step) * step }
}
