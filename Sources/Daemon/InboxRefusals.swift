import Foundation
import Intake
import Workforce

/// What was refused of the inbox in one go, told in one error that names every drop.
struct InboxRefusals {
    private struct Refusal {
        var drop: String
        var error: DaemonError
    }

    private var refusals: [Refusal] = []

    /// - Parameter error: with every problem of the drop.
    mutating func add(_ drop: String, _ error: DaemonError) {
        refusals.append(Refusal(drop: InboxRefusals.name(drop), error: error))
    }

    /// A drop's name as messages may hold it.
    static func name(_ drop: String) -> String { ShownName.short((drop as NSString).lastPathComponent) }

    /// The error of them all; nil when nothing was refused.
    ///
    /// - Parameters:
    ///   - drops: how many lay there.
    ///   - folder: where the reports are.
    func error(of drops: Int, reportsIn folder: String) -> DaemonError? {
        guard let first = refusals.first else { return nil }
        let codes = Set(refusals.map(\.error.code))
        let isOne = refusals.count == 1
        let count = "\(refusals.count) of the \(drops) drops in the inbox \(isOne ? "was" : "were") refused"
        let names = refusals.map { "\($0.drop) (\($0.error.code))" }.joined(separator: ", ")
        return DaemonError(
            .refused, code: codes.count == 1 ? first.error.code : "snapshots-refused",
            message: isOne
                ? "\(drops == 1 ? "" : count + ". ")\(first.drop): \(first.error.message)"
                : "\(count), and nothing of them was kept: \(names).",
            remedy: "Mend what is listed and drop the export\(isOne ? "" : "s") again; the full "
                + "report\(isOne ? " lies" : "s lie") in \(folder).",
            problems: refusals.flatMap(InboxRefusals.problems))
    }

    /// The drop's problems, each with the drop before the file inside it.
    private static func problems(of refusal: Refusal) -> [Problem] {
        refusal.error.problems.map { problem in
            var problem = problem
            let file = problem.file.map(ShownName.short)
            problem.file = file == nil || file == refusal.drop ? refusal.drop : "\(refusal.drop)/\(file ?? "")"
            return problem
        }
    }
}
