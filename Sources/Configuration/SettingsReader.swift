import Foundation
import Outcomes
import Outreach
import Prevention
import Workforce

/// Reads the configuration file and every file that it names, and gathers what is wrong with any of them.
struct SettingsReader {
    let context: SettingsContext
    let log: ProblemLog

    /// The settings, or nil after reporting at least one error.
    func read(_ bytes: [UInt8]) -> Settings? {
        guard let node = YamlDocument.read(bytes, log: log), let root = YamlSection(node, path: "", log: log) else {
            return nil
        }
        let employer = required(root, "employer", remedy: "write `employer: {name: …, country: NL}`").flatMap(
            EmployerSettings.init)
        let storage = required(
            root, "storage", remedy: "write `storage: {path: /var/lib/doorstroom/doorstroom.sqlite}`"
        )
        .flatMap { StorageSettings($0, context: context) }
        let files = SideFileReader(context: context, root: root)
        let statuteFiles = files.statutes()
        let home = statuteFiles.first { $0.pack.country == employer?.country }
        let intake = IntakeSettings(optional(root, "intake"), databasePath: storage?.path, context: context)
        let zone = employer?.timeZone ?? .gmt
        let schedule = ScheduleSettings(
            optional(root, "schedule"), timeZone: zone, publicHolidays: home?.publicHolidays ?? [])
        let prevention = PreventionPolicy(optional(root, "prevention"))
        let outcomes = OutcomesPolicy(optional(root, "outcomes"))
        let scorecard = files.scorecard(policy: outcomes)
        let disclosure = DisclosurePolicy(optional(root, "disclosure"))
        let introductions = IntroductionPolicy(optional(root, "introductions"))
        let release = ReleaseSettings(optional(root, "release"))
        let proxy = root.section("proxy").flatMap { ProxyReader(context: context).read($0) }
        let (partners, partnersDirectory) = files.partners(regions: statuteFiles.flatMap(\.regions), proxy: proxy)
        let console = ConsoleSettings(optional(root, "console"))
        let partnerApi = PartnerApiSettings(optional(root, "partnerApi"))
        let metrics = MetricsSettings(optional(root, "metrics"))
        let retention = RetentionSettings(
            optional(root, "retention"), prevention: .init(aftercareMonths: prevention.aftercareMonths))
        let logging = LogSettings(optional(root, "log"))
        root.finish(hints: ["secret": "write secrets to files of mode 600 and name those as `secretFile`"])
        checkPorts(root, console, partnerApi, metrics)
        checkRegistration(root, employer, partners)
        checkPensionAge(root, prevention, home)
        checkIntroductions(root, introductions, partnerApi, partners)
        guard !log.hasErrors, let employer, let storage, let intake, let schedule, let scorecard else { return nil }
        return Settings(
            employer: employer, storage: storage, intake: intake, schedule: schedule, prevention: prevention,
            scorecard: scorecard, outcomes: outcomes, statuteFiles: statuteFiles, disclosure: disclosure,
            introductions: introductions, release: release, partners: partners, partnersDirectory: partnersDirectory,
            console: console,
            partnerApi: partnerApi, metrics: metrics, retention: retention, log: logging)
    }

    private func required(_ root: YamlSection, _ key: String, remedy: String) -> YamlSection? {
        if !root.has(key) { root.missing(key, remedy: remedy) }
        return root.section(key)
    }

    /// A section that may be left out: an empty one stands for it.
    private func optional(_ root: YamlSection, _ key: String) -> YamlSection {
        root.section(key) ?? YamlSection(entries: [], path: key, line: root.lineOf(key), log: log)
    }

    private func checkPorts(
        _ root: YamlSection, _ console: ConsoleSettings, _ partnerApi: PartnerApiSettings, _ metrics: MetricsSettings
    ) {
        var listeners = [("console", console.listener), ("metrics", metrics.listener)]
        if partnerApi.isEnabled { listeners.append(("partnerApi", partnerApi.listener)) }
        for (index, (name, listener)) in listeners.enumerated() {
            guard let (otherName, _) = listeners[..<index].first(where: { listener.clashes(with: $0.1) }) else {
                continue
            }
            // One of the two may stand on its default, and not in the file.
            let (place, other) = root.isWritten(name) ? (name, otherName) : (otherName, name)
            root.section(place)?.error(
                "contradiction", "port", value: "\(listener.port)", "port \(listener.port) is that of `\(other)`, too",
                remedy: "give each listener a port of its own")
        }
    }

    private func checkRegistration(_ root: YamlSection, _ employer: EmployerSettings?, _ partners: [Partner]) {
        guard let employer, employer.registration == nil, !partners.isEmpty, let section = root.section("employer"),
            !section.has("registration")
        else { return }
        section.missing(
            "registration",
            remedy: "write the employer's number in the trade register, in quotes: events to partners carry it")
    }

    private func checkIntroductions(
        _ root: YamlSection, _ introductions: IntroductionPolicy, _ partnerApi: PartnerApiSettings,
        _ partners: [Partner]
    ) {
        guard introductions.isEnabled else {
            for partner in partners where partner.receives(.profile, on: context.today) {
                root.warning(
                    "without-effect", "introductions", value: partner.id,
                    "the agreement with \(partner.id) allows introductions, and they are off",
                    remedy: "write introductions: {enabled: true, …}, or leave candidates out of its events")
            }
            return
        }
        let section = optional(root, "introductions")
        if !partnerApi.isEnabled {
            section.error(
                "contradiction", "enabled", value: "true",
                "partners fetch the profile of whoever is introduced at the partner API, which is off",
                remedy: "write partnerApi: {enabled: true, publicUrl: …}")
        } else if partnerApi.publicURL == nil, !optional(root, "partnerApi").has("publicUrl") {
            optional(root, "partnerApi").missing(
                "publicUrl",
                remedy:
                    "write the address at which partners reach the partner API, such as https://partners.example.org: "
                    + "introductions tell it to them")
        }
    }

    private func checkPensionAge(_ root: YamlSection, _ prevention: PreventionPolicy, _ home: StatuteFile?) {
        guard let home, !home.pack.pensionAges.isEmpty, prevention.pensionAgeMonths != nil,
            let section = root.section("prevention")
        else { return }
        section.warning(
            "without-effect", "pensionAgeMonths",
            "it holds only for countries without a statute file, and \(home.pack.country) has one",
            remedy: "leave it out, unless people work in other countries")
    }
}
