import Prevention
import Workforce

/// Where a statutory parameter comes from and how sure that is: every entry of a statute file says so.
struct StatuteEntry {
    var source: String
    var certainty: StatutePack.Certainty

    var origin: StatuteOrigin { StatuteOrigin(source: source, certainty: certainty) }

    /// Reads `source` and `certainty`; both are required.
    init?(_ section: YamlSection) {
        let source = section.requiredText("source", remedy: "write where the figure was read: law, article, or page")
        let certainty: StatutePack.Certainty? = section.choice("certainty")
        if !section.has("certainty") {
            section.missing("certainty", remedy: "write verified if it was read in the source, else unverified")
        }
        guard let source, let certainty else { return nil }
        self.source = source
        self.certainty = certainty
    }
}
