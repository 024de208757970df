import ArgumentParser
import Daemon
import Delivery
import DoorstroomConfiguration
import Foundation
import Outreach
import Prevention
import Store
import Workforce

/// `doorstroom doctor`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Shows what needs a person, with the command that mends it.",
        discussion: """
            Exit code 1 when something needs a person, 0 when nothing does. Without --format it says so in sentences.

            Example:
              doorstroom doctor --format json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "table, csv, or json: one object per line.") var format: OutputFormat?

    func run() async throws {
        let session = try Session(common, quiet: false)
        let findings = try await Examination(session).findings()
        try show(findings)
        if !findings.isEmpty { throw ExitCode(DaemonError.Exit.failed.rawValue) }
    }

    private func show(_ findings: [Examination.Finding]) throws {
        let nothing = "Nothing needs a person."
        guard let format else {
            if findings.isEmpty { try Terminal.print(nothing) }
            for finding in findings { try Terminal.print("• \(finding.what)\n    \(finding.remedy)") }
            return
        }
        let writer = ListingWriter(format: format, columns: ["what", "remedy"])
        for finding in findings { try writer.row([.text(finding.what), .text(finding.remedy)]) }
        try writer.finish(empty: nothing)
    }
}

/// Looks at everything that goes wrong in the long run.
struct Examination {
    struct Finding {
        var what: String
        var remedy: String
    }

    private let session: Session

    init(_ session: Session) { self.session = session }

    func findings() async throws -> [Finding] {
        let settings = session.settings
        let problems = session.loaded.partnerTroubles + session.loaded.warnings
        var findings = problems.map { Finding(what: $0.configurationText, remedy: "doorstroom check") }
        guard FileManager.default.fileExists(atPath: settings.storage.path) else {
            return findings + [Finding(what: "There is no database yet.", remedy: "doorstroom import PATH")]
        }
        do {
            let database = try session.openForReading()
            let faults = try database.integrityCheck()
            if !faults.isEmpty { throw DaemonError.damaged(faults) }
            findings += try history(database)
            findings += try await deliveries(database)
            findings += try crises()
            // Of crises that wait, and of events that nobody sends, the findings themselves tell, as long as it is so; what
            // is over needs nobody.
            let waiting = try database.notices().filter {
                ![Crisis.noticeCode, Partner.notConfigured].contains($0.code)
                    && OperatorNotice.Code(rawValue: $0.code)?.isGood != true
            }
            findings += waiting.map {
                Finding(what: "\($0.text) (\($0.count) ×)", remedy: "doorstroom notices --read \($0.code)")
            }
        } catch {
            throw DaemonError(error)
        }
        return findings
    }

    private func history(_ database: Database) throws -> [Finding] {
        let settings = session.settings
        let today = WallClock(zone: settings.employer.timeZone).day(Date())
        var findings: [Finding] = []
        if let newest = try database.snapshots().last {
            if newest.asOf.adding(days: settings.intake.maxAgeDays) < today {
                findings.append(
                    Finding(
                        what: "The newest snapshot is of \(newest.asOf): stale, nothing new goes to partners.",
                        remedy: "doorstroom import PATH, with a fresh export"))
            }
        } else {
            findings.append(Finding(what: "There is no snapshot yet.", remedy: "doorstroom import PATH"))
        }
        if let scan = try database.lastLiveScan() {
            if scan.asOf > today {
                findings.append(
                    Finding(
                        what: "The last scan looked ahead, to \(scan.asOf): listings show that date.",
                        remedy: "doorstroom scan"))
            }
            if Date().timeIntervalSince(scan.finished) > 30 * 3600 {
                findings.append(
                    Finding(
                        what: "The last scan finished \(scan.finished.formatted(.iso8601)).",
                        remedy: "systemctl status doorstroom, or doorstroom scan"))
            }
        } else {
            findings.append(Finding(what: "There was no scan yet.", remedy: "doorstroom scan"))
        }
        return findings
    }

    private func crises() throws -> [Finding] {
        try OutreachListings(session).crises().filter { $0.crisis.state == .open && $0.waitsForPerson }.map {
            Finding(
                what: "Partners hear of a \($0.title.english) only when a person releases it.",
                remedy: "doorstroom crises show \($0.crisis.key); doorstroom crises release \($0.crisis.key) --reason …"
            )
        }
    }

    private func deliveries(_ database: Database) async throws -> [Finding] {
        var findings: [Finding] = []
        let counts = try await database.outbox.openCounts()
        for state in [OutboxState.parked, .exhausted] {
            if let count = counts[state], count > 0 {
                findings.append(
                    Finding(
                        what: "\(count) events are \(state.rawValue).",
                        remedy: "doorstroom deliveries list --state \(state.rawValue); doorstroom deliveries replay ID")
                )
            }
        }
        let partners = session.settings.partners.map(\.id)
        for (partner, events) in try database.outbox.waitingForOthers(than: partners) {
            findings.append(
                Finding(
                    what: "\(events) events wait for \(partner), who is not in the configuration.",
                    remedy: "configure the partner again; to give the events up, with an agreement that has ended"))
        }
        for partner in try await PartnerHealth.read(session.settings, database: database, now: Date()) {
            findings += endpoint(partner)
        }
        return findings
    }

    private func endpoint(_ health: PartnerHealth) -> [Finding] {
        let id = health.partner.id
        var findings: [Finding] = []
        if session.settings.partnerApi.isEnabled, let ends = health.tokensEnd(from: Date()) {
            findings.append(
                Finding(
                    what: "The last token of \(id) for the partner API ends \(ends.formatted(.iso8601)).",
                    remedy: "doorstroom partners token \(id), and give it to the partner"))
        }
        if health.endpoint.disabled != nil {
            let why = health.endpoint.disabledBy.map { "\($0) said: \(health.endpoint.disabledReason ?? "nothing")" }
            findings.append(
                Finding(
                    what: "The endpoint of \(id) is disabled: \(why ?? "it said that it is gone").",
                    remedy: "doorstroom partners enable \(id), when the partner is back"))
        }
        if let opened = health.endpoint.circuitOpened {
            findings.append(
                Finding(
                    what: "Nearly everything at \(id) has failed since \(opened.formatted(.iso8601))"
                        + (health.endpoint.lastProblem.map { " (last: \($0))" } ?? "")
                        + ": one event is tried every half minute, the others wait.",
                    remedy: "doorstroom partners test \(id), and ask the partner"))
        }
        for secret in health.secrets where secret.isConfigurationStale {
            let places = health.partner.endpoint.secretFile(secret.kind).map(SecretChange.places)
            let finished = places.flatMap { FileManager.default.fileExists(atPath: $0.staged) ? $0 : nil }
            findings.append(
                Finding(
                    what: "The \(secret.kind.rawValue) secret that the configuration holds for \(id) has been rotated "
                        + "out; a restored database would sign with it.",
                    remedy: finished.map { "mv \($0.staged) \($0.file)" }
                        ?? "put the one that was shown at the rotation there, or rotate once more: "
                        + "doorstroom partners rotate-secret \(id)"))
        }
        return findings
    }
}
