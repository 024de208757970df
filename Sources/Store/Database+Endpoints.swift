internal import GRDB

extension Database {
    /// Partners whose endpoint is disabled: nothing is queued for them.
    package func disabledPartners() throws -> Set<String> {
        try read { db in Set(try Outbox.endpoints(in: db).filter { $0.disabled != nil }.map(\.partner)) }
    }
}
