import Foundation
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Who lost their job, as all snapshots together tell it")
struct LossTests {
    /// Of somebody in one snapshot: nil where they are not listed.
    typealias Listing = String?

    private static let dates = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    private static let header =
        "employee_id,hire_date,job,establishment,exit_date,exit_reason,notice_date,redundant_since\n"

    private func files(_ listings: [String: Listing], hired: [String: String] = [:]) -> [String: String] {
        var rows = ""
        for number in 1...40 { rows += "S\(number),2015-03-01,sales,S1,,,,\n" }
        for (id, listing) in listings.sorted(by: { $0.key < $1.key }) {
            if let listing { rows += "\(id),\(hired[id] ?? "2015-03-01"),cook,S1,\(listing)\n" }
        }
        return CanonicalFiles.sideFiles.merging(["employees.csv": Self.header + rows]) { $1 }
    }

    private func losses(_ employer: Employer) throws -> [String: String] {
        let losses = try employer.database.losses()
        let ids = try employer.database.employeeIDs(Array(losses.keys))
        return Dictionary(uniqueKeysWithValues: losses.map { (ids[$0.key] ?? "", $0.value.description) })
    }

    private static let there = ",,,"
    private static let declared = ",,,2026-01-15"

    @Test(
        "Listed or vanished, corrected or come back",
        arguments: [
            // Vanished while declared: from the date of the snapshot that misses them.
            ([declared, nil, nil, nil], "2026-02-28"),
            // Vanished without a word: nothing says that it was the employer.
            ([there, nil, nil, nil], nil),
            // Listed with the exit, and then no more.
            ([there, "2026-02-10,redundancy,,", nil, nil], "2026-02-10"),
            ([declared, "2026-02-10,settlement,,2026-01-15", "2026-02-10,settlement,,2026-01-15", nil], "2026-02-10"),
            // Listed with an exit to come, and gone when it has come.
            ([there, "2026-03-15,redundancy,,", nil, nil], "2026-03-15"),
            ([there, "2026-03-15,redundancy,,", "2026-03-15,redundancy,,", "2026-03-15,redundancy,,"], "2026-03-15"),
            // Still to come.
            ([there, there, there, "2026-05-15,redundancy,,"], nil),
            // The newest snapshot decides: another reason, another day, still there after all.
            ([there, "2026-02-10,redundancy,,", "2026-02-10,resignation,,", nil], nil),
            ([there, "2026-02-10,resignation,,", "2026-02-10,redundancy,,", nil], "2026-02-10"),
            ([there, "2026-02-10,redundancy,,", "2026-02-20,redundancy,,", nil], "2026-02-20"),
            ([declared, nil, declared, declared], nil),
            ([declared, nil, "2026-02-20,resignation,,2026-01-15", nil], nil),
            // Whoever had been declared and resigned was not dismissed.
            ([declared, "2026-02-10,resignation,,2026-01-15", nil, nil], nil),
            ([declared, "2026-02-10,other,,2026-01-15", nil, nil], "2026-02-10"),
        ] as [([Listing], String?)])
    func told(listings: [Listing], loss: String?) async throws {
        let employer = try Employer(now: "2026-05-01T02:00:00Z")
        for (date, listing) in zip(Self.dates, listings) { try await employer.take(date, files(["X": listing])) }
        let expected = loss.map { ["X": $0] } ?? [:]
        #expect(try losses(employer) == expected)
    }

    @Test("An exit that lay ahead has come though nothing in the snapshot changed")
    func unchanged() async throws {
        let employer = try Employer(now: "2026-05-01T02:00:00Z")
        let files = files(["X": "2026-02-10,redundancy,,", "Y": "2026-04-10,redundancy,,"])
        try await employer.take("2026-01-31", files)
        #expect(try losses(employer).isEmpty)
        try await employer.take("2026-02-28", files)
        #expect(try losses(employer) == ["X": "2026-02-10"])
    }

    @Test("Who was hired again lost the job before all the same")
    func rehired() async throws {
        let employer = try Employer(now: "2026-05-01T02:00:00Z")
        try await employer.take("2026-01-31", files(["X": Self.there]))
        try await employer.take("2026-02-28", files(["X": "2026-02-10,redundancy,,"]))
        try await employer.take("2026-03-31", files(["X": Self.there], hired: ["X": "2026-03-15"]))
        #expect(try losses(employer) == ["X": "2026-02-10"])
    }

    @Test("A snapshot that another of its date took the place of tells nothing")
    func superseded() async throws {
        let employer = try Employer(now: "2026-05-01T02:00:00Z")
        try await employer.take("2026-01-31", files(["X": Self.there, "Y": Self.declared]))
        try await employer.take("2026-02-28", files(["X": "2026-02-10,redundancy,,", "Y": nil]))
        #expect(try losses(employer) == ["X": "2026-02-10", "Y": "2026-02-28"])
        try await employer.take("2026-02-28", files(["X": Self.there, "Y": Self.declared]))
        #expect(try losses(employer).isEmpty)
    }

    @Test("A snapshot filled in between does not undo what a later one says")
    func filledIn() async throws {
        let employer = try Employer(now: "2026-05-01T02:00:00Z")
        let gone = "2026-02-10,redundancy,,"
        try await employer.take("2026-02-28", files(["X": gone]))
        try await employer.take("2026-04-30", files(["X": gone]))
        var request = ImportRequest(
            path: try employer.write(files(["X": "2026-02-10,resignation,,"]), to: "bundles/between"))
        request.asOf = CalendarDate(iso: "2026-03-31")
        request.isBackfill = true
        try await employer.succeed(.importSnapshot(request))
        #expect(try losses(employer) == ["X": "2026-02-10"])
    }
}
