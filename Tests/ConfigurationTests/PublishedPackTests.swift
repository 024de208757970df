import DoorstroomConfiguration
import Foundation
import Prevention
import Testing

/// The statute files that are shipped, as JSON beside the worked examples of the law (`StatuteVectors`), which so run
/// against them without reading YAML.
@Suite("Statute files as the worked examples have them")
struct PublishedPackTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "PreventionTests/Published")

    /// `DOORSTROOM_RECORD=1` writes them anew; read the difference before you keep them.
    @Test("The packs of the worked examples are those of the statute files", arguments: ["nl", "be"])
    func equal(country: String) throws {
        let name = "\(country).yaml"
        let pack = try StatuteFile.decode(Array(embedded("statutes/\(name)").utf8), file: name).statutes.pack
        let file = Self.folder.appending(path: "\(country).json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        if ProcessInfo.processInfo.environment["DOORSTROOM_RECORD"] == "1" {
            try (encoder.encode(pack) + Data("\n".utf8)).write(to: file)
        }
        var kept = try JSONDecoder().decode(StatutePack.self, from: Data(contentsOf: file))
        // No worked example counts dismissals together.
        kept.collectiveRedundancies = pack.collectiveRedundancies
        #expect(kept == pack)
    }
}
