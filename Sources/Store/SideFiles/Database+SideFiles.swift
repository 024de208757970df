package import Workforce

extension Database {
    /// The side files in force on a date: of each kind those of the newest snapshot dated on or before it that brought
    /// any.
    ///
    /// - Parameter given: what stands in place of the stored ones of its kinds.
    package func sideFilesInForce(on date: CalendarDate, beside given: SideFiles = SideFiles()) throws -> SideFiles {
        let key = try requireIdentityKey()
        return try read { try SideFileStore(db: $0, key: key).inForce(date, beside: given) }
    }
}
