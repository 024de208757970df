package import DoorstroomConfiguration
import Foundation
package import Logging
package import Store
package import Workforce
import Synchronization

/// One employer's running house: configuration, database, and what may be done with them.
///
/// Made by the daemon for its whole life, and by a writing verb for its one operation; both hold the instance lock.
package final class Instance: Sendable {
    package let database: Database
    package let clock: DaemonClock
    package let logger: Logger
    package let notifier: ServiceManagerNotifier
    private let loaded: Mutex<LoadedSettings>

    package init(
        loaded: LoadedSettings, database: Database, clock: DaemonClock = .system, logger: Logger,
        notifier: ServiceManagerNotifier
    ) {
        self.loaded = Mutex(loaded)
        self.database = database
        self.clock = clock
        self.logger = logger
        self.notifier = notifier
    }

    /// The settings in force now; they change as a whole, on a reload.
    package var settings: Settings { loaded.withLock { $0.settings } }

    /// Why nothing is sent to some partners.
    var partnerTroubles: [Problem] { loaded.withLock { $0.partnerTroubles } }

    package var configurationPath: String { loaded.withLock { $0.path } }

    /// Today in the employer's time zone.
    package var today: CalendarDate { WallClock(zone: settings.employer.timeZone).day(clock.now()) }

    /// Takes the configuration file anew: all of it is valid, or nothing changes.
    ///
    /// What a running process cannot change (the database, the listeners) is kept as it was and said.
    /// - Returns: the refusal, or nil with the new settings in force.
    package func reload(environment: [String: String]) -> ConfigurationError? {
        let current = loaded.withLock { $0 }
        let (next, refusal) = Settings.reload(current: current, environment: environment, now: clock.now())
        if let refusal { return refusal }
        var settings = next
        settings.settings.storage = current.settings.storage
        settings.settings.console = current.settings.console
        settings.settings.metrics = current.settings.metrics
        settings.settings.partnerApi = current.settings.partnerApi
        loaded.withLock { $0 = settings }
        return nil
    }

    /// Says to the service manager (and to whoever listens in tests) which stage of its work the process is in.
    func enter(_ stage: Stage) { notifier.send(.status(stage.rawValue)) }

    package enum Stage: String, Sendable { case idle, `import`, scan, release, deliver, backtest, purge, erase, rotate }
}
