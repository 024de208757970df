import Daemon
import DoorstroomConfiguration
import Foundation
import Logging
import Store
import Workforce

/// What every verb begins with: the configuration, and the way to the database.
struct Session {
    let loaded: LoadedSettings
    let environment: [String: String]

    var settings: Settings { loaded.settings }

    /// Reads the configuration; warnings go to standard error unless `quiet`.
    /// - Parameter sparingOthers: files of one partner's endpoint that cannot be used are told like warnings, and refuse
    ///   nothing else.
    init(_ options: CommonOptions, quiet: Bool = true, sparingOthers: Bool = true) throws {
        environment = ProcessInfo.processInfo.environment
        let path = ConfigurationLocation.find(option: options.config, environment: environment)
        do throws(ConfigurationError) {
            loaded = try Settings.load(path: path, environment: environment, sparingOthers: sparingOthers)
        } catch {
            throw DaemonError(error)
        }
        guard !quiet else { return }
        for problem in loaded.partnerTroubles + loaded.warnings { Terminal.error(problem.configurationText) }
    }

    /// The system user who typed the command, for the audit log.
    var user: String { environment["SUDO_USER"] ?? NSUserName() }

    /// The database, for reading beside its owner.
    func openForReading() throws -> Database { try Instance.openForReading(settings) }

    /// The database as its owner; code 4 when somebody else is.
    func openForWriting() throws -> Instance {
        try Instance.open(loaded, logger: LogOutput.logger(settings.log), environment: environment)
    }

    /// Has an operation done: here, or by the daemon that holds the database.
    func perform(_ operation: InstanceOperation) async throws -> OperationReply {
        defer { Terminal.endProgress() }
        let instance: Instance
        do {
            instance = try openForWriting()
        } catch let error as DaemonError where error.exit == .owned {
            let socket = ControlSocket.path(database: settings.storage.path)
            let reply = try ControlClient.perform(operation, socket: socket, progress: Terminal.progress)
            guard let reply else { throw error }
            return try checked(reply)
        }
        let reply = await Operations(instance).perform(operation, progress: Terminal.progress)
        try instance.database.close()
        return try checked(reply)
    }

    private func checked(_ reply: OperationReply) throws -> OperationReply {
        if let error = reply.error, reply.imports.isEmpty, reply.scan == nil { throw error }
        return reply
    }
}
