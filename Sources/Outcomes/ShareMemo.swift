/// Shares by which indicators are present, kept from person to person: a workforce knows few combinations.
///
/// A table with one place per hash; a combination that meets another in its place takes it over.
struct ShareMemo {
    private static let places = 256

    private let formula: OutcomeFormula
    private var isFilled = [Bool](repeating: false, count: ShareMemo.places)
    private var present = [UInt64](repeating: 0, count: ShareMemo.places)
    private(set) var standings = [OutcomeFormula.Standing](repeating: .init(), count: ShareMemo.places)
    /// One run of shares per place, as long as the formula has members.
    private(set) var shares: [Double]

    init(_ formula: OutcomeFormula) {
        self.formula = formula
        shares = Array(repeating: 0, count: ShareMemo.places * formula.members.count)
    }

    /// The place of what the formula says of this combination.
    @inline(__always)
    mutating func place(of combination: UInt64) -> Int {
        let place = Int(truncatingIfNeeded: (combination &* 0x9E37_79B9_7F4A_7C15) >> 56)
        if !isFilled[place] || present[place] != combination { fill(place, combination) }
        return place
    }

    private mutating func fill(_ place: Int, _ combination: UInt64) {
        let weighed = formula.weigh(present: combination)
        standings[place] = weighed.standing
        for (member, share) in weighed.shares.enumerated() { shares[place * weighed.shares.count + member] = share }
        present[place] = combination
        isFilled[place] = true
    }
}
