import DoorstroomConfiguration
import Foundation
import Outcomes
import Testing
import Workforce

@Suite("Broken files, each named for its defect")
struct BrokenFileTests {
    /// What the configurations of the corpus find beside themselves.
    static let sideFiles = [
        "/c/statutes/nl.yaml":
            "country: NL\nversion: \"1\"\nselectionOrder: {order: none, source: a, certainty: verified}\nregions: {names: [Twente, Zeeland], source: a, certainty: verified}\n",
        "/c/side/fr.yaml":
            "country: FR\nversion: \"1\"\nselectionOrder: {order: none, source: a, certainty: verified}\n",
        "/c/side/fr2.yaml":
            "country: FR\nversion: \"2\"\nselectionOrder: {order: none, source: a, certainty: verified}\n",
        "/c/side/short.key": "MDEyMw==",
        "/c/side/plain.secret": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "/c/side/short.secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZg==",
        "/c/side/empty.secret": "\n",
        "/c/side/open.secret": MemoryFiles.secret,
        "/c/side/word": "geheim-woord\n",
        "/c/side/valid.pem": TestCertificates.valid,
        "/c/side/expired.pem": TestCertificates.expired,
        "/c/side/key.pem": TestCertificates.key,
        "/c/side/other.pem": TestCertificates.otherKey,
        "/c/side/locked.pem": TestCertificates.lockedKey,
        "/c/side/open.pem": TestCertificates.key,
        "/c/folder/a.yaml":
            "id: werkcentrum-twente\nname: A\nkind: school\nregions: [\"*\"]\nevents: [internships]\nendpoint: {url: \"https://example.org\", secretFile: partner.secret}\n",
        "/c/broken/a.yaml":
            "id: a\nname: A\nkind: skool\nregions: [\"*\"]\nevents: [internships]\nendpoint: {url: \"https://example.org\", secretFile: partner.secret}\n",
    ]

    private func check(_ file: BrokenFile, _ problems: [Problem], sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let actual = problems.map(\.configurationText).joined(separator: "\n")
        #expect(try file.expected(recording: actual) == actual, sourceLocation: sourceLocation)
        #expect(problems.contains { $0.severity == .error }, "a broken file is refused", sourceLocation: sourceLocation)
        for problem in problems {
            #expect(!problem.reason.isEmpty && !problem.remedy.isEmpty, sourceLocation: sourceLocation)
            // Neither secrets nor partners' addresses.
            for leak in ["MDEyMzQ1", "hunter2", "geheim", "hooks.example.org"] {
                #expect(!problem.configurationText.contains(leak), sourceLocation: sourceLocation)
                #expect(problem.value?.contains(leak) != true, sourceLocation: sourceLocation)
            }
        }
    }

    @Test("A broken configuration is refused with everything that is wrong", arguments: BrokenFile.all())
    func configuration(file: BrokenFile) throws {
        var files = MemoryFiles(bytes: try file.bytes, Self.sideFiles)
        for open in ["open.secret", "open.pem"] { files.permissions["/c/side/\(open)"] = 0o644 }
        let error = #expect(throws: ConfigurationError.self) { try files.load() }
        try check(file, error?.problems ?? [])
    }

    @Test("A broken statute file is refused", arguments: BrokenFile.all("statutes"))
    func statutes(file: BrokenFile) throws {
        let bytes = try file.bytes
        let error = #expect(throws: ConfigurationError.self) {
            try StatuteFile.decode(bytes, file: file.url.lastPathComponent)
        }
        try check(file, error?.problems ?? [])
    }

    @Test("A broken mapping is refused", arguments: BrokenFile.all("mappings"))
    func mappings(file: BrokenFile) throws {
        let bytes = try file.bytes
        let error = #expect(throws: ConfigurationError.self) {
            try MappingFile.decode(bytes, file: file.url.lastPathComponent)
        }
        try check(file, error?.problems ?? [])
    }

    @Test("A broken scorecard is refused", arguments: BrokenFile.all("scorecards"))
    func scorecards(file: BrokenFile) throws {
        let bytes = try file.bytes
        let error = #expect(throws: ConfigurationError.self) {
            try ScorecardFile.decode(bytes, policy: OutcomesPolicy(), file: file.url.lastPathComponent)
        }
        try check(file, error?.problems ?? [])
    }

    @Test("The corpus is as large as it is meant to be")
    func size() {
        #expect(BrokenFile.all().count >= 30)
        #expect(BrokenFile.all("statutes").count >= 10)
        #expect(BrokenFile.all("mappings").count >= 10)
        #expect(BrokenFile.all("scorecards").count >= 10)
    }
}
