import Delivery
package import DoorstroomConfiguration
import Foundation
import Intake
import SampleEmployer
import Store
import Workforce

extension DaemonError {
    /// What a module's error means for whoever typed the command. An error that is ours already stays as it is.
    package init(_ error: any Error) {
        switch error {
        case let error as DaemonError: self = error
        case let error as ConfigurationError: self.init(error)
        case let error as StoreError:
            self.init(
                DaemonError.exit(of: error), code: error.code, message: error.message.capitalizedSentence,
                remedy: error.remedy)
        case let error as IntakeError:
            self.init(
                .refused, code: error.problems.first?.code ?? "unreadable", message: "The snapshot cannot be read.",
                remedy: "", problems: error.problems)
        case let error as DeliveryError:
            self.init(.failed, code: error.code, message: error.message, remedy: error.remedy)
        case let error as SampleError:
            self.init(.failed, code: error.code, message: error.message.capitalizedSentence, remedy: error.remedy)
        default:
            self.init(
                .failed, code: "unexpected", message: "Something unexpected failed: \(type(of: error)), \(error).",
                remedy: "Try again; if it stays, keep the log of this run and report it.")
        }
    }

    package init(_ error: ConfigurationError) {
        let errors = error.problems.count { $0.severity == .error }
        self.init(
            .usage, code: "configuration",
            message: "The configuration has \(errors == 1 ? "a problem" : "\(errors) problems").",
            remedy: "Mend the file and run 'doorstroom check'.", problems: error.problems)
    }

    private static func exit(of error: StoreError) -> Exit {
        switch error.code {
        case "instance-held": .owned
        case "database-busy", "disk-full", "migration-space", "reservations-changed": .temporary
        case "identity-key-wrong", "identity-key-missing", "not-a-database", "database-newer": .usage
        default: .failed
        }
    }
}

extension String {
    /// The sentence with its first letter upper case and a full stop.
    var capitalizedSentence: String {
        guard let first else { return self }
        let sentence = first.uppercased() + dropFirst()
        return sentence.hasSuffix(".") ? sentence : sentence + "."
    }
}
