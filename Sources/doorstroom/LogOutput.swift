import Daemon
import DoorstroomConfiguration
import Foundation
import Logging

#if canImport(Glibc)
    import Glibc
#endif

/// Where the log goes: standard error, as text for a person or as JSON for a collector, one line an entry.
enum LogOutput {
    static func logger(_ settings: LogSettings) -> Logger {
        let sink = LineSink(DescriptorWriter(STDERR_FILENO))
        var logger = Logger(label: "doorstroom") { _ in LineLogHandler(format: settings.format, sink: sink) }
        logger.logLevel = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        return logger
    }
}

/// Writes one line an entry: time, level, message, then the metadata in the order of their keys.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    let format: LogSettings.Format
    private let sink: LineSink

    init(format: LogSettings.Format, sink: LineSink) {
        self.format = format
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        sink.put(line(event.level, event.message, all)) { lost in
            line(.error, "Log lines could not be written and are lost", ["lines": "\(lost)"])
        }
    }

    private func line(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        let all = metadata.sorted { $0.key < $1.key }
        let time = Date().formatted(.iso8601)
        switch format {
        case .text:
            let details = all.map { " \($0.key)=\($0.value)" }.joined()
            return "\(time) \(level.rawValue) \(message)\(details)"
        case .json:
            let details = all.map { "," + ListingValue.quoted($0.key) + ":" + ListingValue.quoted("\($0.value)") }
                .joined()
            return "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"message\":"
                + ListingValue.quoted("\(message)") + details + "}"
        }
    }
}
