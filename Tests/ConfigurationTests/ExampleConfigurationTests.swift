import DoorstroomConfiguration
import Foundation
import Intake
import Outcomes
import Outreach
import Prevention
import Testing
import Workforce

@Suite("The configuration of the interface")
struct ExampleConfigurationTests {
    /// As the interface shows it, byte for byte.
    static let example = """
        employer: {name: Voorbeeld BV, country: NL, registration: "12345678", timeZone: Europe/Amsterdam, language: nl}
        storage: {path: /var/lib/doorstroom/doorstroom.sqlite, identityKeyFile: /etc/doorstroom/identity.key}
        intake: {inbox: /var/lib/doorstroom/inbox, mapping: canonical, keepRawFiles: false, maxAgeDays: 35}
        schedule: {scan: "0 2 * * *", release: "0 9 * * 1-5"}
        prevention: {horizonMonths: 18, aftercareMonths: 12, contractEndMonths: 6, likelyThreshold: 0.20, leavesAtPensionAge: true, inertiaYears: 11}
        scorecard: scorecards/default.yaml        # relative to this file
        statutes: [statutes/nl.yaml, statutes/be.yaml]
        disclosure: {outwardMinimum: 10, inwardMinimum: 5, roundTo: 5, republishChange: 5}
        release: {mode: automatic}                # automatic | review
        partnersDirectory: partners.d              # one file per partner, written by `partners add`; small set-ups may list them here
        partners:
          - id: werkcentrum-twente
            name: Werkcentrum Twente
            kind: mobility-centre                 # mobility-centre | uwv | municipality | school | employer | intermediary | sector-fund
            regions: [Twente]                     # or ["*"]
            events: [redundancies, internships]   # families of the event catalogue
            endpoint: {url: "https://hooks.example.org/doorstroom", secretFile: /etc/doorstroom/partners/twente.secret, timeoutSeconds: 20, ratePerSecond: 10, concurrency: 4, allowAddresses: [], allowPlaintext: false}
            agreement: {reference: "VWO-2026-014", validUntil: 2027-12-31, disclosure: aggregate, release: automatic}
        console: {address: 127.0.0.1, port: 8470}
        partnerApi: {enabled: false, address: 127.0.0.1, port: 8471}
        metrics: {address: 127.0.0.1, port: 8472}
        retention: {personMonths: 24, deliveryYears: 7}
        log: {level: info, format: text}          # text | json
        """

    static func files(_ text: String = example) -> MemoryFiles {
        var others = [
            "/etc/doorstroom/identity.key": MemoryFiles.identityKey,
            "/etc/doorstroom/partners/twente.secret": MemoryFiles.secret,
            "/c/partners.d/.keep": "",
        ]
        for file in InitialConfiguration(random: { Array(repeating: 7, count: $0) }).files {
            if file.path.hasPrefix("statutes/") || file.path.hasPrefix("scorecards/") {
                others["/c/\(file.path)"] = String(decoding: file.contents, as: UTF8.self)
            }
        }
        return MemoryFiles(text, others)
    }

    @Test("The example loads as it is written, without a warning")
    func loads() throws {
        let loaded = try Self.files().load()
        #expect(loaded.warnings == [])
        #expect(loaded.path == "/c/doorstroom.yaml")
        let settings = loaded.settings
        #expect(settings.employer.name == "Voorbeeld BV")
        #expect(settings.employer.registration == "12345678")
        #expect(settings.employer.timeZone.identifier == "Europe/Amsterdam")
        #expect(settings.employer.language == .nl)
        #expect(settings.storage.path == "/var/lib/doorstroom/doorstroom.sqlite")
        #expect(settings.storage.identityKey == .given(Array("0123456789abcdef0123456789abcdef".utf8)))
        #expect(settings.intake.inbox == "/var/lib/doorstroom/inbox")
        #expect(settings.intake.mapping.files.map(\.target).count == 8)
        #expect(settings.statutes.map(\.country) == ["NL", "BE"])
        let partner = try #require(settings.partners.first)
        #expect(partner.endpoint.secret == MemoryFiles.secret)
        #expect(partner.endpoint.url == "https://hooks.example.org/doorstroom")
        #expect(partner.events == [.redundancies, .internships])
        #expect(partner.kind == .mobilityCentre)
        #expect(partner.agreement.validUntil == CalendarDate(iso: "2027-12-31"))
        #expect(settings.partnersDirectory == "/c/partners.d")
    }

    @Test("Left out, every key has the value that the example shows")
    func defaults() throws {
        let whole = try Self.files().load().settings
        let least = MemoryFiles(
            """
            employer: {name: Voorbeeld BV}
            storage: {path: /var/lib/doorstroom/doorstroom.sqlite}
            """)
        let settings = try least.load().settings
        #expect(settings.employer.country == "NL")
        #expect(settings.employer.timeZone == whole.employer.timeZone)
        #expect(settings.employer.language == whole.employer.language)
        #expect(settings.intake == whole.intake)
        #expect(settings.schedule == whole.schedule)
        #expect(settings.prevention == whole.prevention)
        #expect(settings.scorecard == whole.scorecard)
        // The same texts, here carried by the program.
        #expect(settings.statuteFiles.allSatisfy { $0.source == .program })
        var asFiles = settings.statuteFiles
        for index in asFiles.indices { asFiles[index].source = .file("statutes/\(["nl", "be"][index]).yaml") }
        #expect(asFiles == whole.statuteFiles)
        #expect(settings.disclosure == whole.disclosure)
        #expect(settings.release == whole.release)
        #expect(settings.partners == [])
        #expect(settings.partnersDirectory == whole.partnersDirectory)
        #expect(settings.console == whole.console)
        #expect(settings.partnerApi == whole.partnerApi)
        #expect(settings.metrics == whole.metrics)
        #expect(settings.retention == whole.retention)
        #expect(settings.log == whole.log)
        #expect(settings.console.listener.port == 8470)
        #expect(settings.partnerApi.isEnabled == false)
        #expect(settings.metrics.listener.address == "127.0.0.1")
        #expect(settings.log.level == .info)
        #expect(settings.retention.deliveryYears == 7)
    }

