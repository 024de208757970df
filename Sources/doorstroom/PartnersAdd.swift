import ArgumentParser
import Daemon
import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Workforce

/// `doorstroom partners add ID`
struct PartnersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Writes a new partner's file and its secret.",
        discussion: """
            Everything is checked as if it stood there already, and nothing is written unless all of it is right. The \
            partner's file goes into partnersDirectory, a fresh secret beside the configuration in secrets/ (mode 600). A \
            running daemon knows of the partner from its next reload on.

            Examples:
              doorstroom partners add twente --name "Werkcentrum Twente" \\
                --kind mobility-centre --region Twente --event redundancies \\
                --url https://hooks.example.org/doorstroom --show-secret
              doorstroom partners add roc --name ROC --kind school --region "*" \\
                --event internships --url https://roc.example/hook --sign v1a
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "A short name of small letters, digits and hyphens; it cannot be changed later.") var id: String
    @Option(help: "The partner's name.") var name: String
    @Option(help: "mobility-centre, uwv, municipality, school, employer, intermediary or sector-fund.")
    var kind: String
    @Option(help: "A labour-market region, or \"*\" for all; may be given several times.") var region: [String]
    @Option(help: "A family of events, such as redundancies or internships; may be given several times.")
    var event: [String]
    @Option(help: "Where events are sent: https.") var url: String
    @Option(help: "v1 (a shared secret), v1a (a key pair), or both: give it twice.") var sign: [SignatureKind] = []
    @Option(help: ArgumentHelp("A file with the secret that the partner chose (whsec_…).", valueName: "file"))
    var secretFile: String?
    @Option(help: ArgumentHelp("A file with a private key that is there already (whsk_…).", valueName: "file"))
    var signingKeyFile: String?
    @Option(help: "The agreement's reference.") var agreement: String?
    @Option(
        help: ArgumentHelp("The last day of the agreement.", valueName: "date"), transform: CalendarDate.argument)
    var validUntil: CalendarDate?
    @Flag(help: "Each release to this partner needs a person.") var review = false
    @Flag(help: "The agreement allows free text, such as titles of internships.") var freeText = false
    @Option(help: "The most that the agreement lets the partner have: aggregate, pseudonymous or personal.")
    var disclosure = Partner.Disclosure.aggregate
    @Option(help: "Seconds that an attempt may take, 1 to 120.") var timeout: Int?
    @Option(help: "Events per second at most.") var rate: Double?
    @Option(help: "Attempts at the same time at most, 1 to 64.") var concurrency: Int?
    @Option(help: "A block of addresses inside your own network that may be dialled; may be given several times.")
    var allowAddress: [String] = []
    @Option(help: "A port beside 443 that may be dialled; may be given several times.") var allowPort: [Int] = []
    @Flag(help: "Send unencrypted. Think twice.") var allowPlaintext = false
    @Flag(help: "Show the new secret on standard output, this once.") var showSecret = false

    func run() async throws {
        let session = try Session(common)
        guard !session.settings.partners.contains(where: { $0.id == id }) else {
            throw DaemonError(
                .usage, code: "partner-exists", message: "There is a partner '\(id)' already.",
                remedy: "Edit its file, give it a new secret with 'doorstroom partners rotate-secret \(id)', or choose "
                    + "another id.")
        }
        let addition: PartnerAddition
        do throws(ConfigurationError) {
            addition = try PartnerAddition(
                file, signedBy: kinds, to: session.loaded, environment: session.environment, now: Date())
            // Root's files would be closed to the daemon: they go to whoever owns its data.
            let folder = (session.settings.storage.path as NSString).deletingLastPathComponent
            try addition.write(owner: geteuid() == 0 ? FileOwner(of: folder) : nil)
        } catch {
            // What was asked for is right where only the disk, or the right to write, stood against it.
            let isUnwritable = error.problems.contains { $0.code == "unwritable" }
            throw DaemonError(
                isUnwritable ? .failed : .usage, code: "partner-not-added",
                message: "The partner was not added; nothing was written.",
                remedy: "", problems: error.problems.filter { $0.severity == .error })
        }
        audit(session)
        try Terminal.confirm(confirmation(addition).joined(separator: "\n"))
        if let warning = addition.partner?.endpointWarning { Terminal.error("Warning: \(warning)") }
    }

    /// How events are signed: as asked for, else as the given files can, else by `v1`.
    private var kinds: [SignatureKind] {
        var kinds = Set(sign)
        if secretFile != nil { kinds.insert(.v1) }
        if signingKeyFile != nil { kinds.insert(.v1a) }
        return kinds.isEmpty ? [.v1] : SignatureKind.allCases.filter(kinds.contains)
    }

    private var file: PartnerFile {
        var file = PartnerFile(id: id, name: name, kind: kind, regions: region, events: event, url: url)
        file.secretFile = secretFile.map(absolute)
        file.signingKeyFile = signingKeyFile.map(absolute)
        (file.timeoutSeconds, file.ratePerSecond, file.concurrency) = (timeout, rate, concurrency)
        (file.allowAddresses, file.allowPorts, file.allowPlaintext) = (allowAddress, allowPort, allowPlaintext)
        (file.reference, file.validUntil) = (agreement, validUntil?.description)
        (file.review, file.freeText, file.disclosure) = (review, freeText, disclosure)
        return file
    }

    /// A path as it was typed counts from the current folder, and in the file from the configuration's.
    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") || path.hasPrefix("$") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private func confirmation(_ addition: PartnerAddition) -> [String] {
        var lines = ["wrote \(addition.path)"] + addition.secrets.map { "wrote \($0.path)" }
        for secret in addition.secrets {
            lines += SecretNote(kind: secret.kind, secret: secret.text, isShown: showSecret).lines
        }
        return lines + [
            "", "Next:", "  1. doorstroom partners test \(id)",
            "  2. let a running daemon read it: systemctl reload doorstroom, or send it SIGHUP",
        ]
    }

    /// The files stand; a log that cannot be written is said, and takes nothing back.
    private func audit(_ session: Session) {
        do {
            try session.openIfThere()?.auditBeside(
                systemUser: session.user, verb: "partners add \(id)", person: nil, at: Date())
        } catch {
            Terminal.error("The audit log could not be written: \(error)")
        }
    }
}

extension Partner.Disclosure: ExpressibleByArgument {}
