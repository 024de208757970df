package import struct Foundation.Date
package import Workforce

/// What became of one bundle.
package struct ImportRecord: Equatable, Sendable, Codable {
    package var time: Date
    package var asOf: CalendarDate?
    package var refused: Bool
    /// The import report as JSON.
    package var report: String
}
