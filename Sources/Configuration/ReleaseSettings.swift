import Workforce
package import Outreach

/// How events leave (configuration key `release`).
package struct ReleaseSettings: Equatable, Sendable {
    /// `review`: a person releases everything; else each partner's agreement says.
    package var mode: Partner.Release
    /// What every event type begins with, dot included.
    package var typePrefix: String

    init(_ section: YamlSection) {
        mode = section.choice("mode") ?? .automatic
        typePrefix = "nl.doorstroom."
        if let written = section.text("typePrefix") {
            let labels = written.split(separator: ".", omittingEmptySubsequences: false)
            let isWhole =
                labels.count >= 3 && labels.last?.isEmpty == true
                && labels.dropLast().allSatisfy { label in
                    !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
                }
            if isWhole {
                typePrefix = written
            } else {
                section.error(
                    "invalid-prefix", "typePrefix", value: Shown.value(written),
                    "\(Shown.value(written)) is not a reversed domain name with a dot at its end",
                    remedy: "write one such as nl.example.doorstroom.")
            }
        }
        section.finish()
    }
}
