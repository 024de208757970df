/// Why a scenario has nothing to compute; the raw values are what listings show.
package enum SensitivityObstacle: String, CaseIterable, Sendable, Codable {
    case noRedundancyDate = "no-redundancy-date"
    case noStatutoryOrder = "no-statutory-order"
    /// All of a closing group go by rule: their number is not decided.
    case closing
    /// n is 0, and there is no fewer.
    case nobodyToGo = "nobody-to-go"
    /// n is everybody, and there is no more.
    case everybodyGoes = "everybody-goes"

    /// As a sentence for a planner.
    package var statement: Statement {
        switch self {
        case .noRedundancyDate:
            Statement(
                english: "The group has no surplus within the horizon.",
                dutch: "De groep heeft binnen de horizon geen boventalligheid.")
        case .noStatutoryOrder:
            Statement(
                english: "There is no statutory order that could come out otherwise: the group is exposed as a whole.",
                dutch: "Er is geen wettelijke volgorde die anders kan uitvallen: de hele groep loopt risico.")
        case .closing:
            Statement(
                english: "The group closes: everybody goes, one fewer or more cannot be decided.",
                dutch: "De groep sluit: iedereen gaat weg, over één meer of minder valt niet te beslissen.")
        case .nobodyToGo:
            Statement(
                english: "Nobody has to go as it is, so that one fewer is not possible.",
                dutch: "Er hoeft al niemand weg, dus één minder kan niet.")
        case .everybodyGoes:
            Statement(
                english: "Everybody has to go as it is, so that one more is not possible.",
                dutch: "Iedereen moet al weg, dus één meer kan niet.")
        }
    }
}
