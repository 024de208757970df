package import Workforce

extension Database {
    /// The jobs in force on a date: those of the newest snapshot dated on or before it that brought any.
    package func jobsInForce(on date: CalendarDate) throws -> [Job] {
        let key = try requireIdentityKey()
        return try read { try SideFileStore(db: $0, key: key).inForce(date).jobs ?? [] }
    }
}
