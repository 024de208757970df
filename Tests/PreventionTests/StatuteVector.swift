import Foundation
import Prevention
import Testing
import Workforce

/// A worked example of the law: one person, the clock that is asked for, what the law says, and where that was read.
///
/// The expected values were worked out by hand from the law as the statutory parameters have it, not by the program.
/// They run against the statute files that are shipped (`Published`, held equal to `Config/statutes` by a test of the
/// configuration).
struct StatuteVector: Sendable, CustomTestStringConvertible {
    var what: String
    var country: String
    /// The day that it is looked at; nil is that of the notice, the declaration, or 30 June 2026.
    var asOf: String?
    var born: String?
    var hired: String
    var serviceSince: String?
    var contract = ContractKind.permanent
    var contractEnd: String?
    var renewal = Renewal.absent
    var notice: String?
    var declared: String?
    var exit: String?
    var reason = ExitReason.absent
    /// From this day on nothing is planned for the job.
    var closes: String?
    /// Cents a month.
    var wage: Int?
    /// A date, a date and an amount in euros, or `none`; `projected` after it where the law is not published so far.
    var expected: String
    /// Law and article, or `unverified`; of `none` that by which there is nothing.
    var source: String
    var testDescription: String { what }

    static func netherlands(
        _ what: String, asOf: String? = nil, born: String? = "1980-01-01", hired: String, serviceSince: String? = nil,
        contract: ContractKind = .permanent, contractEnd: String? = nil, renewal: Renewal = .absent,
        notice: String? = nil, declared: String? = nil, exit: String? = nil, reason: ExitReason = .absent,
        closes: String? = nil, wage: Int? = nil, is expected: String, _ source: String
    ) -> StatuteVector {
        StatuteVector(
            what: what, country: "NL", asOf: asOf, born: born, hired: hired, serviceSince: serviceSince,
            contract: contract, contractEnd: contractEnd, renewal: renewal, notice: notice, declared: declared,
            exit: exit, reason: reason, closes: closes, wage: wage, expected: expected, source: source)
    }

    static func belgium(
        _ what: String, asOf: String? = nil, born: String? = "1980-01-01", hired: String, serviceSince: String? = nil,
        notice: String? = nil, closes: String? = nil, reason: ExitReason = .absent, is expected: String,
        _ source: String
    ) -> StatuteVector {
        StatuteVector(
            what: what, country: "BE", asOf: asOf, born: born, hired: hired, serviceSince: serviceSince, notice: notice,
            reason: reason, closes: closes, expected: expected, source: source)
    }

    /// What the program says of it: the person's clock, or the planned event's.
    func found(_ rule: ClockRule, ofEvent: Bool = false) throws -> (value: String, clock: Clock?) {
        var test = TestWorkforce()
        test.asOf = day(asOf ?? notice ?? declared ?? "2026-06-30")
        test.country = country
        test.statutes = [try StatutePack.published(country)]
        var row = EmployeeRow(id: "p", hireDate: day(hired), job: "J", establishment: "E")
        row.birthDate = born.map(day)
        row.serviceSince = serviceSince.map(day) ?? row.hireDate
        (row.contract, row.contractEnd, row.renewal) = (contract, contractEnd.map(day), renewal)
        (row.noticeDate, row.redundantSince) = (notice.map(day), declared.map(day))
        (row.exitDate, row.exitReason, row.monthlySalary) = (exit.map(day), reason, wage)
        test.people = [row]
        if let closes { test.plan("J", "E", closes, 0) }
        let engine = PreventionEngine(policy: test.policy, statutes: test.statutes)
        let workforce = test.workforce
        let ledger = engine.ledger(of: workforce, result: engine.assess(workforce))
        let clock = (ofEvent ? ledger.clocks(ofGroup: 0) : ledger.clocks(of: 0)).first { $0.rule == rule }
        guard let clock else { return ("none", nil) }
        var value = clock.date?.description ?? "no date"
        if let amount = clock.amount { value += " \(Statement.euros(amount).english)" }
        return (value + (clock.isProjected ? " projected" : ""), clock)
    }

    /// Holds the program against the example.
    func check(_ rule: ClockRule, ofEvent: Bool = false, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let (value, clock) = try found(rule, ofEvent: ofEvent)
        #expect(value == expected, "\(what)", sourceLocation: sourceLocation)
        #expect(!source.isEmpty, "\(what)", sourceLocation: sourceLocation)
        guard let clock else { return }
        #expect((clock.certainty == .unverified) == (source == "unverified"), "\(what)", sourceLocation: sourceLocation)
        if source != "unverified" { #expect(clock.source.contains(source), "\(what)", sourceLocation: sourceLocation) }
        #expect(clock.country == country && !clock.version.isEmpty && !clock.inputs.isEmpty, "\(what)")
        #expect(!clock.statement.english.isEmpty && !clock.statement.dutch.isEmpty, "\(what)")
    }
}

extension StatutePack {
    /// A statute file as it is shipped.
    static func published(_ country: String) throws -> StatutePack {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Published")
        let file = folder.appending(path: "\(country.lowercased()).json")
        return try JSONDecoder().decode(StatutePack.self, from: Data(contentsOf: file))
    }
}
