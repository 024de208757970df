import DoorstroomConfiguration
import Foundation
import Prevention
import Testing
import Workforce

@Suite("Where statutes come from, and whether they are what they say")
struct StatuteSourceTests {
    private let base = "employer: {name: A}\nstorage: {path: /d/d.sqlite}\n"

    private func files(nl: ((String) -> String)? = nil, be: ((String) -> String)? = nil) throws -> MemoryFiles {
        var files: [String: String] = [:]
        if let nl { files["/c/statutes/nl.yaml"] = nl(try embedded("statutes/nl.yaml")) }
        if let be { files["/c/statutes/be.yaml"] = be(try embedded("statutes/be.yaml")) }
        return MemoryFiles(base, files)
    }

    @Test("Two files of one country are refused, also where the configuration names none")
    func twice() throws {
        func renamed(_ text: String) -> String {
            text.replacing("\ncountry: NL", with: "\ncountry: BE").replacing(
                "rule: wmco", with: "rule: employment-cell")
        }
        let both = try files(nl: renamed, be: { $0 })
        let error = #expect(throws: ConfigurationError.self) { try both.load() }
        let problem = try #require(error?.problems.first { $0.code == "duplicate-country" })
        #expect(problem.reason == "statutes/be.yaml is a second statute file for BE")
        #expect(problem.remedy.hasPrefix("keep one file per country"))
        // The program's own text of a country counts as much as a file.
        let alone = try files(nl: renamed)
        #expect(alone.problems().contains { $0.contains("second statute file for BE") })
    }

    @Test("A text that was changed under the published version is warned about, with what changed and what is gone")
    func edited() throws {
        let untouched = try files(nl: { $0 }).load()
        #expect(untouched.warnings == [])
        #expect(untouched.settings.statuteFiles.map(\.source) == [.file("statutes/nl.yaml"), .program])
        #expect(untouched.settings.statutes.allSatisfy { !$0.isEdited })
        let cap = try files(nl: { $0.replacing("euros: 102000", with: "euros: 103000") }).load()
        #expect(cap.warnings.map(\.code) == ["statute-edited"])
        #expect(cap.warnings.first?.reason.contains("changed: transitionPayment") == true)
        #expect(cap.settings.statutes.map(\.isEdited) == [true, false])
        let raised = try files(nl: {
            $0.replacing("euros: 102000", with: "euros: 103000").replacing("version: \"20", with: "version: \"X20")
        }).load()
        #expect(raised.warnings == [])
    }

    @Test("A part that is gone is told as missing")
    func missing() throws {
        let without = try files(nl: { text in
            let from = text.range(of: "\ncollectiveRedundancy:")!.lowerBound
            let to = text.range(of: "\n# Days on which nothing is released")!.lowerBound
            return String(text[..<from] + text[to...])
        }).load()
        #expect(without.warnings.map(\.code) == ["statute-edited"])
        #expect(without.warnings.first?.reason.contains("missing: collectiveRedundancy") == true)
        let pack = try #require(without.settings.statutes.first)
        #expect(StatuteFile.published(country: "NL")?.missingParts(in: pack) == [.collectiveRedundancy])
    }

    @Test("A cap that falls from one year to the next is warned about")
    func fallingCap() throws {
        let text = try embedded("statutes/nl.yaml").replacing("euros: 102000", with: "euros: 10200")
        let (_, warnings) = try StatuteFile.decode(Array(text.utf8), file: "nl.yaml")
        #expect(warnings.map(\.code) == ["falling-cap"])
        #expect(warnings.first?.reason.contains("from 98000 euros in 2025 to 10200 in 2026") == true)
    }

    @Test(
        "The name of a rule is a plain identifier",
        arguments: [
            ("wmco", true), ("collective-dismissal", true), ("r2", true), ("WMCO nieuw!", false), ("WMCO", false),
            ("-wmco", false), ("wm--co", false), ("wmco-", false), ("wmçô", false),
            (String(repeating: "a", count: 41), false),
        ])
    func ruleName(name: String, isFine: Bool) throws {
        let text = try embedded("statutes/nl.yaml").replacing("rule: wmco", with: "rule: \"\(name)\"")
            // Of the countries that the program knows the names are given.
            .replacing("\ncountry: NL", with: "\ncountry: FR")
        if isFine {
            let (file, _) = try StatuteFile.decode(Array(text.utf8), file: "nl.yaml")
            #expect(file.pack.collectiveRedundancies.map(\.rule) == [name])
        } else {
            let error = #expect(throws: ConfigurationError.self) {
                try StatuteFile.decode(Array(text.utf8), file: "nl.yaml")
            }
            #expect(error?.problems.map(\.code) == ["invalid-name"])
        }
    }
}
