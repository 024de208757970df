/// What the rules fix, whatever the configuration says (domain rules §10).
///
/// The configuration refuses smaller values; here they are kept again, since a small cell that went out cannot be
/// called back.
extension DisclosurePolicy {
    /// Fewest people in a published cell, 10 at least.
    package var cellMinimum: Int { max(10, outwardMinimum) }

    /// Fewest people with whom a cell comes up on a later night than the partition's first, or comes back.
    package var raiseMinimum: Int { cellMinimum + 5 }

    /// How far the true count must move before a cell is published again, 5 at least.
    package var materialChange: Int { max(5, republishChange) }

    /// To the nearest `roundTo` (5 at least), half up.
    package func rounded(_ count: Int) -> Int {
        let step = max(5, roundTo)
        return (2 * count + step) / (2 * step) * step
    }

    /// Hundredths of FTE to whole FTE, rounded as counts are.
    package func rounded(centiFTE: Int) -> Int {
        let step = max(5, roundTo) * 100
        return (2 * centiFTE + step) / (2 * step) * (step / 100)
    }
}
