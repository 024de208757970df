import ArgumentParser
import Daemon

/// `doorstroom keys`
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The key that names, ids and side files are encrypted with.",
        subcommands: [Rotate.self])

    /// `doorstroom keys rotate`
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Makes a new identity key and encrypts everything with it.",
            discussion: """
                Whole or not at all, also where it is interrupted: the next command goes on with whichever key counts. The \
                key file gets the new key; the former is kept beside it under its id, since backups made until now need \
                it. Copies beside the database (.before-…) open with the former key, too: delete them. The ledger \
                verifies as before.

                Needs to write in the key's folder. Where the daemon may not, stop it and rotate as root.

                Example:
                  doorstroom keys rotate
                """)

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try Terminal.confirm(try await Session(common).perform(.rotateKey).message ?? "done")
        }
    }
}
