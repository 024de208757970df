import Store
import Workforce

/// What the operator is told and has to read: kept until somebody says that it was read.
struct Notices {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func raise(code: String, text: String) throws {
        try instance.database.notify(code: code, text: text, at: instance.clock.now())
    }

    /// Tells of one thing to mend.
    func raise(_ problem: Problem) throws { try raise(code: problem.code, text: problem.notice) }

    func acknowledge(_ code: String) throws -> OperationReply {
        let count = try instance.database.acknowledge(code: code, at: instance.clock.now())
        guard count > 0 else {
            throw DaemonError(
                .failed, code: "notice-unknown", message: "There is no open notice '\(code)'.",
                remedy: "See 'doorstroom notices'.")
        }
        return OperationReply(message: "\(count) read")
    }
}
