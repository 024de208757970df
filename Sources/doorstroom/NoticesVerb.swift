import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom notices`
struct NoticesVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "What the operator was told and nobody has read yet.",
        discussion: """
            Examples:
              doorstroom notices
              doorstroom notices --read snapshot-refused
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Flag(help: "Also those that were read.") var all = false
    @Option(help: ArgumentHelp("Mark the notices of this code as read.", valueName: "code")) var read: String?

    func run() async throws {
        let session = try Session(common)
        if let read {
            try Terminal.confirm(try await session.perform(.acknowledge(notice: read)).message ?? "done")
            return
        }
        let database = try session.openForReading()
        let writer = ListingWriter(
            format: listing.chosen, columns: ["code", "count", "first_seen", "last_seen", "read", "text"])
        do {
            for notice in try database.notices(includingAcknowledged: all) {
                try writer.row([
                    .text(notice.code), .integer(notice.count), .text(notice.firstSeen.formatted(.iso8601)),
                    .text(notice.lastSeen.formatted(.iso8601)), .flag(notice.acknowledged != nil), .text(notice.text),
                ])
            }
        } catch {
            throw DaemonError(error)
        }
        try writer.finish(empty: "Nothing waits for a person.")
    }
}
