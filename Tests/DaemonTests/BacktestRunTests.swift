import Foundation
import Prevention
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("A backtest of a history whose figures are known by hand")
struct BacktestRunTests {
    private static let header = "employee_id,birth_date,hire_date,job,establishment,unit,exit_date,exit_reason\n"
    private static let dates = ["2025-01-31", "2025-04-30", "2025-07-31", "2025-10-31", "2026-01-31"]

    /// A hundred people who stay, and ten cooks whose kitchen closes on 1 October 2025: one of them resigned in June.
    private func files(_ date: String) -> [String: String] {
        var rows = ""
        for number in 1...100 {
            rows += "S\(number),1985-03-01,\(2_000 + number % 20)-03-01,sales,S1,team,,\n"
        }
        for number in 1...10 {
            let hasResigned = number == 1
            if date > "2025-10-31" || (hasResigned && date > "2025-07-31") { continue }
            let exit =
                hasResigned && date > "2025-06-15"
                ? "2025-06-15,resignation" : date > "2025-10-01" ? "2025-10-01,redundancy" : ","
            rows += "C\(number),1985-03-01,\(2_000 + number)-03-01,cook,S1,team,\(exit)\n"
        }
        return CanonicalFiles.sideFiles.merging([
            "employees.csv": Self.header + rows, "plan.csv": CanonicalFiles.plan("cook,S1,2025-10-01,0,2025-01-05,"),
        ]) { $1 }
    }

    private func employer() async throws -> Employer {
        let employer = try Employer(now: "2026-02-01T02:00:00Z")
        for date in Self.dates { try await employer.take(date, files(date)) }
        return employer
    }

    private func request(months: Int?, every: Int = 3) -> InstanceOperation {
        var request = BacktestRequest()
        request.horizonMonths = months
        request.everyMonths = every
        return .backtest(request)
    }

    @Test("Each date whose horizon has passed counts everybody whose job was in question, and each loss once for each")
    func figures() async throws {
        let employer = try await employer()
        let record = try #require(try await employer.succeed(request(months: 6)).backtest)
        let result = record.result
        #expect(result.origins == 3)
        #expect(result.firstOrigin?.description == "2025-01-31" && result.lastOrigin?.description == "2025-07-31")
        let figures = result.overall
        // 110 in January and in April, 109 in July; nine losses within six months of April and of July.
        #expect(figures.pairs == 329 && figures.events == 18 && figures.clusters == 2)
        // The closure lies outside six months of January: ten flagged in April, nine in July.
        #expect(figures.flagged == 19)
        #expect(figures.precision?.value == 18.0 / 19)
        #expect(figures.recall?.value == 1)
        #expect(figures.baseRate?.value == 18.0 / 329)
        // "Everybody in a surplus group alike" is wrong about the one who resigned, once.
        #expect(abs((figures.brierOfBaseline?.value ?? 0) - 1.0 / 329) < 1e-9)
        // From 30 April to 1 October; the second warning of July is not counted again.
        let lead = try #require(figures.leadTime)
        #expect(lead.losses == 9)
        #expect([lead.lowerQuartile.value, lead.median.value, lead.upperQuartile.value] == [154, 154, 154])
        let drawn = try #require(result.byBasis.first { $0.basis == "default" }).figures
        #expect(drawn.pairs == 10 && drawn.events == 9, "In April there were two snapshots.")
        let own = try #require(result.byBasis.first { $0.basis == "history" }).figures
        #expect(own.pairs == 9 && own.events == 9, "In July three.")
    }

    @Test("Dates are as far apart as asked, counted back from the last that can be used")
    func origins() async throws {
        let employer = try await employer()
        let result = try #require(try await employer.succeed(request(months: 6, every: 6)).backtest).result
        #expect(result.origins == 2)
        #expect(result.firstOrigin?.description == "2025-01-31" && result.lastOrigin?.description == "2025-07-31")
        #expect(result.overall.pairs == 219 && result.overall.events == 9)
    }

    @Test("It is kept, one for each horizon and newest snapshot, and shown beside the forecast")
    func kept() async throws {
        let employer = try await employer()
        let record = try #require(try await employer.succeed(request(months: 6)).backtest)
        #expect(try employer.database.backtests() == [record])
        #expect(record.made == employer.clock.now && record.horizonMonths == 6)
        #expect(record.snapshotDate.description == "2026-01-31")
        employer.clock.advance(60)
        let again = try #require(try await employer.succeed(request(months: 6)).backtest)
        #expect(again.result == record.result)
        #expect(try employer.database.backtests() == [again])
        employer.clock.advance(60)
        let shorter = try #require(try await employer.succeed(request(months: 3)).backtest)
        #expect(try employer.database.backtests() == [shorter, again])
    }

    @Test("A history that is too short says so, and how to go on", arguments: [nil, 13])
    func tooShort(months: Int?) async throws {
        let employer = try await employer()
        let error = await employer.perform(request(months: months)).error
        #expect(error?.code == "history-too-short")
        #expect(error?.message.contains("from 2025-01-31 to 2026-01-31") == true)
        #expect(try employer.database.backtests().isEmpty)
    }

    @Test("Without any snapshot as well")
    func nothing() async throws {
        #expect(await (try Employer()).perform(request(months: 1)).error?.code == "history-too-short")
    }
}
