import ArgumentParser
import Daemon
import Workforce

/// Answers a verb that does not exist with the one that was probably meant.
enum MistypedVerb {
    static func fault(in arguments: [String]) -> DaemonError? {
        fault(in: arguments[...], of: Doorstroom.self, path: "doorstroom")
    }

    private static func fault(
        in arguments: ArraySlice<String>, of command: any ParsableCommand.Type, path: String
    ) -> DaemonError? {
        let configuration = command.configuration
        let verbs =
            configuration.subcommands.isEmpty
            ? configuration.groupedSubcommands.flatMap(\.subcommands) : configuration.subcommands
        guard !verbs.isEmpty, let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
        let names = verbs.map { $0._commandName }
        if let index = names.firstIndex(of: word) {
            return fault(in: arguments.dropFirst(), of: verbs[index], path: path + " " + word)
        }
        let nearest = Suggestion.nearest(to: word, among: names)
        return DaemonError(
            .usage, code: "unknown-verb", message: "'\(path)' has no verb '\(word)'.",
            remedy: nearest.map { "Did you mean '\(path) \($0)'?" }
                ?? "It has: \(names.joined(separator: ", ")). See '\(path) --help'.")
    }
}
