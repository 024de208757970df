/// Somebody who would be indicated in a scenario and is not, or the other way round (domain rules §4).
package struct SelectionFlip: Equatable, Sendable {
    /// Row of the workforce.
    package var row: Int
    /// As the run found it.
    package var from: Selection
    /// As the scenario would have it.
    package var to: Selection
    /// Place in the order; nil where there is none.
    package var rankBefore: Int?
    package var rankAfter: Int?

    package init(row: Int, from: Selection, to: Selection, rankBefore: Int?, rankAfter: Int?) {
        self.row = row
        self.from = from
        self.to = to
        self.rankBefore = rankBefore
        self.rankAfter = rankAfter
    }
}
