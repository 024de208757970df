import Workforce

/// What the daemon writes to its log, and how (configuration key `log`).
package struct LogSettings: Equatable, Sendable {
    package enum Level: String, Sendable, CaseIterable { case trace, debug, info, notice, warning, error, critical }
    package enum Format: String, Sendable, CaseIterable { case text, json }

    package var level: Level
    package var format: Format

    init(_ section: YamlSection) {
        level = section.choice("level") ?? .info
        format = section.choice("format") ?? .text
        section.finish()
    }
}
