import DoorstroomConfiguration
import Foundation
import Prevention
import Store
import Workforce

/// Forecasts of the past, made with what was known then, beside what came of them (domain rules §6, "Backtest").
///
/// Each is made from the snapshot, the side files and the history of its own date, under the rules that hold today.
struct BacktestRun {
    private let instance: Instance
    private let progress: @Sendable (String) -> Void

    init(_ instance: Instance, progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.instance = instance
        self.progress = progress
    }

    func run(_ request: BacktestRequest) throws -> OperationReply {
        instance.enter(.backtest)
        let settings = instance.settings
        let horizon = request.horizonMonths ?? settings.prevention.horizonMonths
        let snapshots = try instance.database.snapshots()
        let origins = try origins(in: snapshots.map(\.asOf), horizonMonths: horizon, everyMonths: request.everyMonths)
        try instance.database.completeHistory(
            LeaverRule(
                policy: settings.prevention, statutes: settings.statutes, employerCountry: settings.employer.country))
        progress("reading who lost their job")
        var collection = BacktestCollection(losses: try instance.database.losses(), horizonMonths: horizon)
        for origin in origins {
            progress("forecasting as of \(origin)")
            try collection.add(forecast(as: origin, horizonMonths: horizon))
        }
        progress("working out how good the forecasts were")
        let record = BacktestRecord(
            made: instance.clock.now(), snapshotDate: snapshots.last?.asOf ?? instance.today, horizonMonths: horizon,
            result: Backtest(bases: BacktestCollection.bases).result(of: collection.finished()))
        try instance.database.save(record)
        var reply = OperationReply()
        reply.backtest = record
        return reply
    }

    private func forecast(as origin: CalendarDate, horizonMonths: Int) throws -> ScanResults {
        let settings = instance.settings
        var policy = settings.prevention
        policy.horizonMonths = horizonMonths
        let loaded = try instance.database.loadWorkforce(
            asOf: origin, employerCountry: settings.employer.country, aftercareMonths: policy.aftercareMonths)
        let engine = PreventionEngine(policy: policy, statutes: settings.statutes)
        return ScanResults(loaded: loaded, prevention: engine.assess(loaded.workforce))
    }

    /// Dates of snapshots whose horizon lies within the history, oldest first, apart as asked.
    private func origins(
        in dates: [CalendarDate], horizonMonths: Int, everyMonths: Int
    ) throws -> [CalendarDate] {
        let last = dates.last ?? instance.today
        var origins: [CalendarDate] = []
        for date in dates.reversed() where date.adding(months: horizonMonths) <= last {
            // Month ends are of different length: some days less are as good.
            if let next = origins.last, date.adding(months: everyMonths) > next.adding(days: 4) { continue }
            origins.append(date)
        }
        guard !origins.isEmpty else {
            let first = dates.first.map { "from \($0) to \(last)" } ?? "of nothing"
            throw DaemonError(
                .failed, code: "history-too-short",
                message: "The snapshots tell \(first): no forecast of \(horizonMonths) months has run its course yet.",
                remedy: "Import older snapshots with 'doorstroom import PATH --backfill', or look less far ahead with "
                    + "'doorstroom backtest --months N'.")
        }
        return origins.reversed()
    }
}
