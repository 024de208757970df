import struct Foundation.Date

extension ReleaseRules {
    /// A cell as partners are to have it: as it was last published to any of them, until its true count has moved enough
    /// to be published again; everything else as it is tonight.
    ///
    /// Each partner measured against what it was told itself would hear of a cell at counts of its own: one that came
    /// later, or whose releases a person reviews, at 12 and 17 where another hears at 10 and 15. Partners who compare
    /// notes would then follow the count in steps of two instead of five, or of one if there are enough of them. So a
    /// cell has one published state for all (domain rules §10, "exactly these cells and no other cut").
    ///
    /// - Parameter told: what every partner was last told of the subject.
    package func asPublished(_ state: SubjectState, told: some Sequence<Publication>) -> SubjectState {
        guard case .alert = state.content else { return state }
        let words = Array(told)
        let appearance = Timestamp.start(of: state.appearedOn)
        let standing = words.filter { word in
            // A partner that is reached no more keeps what it had from before the cell was withdrawn from the others.
            word.status == .standing
                && !(word.time < appearance && words.contains { $0.status == .withdrawn && $0.time > word.time })
        }
        // Taken back by a person and let go again, the cell was there all the time. That a withdrawal came on the day of
        // the appearance itself says nothing: the cell may have been gone and come back since.
        let takenBack = words.filter { $0.status == .withdrawn && $0.time >= appearance.addingTimeInterval(86_400) }
        guard let last = (standing.isEmpty ? takenBack : standing).max(by: { $0.time < $1.time }),
            !isMaterial(from: last, to: state)
        else { return state }
        var published = state
        published.content = last.content
        published.trueCount = last.trueCount
        return published
    }
}
