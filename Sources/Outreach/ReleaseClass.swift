/// What the plan rows behind a person let out of the house (domain rules §10, "Announcement").
///
/// Cells are composed for each class by itself. If embargoed people were pooled with public ones, then a published
/// count would rise by them, a parent cell would reach the minimum through them, or a cell would fall silent because
/// of them: each tells of a closure that nobody may know yet. Kept apart, the open cells are what they would be if the
/// embargoed facts did not exist, and the others wait as cells of their own that a person inside can look at.
package enum ReleaseClass: String, Sendable, Codable, CaseIterable {
    /// Nothing stands in the way: no plan row, or all of them announced and past their embargo.
    case open
    /// A plan row has no announcement date: a person must release the first publication, whatever the mode.
    case person
    /// A plan row's announcement or embargo date is still to come: nothing goes out, and no verb changes that.
    case date
}
