import DoorstroomConfiguration
import Foundation
import Logging

/// Where the log goes: standard error, as text for a person or as JSON for a collector, one line an entry.
enum LogOutput {
    static func logger(_ settings: LogSettings) -> Logger {
        var logger = Logger(label: "doorstroom") { _ in LineLogHandler(format: settings.format) }
        logger.logLevel = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        return logger
    }
}

/// Writes one line an entry: time, level, message, then the metadata in the order of their keys.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    let format: LogSettings.Format

    init(format: LogSettings.Format) { self.format = format }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let time = Date().formatted(.iso8601)
        switch format {
        case .text:
            let details = all.map { " \($0.key)=\($0.value)" }.joined()
            Terminal.error("\(time) \(event.level.rawValue) \(event.message)\(details)")
        case .json:
            let details = all.map { "," + ListingValue.quoted($0.key) + ":" + ListingValue.quoted("\($0.value)") }
                .joined()
            Terminal.error(
                "{\"time\":\"\(time)\",\"level\":\"\(event.level.rawValue)\",\"message\":"
                    + ListingValue.quoted("\(event.message)") + details + "}")
        }
    }
}
