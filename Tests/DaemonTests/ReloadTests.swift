import DoorstroomConfiguration
import Foundation
import Outreach
import Store
import Testing
import Workforce

@testable import Daemon

@Suite("Reloading the configuration")
struct ReloadTests {
    @Test("A valid configuration takes effect whole, and its partners are sent to")
    func taken() async throws {
        let sandbox = await PartnerSandbox.start()
        let employer = try Employer()
        try await employer.take(Bundle("2026-10-31"))
        try employer.configure(
            Employer.configuration(["werkcentrum": sandbox.port], settings: "retention: {personMonths: 18}"))
        #expect(employer.instance.reload(environment: [:]) == nil)
        #expect(employer.instance.settings.partners.map(\.id) == ["werkcentrum"])
        #expect(employer.instance.settings.retention.personMonths == 18)
        await employer.scan()
        await employer.releaseAndDeliver()
        #expect(sandbox.arrivals.count == 2)
    }

    @Test(
        "A configuration with any fault changes nothing, not even what is right in it",
        arguments: [
            "retention: {personMonths: 18}\nretantion: {}", "retention: {personMonths: 18}\nrelease: {mode: never}",
            "retention: {personMonths: 18}\nscorecard: nowhere.yaml", "retention: {personMonths: 18",
            "retention: {personMonths: 18}\ndisclosure: {outwardMinimum: 3}",
        ])
    func refused(settings: String) throws {
        let employer = try Employer(["werkcentrum": 9])
        let before = employer.instance.settings
        try employer.configure(Employer.configuration(["gemeente": 9], settings: settings))
        #expect(employer.instance.reload(environment: [:]) != nil)
        #expect(employer.instance.settings == before)
    }

    @Test("A configuration file that is gone changes nothing")
    func gone() throws {
        let employer = try Employer(["werkcentrum": 9])
        let before = employer.instance.settings
        try FileManager.default.removeItem(atPath: employer.folder + "/doorstroom.yaml")
        #expect(employer.instance.reload(environment: [:])?.problems.map(\.code) == ["no-configuration"])
        #expect(employer.instance.settings == before)
    }

    @Test("Database and listeners stay as they were until a restart")
    func restart() throws {
        let employer = try Employer()
        let before = employer.instance.settings
        let text = Employer.configuration([:], settings: "retention: {personMonths: 18}")
            .replacing("data/doorstroom.sqlite", with: "elsewhere/doorstroom.sqlite")
            .replacing("console: {port: 0}", with: "console: {port: 18470}")
            .replacing("metrics: {port: 0}", with: "metrics: {port: 18472}")
        try employer.configure(text)
        #expect(employer.instance.reload(environment: [:]) == nil)
        let after = employer.instance.settings
        #expect(after.retention.personMonths == 18)
        #expect(after.storage == before.storage)
        #expect(after.console == before.console)
        #expect(after.metrics == before.metrics)
    }

    @Test("The daemon tells the operator of a refused reload, and goes on with the former configuration")
    func told() async throws {
        let employer = try Employer(["werkcentrum": 9])
        let server = Server(employer.instance, environment: [:])
        try employer.configure("employr: {}")
        await server.reload()
        #expect(try employer.noticeCodes == ["reload-refused"])
        #expect(employer.instance.settings.partners.map(\.id) == ["werkcentrum"])
    }
}
