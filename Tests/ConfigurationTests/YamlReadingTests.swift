import DoorstroomConfiguration
import Intake
import Testing
import Workforce

@Suite("Reading YAML")
struct YamlReadingTests {
    private let text = "employer: {name: A}\nstorage:\n  path: /d/d.sqlite\nlog: {level: nope}\n"

    @Test(
        "Line ends of any system and a byte-order mark are read, and lines counted the same",
        arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        for mark in ["", "\u{FEFF}"] {
            let problems = MemoryFiles(mark + text.replacing("\n", with: end)).problems()
            #expect(
                problems == [
                    "doorstroom.yaml:4: log.level: nope is not one of the values known here; write one of trace, debug, info, notice, warning, error, critical"
                ])
        }
    }

    @Test("A file beyond the limit is refused before it is parsed")
    func tooLarge() {
        let large = String(repeating: "# comment\n", count: 110_000)
        #expect(MemoryFiles(large).problems().first?.contains("larger than 1048576 bytes") == true)
    }

    @Test("An empty section is one that is left out", arguments: ["log:\n", "log: ~\n", "log: null\n", "log: {}\n"])
    func emptySection(section: String) throws {
        let files = MemoryFiles("employer: {name: A}\nstorage: {path: /d/d.sqlite}\n" + section)
        #expect(try files.load().settings.log.level == .info)
    }

    @Test("A text is what is written, whatever YAML would take it for")
    func texts() throws {
        let files = MemoryFiles("employer: {name: 1e3, registration: 01234567}\nstorage: {path: /d/d.sqlite}\n")
        let employer = try files.load().settings.employer
        #expect(employer.name == "1e3")
        #expect(employer.registration == "01234567")
    }

    @Test("Few aliases are refused one by one, many before they are expanded")
    func aliases() {
        let few = "a: &x [1]\nb: [*x, *x]\n"
        #expect(MemoryFiles(few).problems().filter { $0.contains("aliases") }.count == 3)
        // A bomb whose aliases are a key: the parser would hash what they expand to.
        let bomb = (1...40).map { "k\($0): &k\($0) [*k\($0 - 1), *k\($0 - 1)]\n" }.joined()
        let problems = MemoryFiles("k0: &k0 x\n" + bomb + "? *k40\n: y\n").problems()
        #expect(
            problems == [
                "doorstroom.yaml:6: the file repeats values with YAML aliases (`*name`); write each value out where it belongs"
            ])
    }

    @Test("Stars in comments, quotes and patterns are no aliases")
    func stars() throws {
        let comment = String(repeating: "# *not *an *alias *at *all\n", count: 5)
        let columns = (1...12).map { "      c\($0): \"*x\"\n" }.joined()
        let mapping =
            "name: m\nfiles:\n  - target: jobs\n    pattern: \"*jobs*.csv\"\n    passThrough: true\n    columns:\n      title: {column: t, values: {\n"
            + columns.replacing("\n", with: ",\n") + "      }}\n"
        #expect(try MappingFile.decode(Array((comment + mapping).utf8), file: "m.yaml").mapping.files.count == 1)
    }

    @Test("More repeated keys than anybody writes are still refused")
    func manyRepeats() {
        let repeats = (0..<40).map { "k\($0): 1\nk\($0): 2\n" }.joined()
        #expect(MemoryFiles(repeats).problems().contains { $0.contains("more than once") })
    }
}
