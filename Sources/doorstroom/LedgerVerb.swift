import ArgumentParser
import Daemon
import Foundation
import Store

/// `doorstroom ledger`
struct LedgerVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The chained record of every state that a delivery ever had.",
        discussion: """
            Each line is hashed together with the hash of the line before, so that nothing can be changed or taken out \
            without breaking the chain from there on. Note the head now and then in a place of your own (the service's \
            journal has it every day): a chain that was rewritten as a whole no longer holds it.
            """,
        subcommands: [Verify.self, Head.self, List.self, Receipts.self], defaultSubcommand: Verify.self)

    /// `doorstroom ledger verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Reads the whole chain and holds the outbox against it.",
            discussion: """
                Ends with code 1 where something does not fit.

                Examples:
                  doorstroom ledger verify
                  doorstroom ledger verify --head 1204:5f2c…
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "A head that was noted before; may be repeated.") var head: [LedgerHead] = []

        func run() async throws {
            let database = try Session(common).openForReading()
            let found: Ledger.Verification
            do { found = try database.verifyLedger(noted: head) } catch { throw DaemonError(error) }
            for fault in found.faults { Terminal.error(fault.sentence) }
            guard found.isWhole else {
                throw DaemonError(
                    .failed, code: "ledger-broken",
                    message: "The ledger does not hold: \(found.faults.count) faults, the first ones above.",
                    remedy: "Keep the database and its log as they are, and find out who or what wrote to them. "
                        + "A backup from before can be restored beside it and verified.")
            }
            try Terminal.print(
                "Whole: \(found.lines) lines of \(found.events) events; \(found.contents) contents are the ones that "
                    + "were queued.")
            if let head = found.head { try Terminal.print("Head: \(head)") }
        }
    }

    /// `doorstroom ledger head`
    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "head", abstract: "The last line, by number and hash, to be noted elsewhere.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let database = try Session(common).openForReading()
            do {
                try Terminal.print(try database.ledgerHead()?.description ?? "Nothing was ever queued.")
            } catch {
                throw DaemonError(error)
            }
        }
    }

    /// `doorstroom ledger list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The lines, oldest first.",
            discussion: """
                Example:
                  doorstroom ledger list --partner werkcentrum-twente --format csv
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var listing: ListingOptions
        @Option(help: "Only this partner's.") var partner: String?
        @Option(help: "Only this event's.") var event: String?

        func run() async throws {
            let database = try Session(common).openForReading()
            let writer = ListingWriter(
                format: listing.chosen,
                columns: [
                    "number", "time", "event", "partner", "type", "sequence", "state", "attempts", "note", "hash",
                ])
            do {
                try database.forEachLedgerEntry { line, event in
                    guard partner.map({ $0 == event.partner }) ?? true, self.event.map({ $0 == event.id }) ?? true
                    else { return }
                    try writer.row([
                        .integer(Int(line.number)), .text(line.time.formatted(.iso8601)), .text(event.id),
                        .text(event.partner), .text(event.type), .integer(Int(event.sequence)), .text(line.state),
                        .integer(Int(line.attempts)), .optional(line.note),
                        .text(LedgerHead(number: line.number, hash: line.hash).hexadecimal),
                    ])
                }
            } catch {
                throw DaemonError(error)
            }
            try writer.finish(empty: "No lines.")
        }
    }

    /// `doorstroom ledger receipts`
    struct Receipts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipts", abstract: "What was queued for a partner and became of it, as JSON lines to file.",
            discussion: """
                One object for each event, with every state, its line in the ledger and its hash; the last object is the \
                ledger's head. The content is not in it, only its keyed digest: receipts outlive what retention erases.

                Example:
                  doorstroom ledger receipts --partner werkcentrum-twente > receipts.jsonl
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Only this partner's.") var partner: String?

        func run() async throws {
            let database = try Session(common).openForReading()
            do {
                for receipt in try database.ledgerReceipts(partner: partner) { try Terminal.print(receipt.line) }
                if let head = try database.ledgerHead() { try Terminal.print(#"{"head":"\#(head)"}"#) }
            } catch {
                throw DaemonError(error)
            }
        }
    }
}

extension LedgerHead: ExpressibleByArgument {
    /// As `ledger head` prints it.
    public init?(argument: String) { self.init(argument) }
}

extension Ledger.Fault {
    /// What is wrong, for the operator.
    fileprivate var sentence: String {
        switch self {
        case .gap(let number): "A line is missing before number \(number)."
        case .rewritten(let number): "Line \(number) is not as it was written, or the one before it is not."
        case .state(let event): "Event \(event) is in another state than its last line says."
        case .unknown(let event): "Event \(event) is not in the ledger, or is another one there."
        case .missing(let event): "Event \(event) is still to be sent, and it or its content is gone."
        case .unwatched(let trigger):
            "Changes are not written down any more: the trigger \(trigger) is gone or another one."
        case .headMissing: "No head is noted beside the database, or none that can be read."
        case .content(let event): "The content of event \(event) is not the one that was queued."
        case .noted(let number): "Line \(number) was noted with another hash, or is no longer there."
        }
    }
}

extension LedgerReceipt {
    /// As one line of JSON.
    fileprivate var line: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
