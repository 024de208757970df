import ArgumentParser
import Daemon
import Outreach
import Workforce

/// `doorstroom introductions`
struct Introductions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "introductions",
        abstract: "Persons in phase 3 who agreed to be introduced: consents, what partners got, withdrawal.",
        subcommands: [
            IntroductionsList.self, IntroductionsShow.self, RecordConsent.self, WithdrawConsent.self, Offer.self,
            Renew.self, Details.self, Hold.self, Release.self, Withdraw.self,
        ], defaultSubcommand: IntroductionsList.self)

    /// `doorstroom introductions consent EMPLOYEE`
    struct RecordConsent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "consent", abstract: "Records that a person agreed to be introduced; introduces nobody.",
            discussion: """
                Examples:
                  doorstroom introductions consent E00042 --text-version 2026-1 --channel letter --date 2026-11-20
                  doorstroom introductions consent E00042 --text-version 2026-1 --channel conversation \\
                    --partner werkcentrum-twente
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The employee id.") var employee: String
        @OptionGroup var given: GivenOptions
        @Option(help: "A partner that it is for; may be given several times. Default: any.") var partner: [String] = []

        func run() async throws {
            try await common.introduce(
                .consent(employee: employee, given.given, partners: partner.isEmpty ? nil : partner))
        }
    }

    /// `doorstroom introductions withdraw-consent EMPLOYEE`
    struct WithdrawConsent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw-consent",
            abstract: "A person takes every consent back: references are dead at once, partners hear so at once.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The employee id.") var employee: String

        func run() async throws { try await common.introduce(.withdrawConsent(employee: employee)) }
    }

    /// `doorstroom introductions offer EMPLOYEE --partner PARTNER`
    struct Offer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "offer", abstract: "Introduces one person to one partner, at the next release.",
            discussion: """
                Read the profile to the person first: --dry-run prints it, and nothing is written. It stands as it is then.

                Examples:
                  doorstroom introductions offer E00042 --partner werkcentrum-twente --dry-run
                  doorstroom introductions offer E00042 --partner werkcentrum-twente
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The employee id.") var employee: String
        @Option(help: "The partner.") var partner: String
        @Flag(
            help:
                "Also where the plan of the person's group has no announcement date: the partner knows before the staff."
        )
        var unannounced = false
        @Flag(help: "Print the profile as the partner would get it; write nothing.") var dryRun = false

        func run() async throws {
            try await common.introduce(
                .offer(employee: employee, partner: partner, knowsUnannounced: unannounced), isDryRun: dryRun)
        }
    }

    /// `doorstroom introductions renew INTRODUCTION`
    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew",
            abstract: "Issues another reference, where one was lost or has expired; the former is dead at once.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The introduction, as the list shows it.") var introduction: String

        func run() async throws { try await common.introduce(.renew(introduction: introduction)) }
    }

    /// `doorstroom introductions details INTRODUCTION --from FILE`
    struct Details: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "details",
            abstract:
                "What the person agrees to tell of themself, after the partner asked: through a reference of its own.",
            discussion: """
                FILE holds JSON with any of persoonlijkePresentatie, emailadres, telefoonnummer and contactpersoon, as the \
                person chooses; - reads it from standard input, so that it stands in no file.

                Example:
                  doorstroom introductions details 5k3… --text-version 2026-1d --channel conversation --from - <<'END'
                  {"emailadres": ["somebody@example.org"], "persoonlijkePresentatie": "…"}
                  END
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The introduction, as the list shows it.") var introduction: String
        @OptionGroup var given: GivenOptions
        @Option(help: ArgumentHelp("JSON, or - for standard input.", valueName: "file")) var from: String
        @Flag(help: "Print what the partner would get; write nothing.") var dryRun = false

        func run() async throws {
            try await common.introduce(
                .details(introduction: introduction, given.given, try DetailsFile.read(from)), isDryRun: dryRun)
        }
    }

    /// `doorstroom introductions hold INTRODUCTION`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold",
            abstract: "Keeps an introduction, its reference and every cell that holds the person, in until released.")
        @OptionGroup var decision: DecisionOptions
        func run() async throws { try await decision.run(.introduction, .hold) }
    }

    /// `doorstroom introductions release INTRODUCTION`
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Ends a hold on an introduction. Bypasses no embargo.")
        @OptionGroup var decision: DecisionOptions
        @Flag(help: "Also where the plan of the person's group has no announcement date.") var unannounced = false
        func run() async throws {
            try await decision.run(.introduction, .release, knowsUnannounced: unannounced)
        }
    }

    /// `doorstroom introductions withdraw INTRODUCTION`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Takes one introduction back for good: its reference is dead, the partner hears so at once.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The introduction, as the list shows it.") var introduction: String

        func run() async throws { try await common.introduce(.withdraw(introduction: introduction)) }
    }
}

/// How a person agreed.
struct GivenOptions: ParsableArguments {
    @Option(help: "The version of the text that the person agreed to (introductions.consentTexts).")
    var textVersion: String
    @Option(help: "How the person agreed: a word such as letter, form or conversation.") var channel: String
    @Option(
        help: ArgumentHelp("The day on which the person agreed; default: today.", valueName: "date"),
        transform: CalendarDate.argument)
    var date: CalendarDate?

    var given: IntroductionRequest.Given {
        IntroductionRequest.Given(textVersion: textVersion, channel: channel, date: date)
    }
}

extension CommonOptions {
    fileprivate func introduce(_ action: IntroductionRequest.Action, isDryRun: Bool = false) async throws {
        let session = try Session(self)
        var request = IntroductionRequest(action, user: session.user)
        request.isDryRun = isDryRun
        let message = try await session.perform(.introduce(request)).message ?? "done"
        if isDryRun { try Terminal.print(message) } else { try Terminal.confirm(message) }
    }
}
