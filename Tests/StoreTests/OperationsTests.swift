import Foundation
import Testing
import Workforce

@testable import Store

@Suite("What the operator is told and the schedule remembers")
struct OperationsTests {
    func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    @Test("The same notice is counted, and comes back after it was acknowledged")
    func notices() throws {
        let database = try Scratch().open()
        try database.notify(code: "snapshot-stale", text: "35 days", at: at(1))
        try database.notify(code: "snapshot-stale", text: "35 days", at: at(5))
        try database.notify(code: "endpoint-disabled", text: "twente", at: at(3))
        #expect(try database.notices().map(\.code) == ["snapshot-stale", "endpoint-disabled"])
        #expect(try database.notices().map(\.count) == [2, 1])
        #expect(try database.notices().map(\.firstSeen) == [at(1), at(3)])
        #expect(try database.acknowledge(code: "snapshot-stale", at: at(6)) == 1)
        #expect(try database.acknowledge(code: "snapshot-stale", at: at(6)) == 0)
        #expect(try database.notices().map(\.code) == ["endpoint-disabled"])
        #expect(try database.notices(includingAcknowledged: true).map(\.acknowledged) == [at(6), nil])
        try database.notify(code: "snapshot-stale", text: "35 days", at: at(7))
        #expect(try database.notices().first?.acknowledged == nil)
    }

    @Test("Values are remembered, replaced and forgotten")
    func state() throws {
        let database = try Scratch().open()
        #expect(try database.state("k") == nil)
        try database.setState("k", "1")
        try database.setState("k", "2")
        #expect(try database.state("k") == "2")
        try database.setState("k", nil)
        #expect(try database.state("k") == nil)
    }

    @Test("Who looked at whom is kept, newest first")
    func audit() throws {
        let database = try Scratch().open()
        try database.audit(systemUser: "anna", verb: "explain", person: 3, at: at(1))
        try database.auditBeside(systemUser: "bert", verb: "assessments", person: nil, at: at(2))
        #expect(try database.auditLog().map(\.systemUser) == ["bert", "anna"])
        #expect(try database.auditLog().map(\.person) == [nil, 3])
        #expect(try database.auditLog(limit: 1).count == 1)
    }

    @Test("Refused bundles leave their report and nothing else")
    func imports() throws {
        let database = try Scratch().open()
        try database.recordRefusal(asOf: CalendarDate(dayNumber: 9), report: "{\"x\":1}", now: at(4))
        #expect(
            try database.imports()
                == [ImportRecord(time: at(4), asOf: CalendarDate(dayNumber: 9), refused: true, report: "{\"x\":1}")])
        #expect(try database.snapshots() == [])
    }
}
