/// The number of people that a cell which partners know must hold to stay, at one count: the minimum, and by chance more.
///
/// A cell that goes exactly when its tenth goes tells of whoever is known to have gone that month, as surely as hardly
/// anybody else goes. So cells near the minimum go by themselves at times: with a surplus that is k or more with a
/// chance of 1 in 4^k (the geometric mechanism of differential privacy), one person more or less changes the chance that
/// the cell goes fourfold at most, whatever the count, and however little moves otherwise. Drawn anew for each cell at each
/// count, kept nowhere, never below the minimum.
struct NoisyMinimum {
    /// How much likelier one person less makes it that a cell goes, at most.
    static let factor: UInt64 = 4

    /// - Returns: the people needed at this count.
    static func drawn(over minimum: Int, using generator: inout some RandomNumberGenerator) -> Int {
        var needed = minimum
        while UInt64.random(in: 0..<factor, using: &generator) == 0 { needed += 1 }
        return needed
    }
}
