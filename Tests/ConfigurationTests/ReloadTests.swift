import DoorstroomConfiguration
import Testing
import Workforce

@Suite("Reloading the configuration")
struct ReloadTests {
    private let first = "employer: {name: A}\nstorage: {path: /d/d.sqlite}\nlog: {level: info}\n"

    @Test("A valid file replaces the settings")
    func valid() throws {
        let current = try MemoryFiles(first).load()
        let changed = MemoryFiles(first.replacing("info", with: "debug"))
        let (next, refusal) = Settings.reload(current: current, environment: [:], files: changed.port)
        #expect(refusal == nil)
        #expect(next.settings.log.level == .debug)
        #expect(next.path == "/c/doorstroom.yaml")
    }

    @Test("A file with one mistake changes nothing at all, and says what is wrong")
    func invalid() throws {
        let current = try MemoryFiles(first).load()
        let changed = MemoryFiles(first.replacing("info", with: "debug") + "disclosure: {outwardMinimum: 3}\n")
        let (next, refusal) = Settings.reload(current: current, environment: [:], files: changed.port)
        #expect(next == current)
        #expect(refusal?.problems.map(\.column) == ["disclosure.outwardMinimum"])
    }

    @Test("A file that is gone changes nothing")
    func gone() throws {
        let current = try MemoryFiles(first).load()
        var nothing = MemoryFiles("")
        nothing.contents = [:]
        let (next, refusal) = Settings.reload(current: current, environment: [:], files: nothing.port)
        #expect(next == current)
        #expect(refusal?.problems.map(\.code) == ["no-configuration"])
    }

    @Test("A mistake in a file that the configuration names refuses the whole")
    func sideFile() throws {
        let text = first + "scorecard: s.yaml\n"
        let card = try embedded("scorecards/default.yaml")
        let current = try MemoryFiles(text, ["/c/s.yaml": card]).load()
        let broken = MemoryFiles(text, ["/c/s.yaml": card + "colour: blue\n"])
        let (next, refusal) = Settings.reload(current: current, environment: [:], files: broken.port)
        #expect(next == current)
        #expect(refusal?.problems.contains { $0.file == "s.yaml" && $0.column == "colour" } == true)
    }
}
