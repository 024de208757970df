import Intake
package import Outcomes
package import Outreach
package import Prevention
import Workforce

/// The whole configuration, typed and checked: every file that it names has been read.
///
/// Paths are absolute. Secrets are resolved and stand in `partners` and `storage`; nothing here is to be printed whole.
package struct Settings: Equatable, Sendable {
    package var employer: EmployerSettings
    package var storage: StorageSettings
    package var intake: IntakeSettings
    package var schedule: ScheduleSettings
    package var prevention: PreventionPolicy
    package var scorecard: Scorecard
    package var outcomes: OutcomesPolicy
    /// The statute files in the order of the configuration, one per country at most.
    package var statuteFiles: [StatuteFile]
    package var disclosure: DisclosurePolicy
    package var introductions: IntroductionPolicy
    package var release: ReleaseSettings
    /// Those of the configuration file, then those of `partnersDirectory` in order of their files' names.
    package var partners: [Partner]
    /// Where `partners add` writes: the folder need not exist yet.
    package var partnersDirectory: String
    package var console: ConsoleSettings
    package var partnerApi: PartnerApiSettings
    package var metrics: MetricsSettings
    package var retention: RetentionSettings
    package var log: LogSettings

    /// The statutory parameters that the rules read.
    package var statutes: [StatutePack] { statuteFiles.map(\.pack) }

    /// The statute file of the employer's country, if there is one.
    package var homeStatutes: StatuteFile? { statuteFiles.first { $0.pack.country == employer.country } }
}
