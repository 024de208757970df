import ArgumentParser
import Daemon

/// The program: one verb per file, exit codes as the interface promises them.
@main
enum Entry {
    static func main() async {
        StandardStreams.prepare()
        Allocator.giveBackLargeBlocks()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let fault = MistypedVerb.fault(in: arguments) { throw fault }
            var command = try Doorstroom.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }
}
