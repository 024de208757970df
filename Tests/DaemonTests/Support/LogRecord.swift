import Logging
import Synchronization

/// What was logged, for tests that look at it.
final class LogRecord: Sendable {
    struct Line: Equatable, Sendable {
        var level: Logger.Level
        var metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    var lines: [Line] { kept.withLock { $0 } }

    var codes: [String] { lines.compactMap { $0.metadata["code"] } }

    var logger: Logger { Logger(label: "test", factory: { _ in Handler(record: self) }) }

    private func append(_ line: Line) { kept.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let record: LogRecord
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            record.append(Line(level: event.level, metadata: all.mapValues { "\($0)" }))
        }
    }
}