    @Test("Paths count from the folder of the configuration file")
    func relativePaths() throws {
        let files = MemoryFiles(
            """
            employer: {name: A}
            storage: {path: data/d.sqlite}
            """)
        let settings = try files.load().settings
        #expect(settings.storage.path == "/c/data/d.sqlite")
        #expect(settings.intake.inbox == "/c/data/inbox")
    }

    @Test("Every value that a key takes arrives in its place")
    func values() throws {
        let files = MemoryFiles(
            """
            employer: {name: A, country: BE, registration: "0123456789", timeZone: Europe/Brussels, language: en}
            storage: {path: /d/d.sqlite}
            intake: {inbox: /d/in, keepRawFiles: true, maxAgeDays: 20}
            schedule: {scan: "30 3 * * *", release: "0 8 * * *", holidays: [2027-12-24]}
            prevention: {horizonMonths: 12, aftercareMonths: 9, contractEndMonths: 3, likelyThreshold: 0.5, leavesAtPensionAge: false, inertiaYears: 8, planIncludesExternals: false, decisionWeeks: 4}
            outcomes: {individualWellbeing: {lawfulBasis: a, impactAssessment: b}}
            disclosure: {outwardMinimum: 20, inwardMinimum: 6, roundTo: 10, republishChange: 7, cellChanges: every-scan}
            release: {mode: review, typePrefix: be.example.doorstroom.}
            console: {address: "::1", port: 9000}
            partnerApi: {enabled: true, address: 127.0.0.2, port: 9001}
            metrics: {address: 127.0.0.3, port: 9002}
            retention: {personMonths: 30, deliveryYears: 5}
            log: {level: debug, format: json}
            """)
        let settings = try files.load().settings
        #expect(settings.employer.country == "BE")
        #expect(settings.employer.language == .en)
        #expect(settings.intake.keepRawFiles)
        #expect(settings.intake.maxAgeDays == 20)
        #expect(settings.schedule.scan == (try CronExpression("30 3 * * *")))
        #expect(settings.schedule.release.text == "0 8 * * *")
        #expect(settings.schedule.timeZone.identifier == "Europe/Brussels")
        #expect(settings.prevention.horizonMonths == 12)
        #expect(settings.prevention.aftercareMonths == 9)
        #expect(settings.prevention.contractEndMonths == 3)
        #expect(settings.prevention.likelyThreshold == 0.5)
        #expect(settings.prevention.leavesAtPensionAge == false)
        #expect(settings.prevention.inertiaYears == 8)
        #expect(settings.prevention.planIncludesExternals == false)
        #expect(settings.prevention.decisionWeeks == 4)
        #expect(settings.outcomes.individualWellbeing?.impactAssessment == "b")
        #expect(settings.outcomes.performanceRatings == nil)
        #expect(settings.disclosure.outwardMinimum == 20)
        #expect(settings.disclosure.inwardMinimum == 6)
        #expect(settings.disclosure.roundTo == 10)
        #expect(settings.disclosure.republishChange == 7)
        #expect(settings.disclosure.cellChanges == .everyScan)
        #expect(settings.release.mode == .review)
        #expect(settings.release.typePrefix == "be.example.doorstroom.")
        #expect(settings.console.listener.address == "::1")
        #expect(settings.partnerApi.isEnabled)
        #expect(settings.metrics.listener.port == 9002)
        #expect(settings.retention.personMonths == 30)
        #expect(settings.log.format == .json)
    }

    @Test("The commented file of init says nothing but the defaults, and its comments are true")
    func initialFile() throws {
        let file = try #require(InitialConfiguration().files.first { $0.path == "doorstroom.yaml" })
        let text = try #require(String(validating: file.contents, as: UTF8.self))
        let settings = try MemoryFiles(text).load().settings
        // Every commented key, uncommented, is accepted and changes nothing.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let opened = lines.map { line in
            line.wholeMatch(of: /# ( *(?:- )?[a-zA-Z]+:.*)/).map { String($0.output.1) } ?? String(line)
        }
        let all = opened.joined(separator: "\n")
            .replacing("\"...\"", with: "x").replacing("secrets/twente.secret", with: "partner.secret")
            .replacing("pensionAgeMonths: 804", with: "pensionAgeMonths: ~")
        let whole = try MemoryFiles(
            all,
            [
                "/c/scorecards/default.yaml": try embedded("scorecards/default.yaml"),
                "/c/statutes/nl.yaml": try embedded("statutes/nl.yaml"),
                "/c/statutes/be.yaml": try embedded("statutes/be.yaml"),
            ]
        ).load().settings
        #expect(whole.partners.map(\.id) == ["werkcentrum-twente"])
        #expect(whole.intake == settings.intake)
        #expect(whole.schedule.scan == settings.schedule.scan)
        #expect(whole.prevention == settings.prevention)
        #expect(whole.disclosure == settings.disclosure)
        #expect(whole.release == settings.release)
        #expect(whole.console == settings.console)
        #expect(whole.metrics == settings.metrics)
        #expect(whole.retention == settings.retention)
        #expect(whole.log == settings.log)
    }
}

/// The text of a file that the binary carries.
func embedded(_ path: String) throws -> String {
    let file = try #require(InitialConfiguration().files.first { $0.path == path })
    return try #require(String(validating: file.contents, as: UTF8.self))
}
