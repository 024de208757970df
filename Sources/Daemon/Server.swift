import Console
import Delivery
import DoorstroomConfiguration
import Foundation
import Intake
import Logging
import Outreach
import ServiceLifecycle
import Store
import UnixSignals
import Workforce

/// The daemon: its services in the order in which they depend on each other, one instance beneath them.
package struct Server {
    private let instance: Instance
    private let environment: [String: String]
    private let engine: DeliveryEngine
    private let operations: Operations
    private let listeners = ListenerCount()
    private let admission: PartnerAdmissions

    package init(_ instance: Instance, environment: [String: String]) {
        self.instance = instance
        self.environment = environment
        let settings = instance.settings
        engine = DeliveryEngine(
            outbox: instance.database.outbox, partners: settings.partners, timeZone: settings.employer.timeZone,
            dependencies: instance.deliveryDependencies)
        let admission = PartnerAdmissions(instance)
        self.admission = admission
        operations = Operations(
            instance, sender: .engine(engine, admissionChanged: { await admission.refresh() }))
    }

    /// Runs until SIGTERM or SIGINT; what is in flight is finished within 20 seconds.
    package func run() async throws {
        let logger = instance.logger
        for partner in instance.settings.partners where partner.endpoint.allowPlaintext {
            logger.warning(
                "A partner's events are sent without encryption (allowPlaintext)",
                metadata: ["partner": "\(partner.id)"])
        }
        for problem in instance.partnerTroubles { logger.error("\(problem.configurationText)") }
        // Whoever drops the first bundle should not have to make the folder.
        try FileManager.default.createDirectory(
            atPath: instance.settings.intake.inbox, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        await admission.refresh()
        var configuration = ServiceGroupConfiguration(
            services: try services(), gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger))
        configuration.maximumGracefulShutdownDuration = .seconds(19)
        logger.notice(
            "Doorstroom serves",
            metadata: ["version": "\(ProgramVersion.text)", "partners": "\(instance.settings.partners.count)"])
        try await ServiceGroup(configuration: configuration).run()
        try instance.database.close()
        logger.notice("Doorstroom has stopped")
    }

    /// Later ones depend on earlier ones; they are stopped in the opposite order.
    private func services() throws -> [any Service] {
        let settings = instance.settings
        let partnerAPI = settings.partnerApi.isEnabled ? try PartnerAPI(instance, gate: admission.gate) : nil
        let monitor = Monitor(instance, engine: engine, partnerRequests: partnerAPI?.tally)
        let schemas = Dictionary(
            uniqueKeysWithValues: SchemaCatalogue.files.map { file in
                (file, SchemaCatalogue.schema(file: file).map { String(decoding: $0, as: UTF8.self) } ?? "")
            })
        return [
            engine,
            ControlServer(
                path: ControlSocket.path(database: settings.storage.path), logger: instance.logger,
                onListening: listeners.increase, perform: operations.perform),
            HTTPListener(
                name: "doorstroom", router: ServiceRoutes.router(readiness: monitor.readiness, schemas: schemas),
                address: ListenerAddress(
                    host: settings.console.listener.address, port: settings.console.listener.port),
                logger: instance.logger, onBound: { _ in listeners.increase() }),
            HTTPListener(
                name: "doorstroom", router: MetricsRoutes.router(render: monitor.metrics),
                address: ListenerAddress(
                    host: settings.metrics.listener.address, port: settings.metrics.listener.port),
                logger: instance.logger, onBound: { _ in listeners.increase() }),
        ] + partnerListener(partnerAPI) + [
            InboxWatch(clock: instance.clock) { await takeIn() },
            schedule(.scan), schedule(.release),
            ReloadService(reload: reload),
            WatchdogService(
                notifier: instance.notifier, clock: instance.clock,
                hasStarted: { await listeners.reaches(partnerAPI == nil ? 3 : 4) },
                isAlive: { await monitor.isAlive() }),
        ]
    }

    private func partnerListener(_ api: PartnerAPI?) -> [any Service] {
        guard let api else { return [] }
        let listener = instance.settings.partnerApi.listener
        return [
            admission,
            HTTPListener(
                name: "doorstroom", responder: api,
                address: ListenerAddress(host: listener.address, port: listener.port), logger: instance.logger,
                onBound: { port in
                    // Whoever lets the system choose has to be told.
                    if listener.port == 0 {
                        instance.logger.notice("The partner API listens", metadata: ["port": "\(port)"])
                    }
                    listeners.increase()
                }),
        ]
    }

    /// Takes in what has settled in the inbox.
    func takeIn() async {
        let reply = await operations.perform(.importInbox) { _ in }
        for report in reply.imports where !report.isRefused {
            instance.logger.notice(
                "A snapshot was taken in", metadata: ["snapshot.date": "\(report.asOf?.description ?? "")"])
        }
        if let error = reply.error, reply.imports.isEmpty {
            instance.logger.error("\(error.message)", metadata: ["code": "\(error.code)"])
        }
    }

    /// The service that starts a run at its times.
    func schedule(_ run: ScheduledRun) -> ScheduleService {
        let instance = instance
        return ScheduleService(
            due: { last, now in
                let schedule = instance.settings.schedule
                return switch run {
                case .scan: schedule.missedScan(last: last, now: now)
                case .release: schedule.missedRelease(last: last, now: now)
                }
            },
            last: { try instance.lastRun(run) }, record: { try instance.recordRun(run, at: $0) },
            progress: RunProgress(
                isOpen: { try instance.isRunOpen(run) }, setOpen: { try instance.setRun(run, isOpen: $0) }),
            clock: instance.clock,
            hindered: { error in
                instance.logger.error(
                    "The schedule cannot be kept for the time being; what is due stays due",
                    metadata: ["run": "\(run.rawValue)", "code": "\(DaemonError(error).code)"])
            }
        ) {
            let operation: InstanceOperation = run == .scan ? .scan(ScanRequest()) : .release
            let reply = await operations.perform(operation) { _ in }
            let isTemporary = reply.error?.exit == .temporary
            if let error = reply.error {
                instance.logger.error(
                    "A scheduled \(run.rawValue) failed: \(error.message)", metadata: ["code": "\(error.code)"])
                do {
                    try Notices(instance).raise(
                        code: "\(run.rawValue)-failed",
                        text: "The scheduled \(run.rawValue) failed: \(error.message) \(error.remedy)"
                            + (isTemporary ? " It is tried again every quarter of an hour." : ""))
                } catch {
                    instance.logger.error("A notice could not be kept", metadata: ["code": "notice-lost"])
                }
            } else {
                instance.logger.notice("The scheduled \(run.rawValue) is done")
                if run == .scan { await purge() }
            }
            return !isTemporary
        }
    }

    /// Retention is kept night by night.
    private func purge() async {
        if let error = await operations.perform(.purge, progress: { _ in }).error {
            instance.raise(code: "purge-failed", text: "Retention could not be kept: \(error.message) \(error.remedy)")
        }
    }

    /// Takes the configuration anew, and tells the engine of the partners.
    func reload() async {
        instance.notifier.send(.reloading(monotonicMicroseconds: ServiceManagerNotifier.monotonicMicroseconds()))
        if let refusal = instance.reload(environment: environment) {
            for problem in refusal.problems { instance.logger.error("\(problem.configurationText)") }
            instance.raise(
                code: "reload-refused",
                text: "The configuration was not reloaded; the former one stays in force. Run 'doorstroom check'.")
        } else {
            for problem in instance.partnerTroubles { instance.logger.error("\(problem.configurationText)") }
            engine.reconfigure(instance.settings.partners)
            instance.logger.notice("The configuration was reloaded; storage and listeners change on a restart only")
        }
        instance.notifier.send(.ready)
    }

    /// The service group's own words are for its developers.
    private func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// What the schedule starts.
enum ScheduledRun: String, Sendable { case scan, release }
