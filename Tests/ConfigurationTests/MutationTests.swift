import DoorstroomConfiguration
import Foundation
import Outcomes
import Testing
import Workforce

/// Damages valid files at random, the same way in every run.
@Suite("Damaged files")
struct MutationTests {
    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let pieces: [String] = [
        "\t", "\n", ":", ": ", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "!x ", "|", ">", "? ", ", ", "~",
        "%", "@", "---\n", "...\n", "<<: ", "\u{0}", "\u{FEFF}", "\u{E000}", "é", "-1", "1e99", "nan", "0x10",
        "2026-02-30", "true",
        "999999999999999999999", "\\", "  ", "\r", "\u{2028}", "whsec_", "$CREDENTIALS_DIRECTORY/", "../",
    ]

    private static func damage(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let at = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, at + Int.random(in: 0...12, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes.removeSubrange(at..<end)
            case 1:
                bytes.insert(contentsOf: pieces.randomElement(using: &generator).map { Array($0.utf8) } ?? [], at: at)
            case 2:
                bytes.replaceSubrange(
                    at..<end, with: pieces.randomElement(using: &generator).map { Array($0.utf8) } ?? [])
            case 3: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 4: if at < bytes.count { bytes[at] = UInt8.random(in: .min ... .max, using: &generator) }
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }

    /// How many damaged files each seed makes; `DOORSTROOM_MUTATIONS` asks for more.
    private static let count = ProcessInfo.processInfo.environment["DOORSTROOM_MUTATIONS"].flatMap(Int.init) ?? 150

    @Test("A damaged configuration is either valid or refused with a reason", arguments: 0..<4)
    func configuration(seed: UInt64) throws {
        let files = ExampleConfigurationTests.files()
        let valid = files.contents["/c/doorstroom.yaml"] ?? []
        try run(seed, valid) { bytes in
            var damaged = files
            damaged.contents["/c/doorstroom.yaml"] = bytes
            _ = try damaged.load()
        }
    }

    @Test("A damaged statute file is either valid or refused with a reason", arguments: 10..<12)
    func statutes(seed: UInt64) throws {
        try run(seed, Array(embedded("statutes/nl.yaml").utf8)) { _ = try StatuteFile.decode($0, file: "f.yaml") }
    }

    @Test("A damaged scorecard is either valid or refused with a reason", arguments: 20..<22)
    func scorecard(seed: UInt64) throws {
        try run(seed, Array(embedded("scorecards/default.yaml").utf8)) {
            _ = try ScorecardFile.decode($0, policy: OutcomesPolicy(), file: "f.yaml")
        }
    }

    @Test("A damaged mapping is either valid or refused with a reason", arguments: 30..<32)
    func mapping(seed: UInt64) throws {
        try run(seed, Array(embedded("mappings/canonical.yaml").utf8)) {
            _ = try MappingFile.decode($0, file: "f.yaml")
        }
    }

    private func run(_ seed: UInt64, _ valid: [UInt8], _ read: ([UInt8]) throws -> Void) throws {
        try read(valid)
        var generator = Generator(state: seed)
        var refused = 0
        for _ in 0..<Self.count {
            do {
                try read(Self.damage(valid, &generator))
            } catch let error as ConfigurationError {
                refused += 1
                #expect(error.problems.contains { $0.severity == .error })
                for problem in error.problems {
                    #expect(!problem.reason.isEmpty && !problem.remedy.isEmpty && !problem.code.isEmpty)
                }
            }
        }
        #expect(refused > 0, "the damage is real")
    }
}
