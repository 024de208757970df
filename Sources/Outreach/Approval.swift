package import Workforce
package import struct Foundation.Date

/// A person's release of one subject as they saw it (domain rules §10).
///
/// It is what `review` and unannounced plan rows wait for. It covers the state that was seen and what differs from it
/// too little to be published again; a subject that goes and comes back needs a new one. Stored one per subject (the
/// newest counts), keyed by `subject`.
package struct Approval: Equatable, Sendable, Codable {
    package var subject: String
    /// `SubjectState.appearedOn` of what was approved.
    package var appearedOn: CalendarDate
    package var content: SubjectState.Content
    package var trueCount: Int
    /// The unannounced groups that the person knew of.
    package var unannounced: [PlannedGroup]?
    package var by: String
    package var at: Date

    package init(of state: SubjectState, by: String, at: Date) {
        subject = state.key
        appearedOn = state.appearedOn
        content = state.content
        trueCount = state.trueCount
        unannounced = state.unannounced
        self.by = by
        self.at = at
    }
}
