/// A group of the plan, as people inside name it.
package struct PlannedGroup: Hashable, Sendable, Codable {
    package var jobGroup: String
    package var establishment: String

    package init(jobGroup: String, establishment: String) {
        self.jobGroup = jobGroup
        self.establishment = establishment
    }
}
