/// What an alert tells of a cell: everything rounded, nothing of a person (domain rules §10).
package struct AlertContent: Equatable, Sendable, Codable {
    package var cell: Cell
    /// Rounded to the nearest 5, half up.
    package var people: Int
    /// Full-time equivalents, rounded likewise.
    package var fte: Int
    /// At most ten, each held by at least ten of the people; in byte order, so that their order tells nothing.
    package var skills: [String]

    package init(cell: Cell, people: Int, fte: Int, skills: [String]) {
        self.cell = cell
        self.people = people
        self.fte = fte
        self.skills = skills
    }
}
