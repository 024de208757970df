extension StatutePack {
    /// A state-pension age for those who reach `reachedMonths` of age in the years `fromYear...toYear`.
    package struct PensionAge: Equatable, Sendable, Codable {
        package var fromYear: Int
        /// The last year that it was published for; dates made from it beyond are marked projected.
        package var toYear: Int
        /// The age whose reaching is looked at, in months; 0 looks at the year of birth.
        package var reachedMonths: Int
        /// The pension age, in months.
        package var ageMonths: Int
        package var source: String
        package var certainty: Certainty

        package init(
            fromYear: Int, toYear: Int, reachedMonths: Int, ageMonths: Int, source: String, certainty: Certainty
        ) {
            self.fromYear = fromYear
            self.toYear = toYear
            self.reachedMonths = reachedMonths
            self.ageMonths = ageMonths
            self.source = source
            self.certainty = certainty
        }
    }
}
