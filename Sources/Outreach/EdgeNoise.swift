/// Chance at the edges on which one person less shows: whether a cell that partners know still holds the minimum, and
/// whether it has shrunk enough to be told of again.
///
/// A cell that goes exactly when its tenth goes tells of whoever is known to have gone that month, as surely as hardly
/// anybody else goes. So the edge is drawn anew for each cell at each count, by the geometric mechanism of differential
/// privacy: a shift of k or more has a chance of 1 in 4^k. One person more or less then makes what is told fourfold as
/// likely at most, however little moves otherwise. Kept as long as the count stands.
enum EdgeNoise {
    /// How much likelier one person makes what is told, at most.
    static let factor: UInt64 = 4

    static func draw(using generator: inout some RandomNumberGenerator) -> Int {
        var shift = 0
        while UInt64.random(in: 0..<factor, using: &generator) == 0 { shift += 1 }
        return shift
    }
}

extension DisclosurePolicy {
    /// People that a cell which partners know needs to stay, at one count: the minimum, and by chance more.
    func minimumToStay(using generator: inout some RandomNumberGenerator) -> Int {
        cellMinimum + EdgeNoise.draw(using: &generator)
    }

    /// How far a cell must have shrunk to be told of again, at one count: five people more than is material, by chance less,
    /// never less than that. Who joins is little likely to be in a cell beforehand; who leaves may be in it as likely as
    /// not, and that is what would show.
    func leastFall(using generator: inout some RandomNumberGenerator) -> Int {
        max(materialChange, materialChange + 5 - EdgeNoise.draw(using: &generator))
    }
}
