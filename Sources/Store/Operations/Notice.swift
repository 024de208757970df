package import struct Foundation.Date

/// Something the operator is told: an error that needs a person. Without personal data.
package struct Notice: Equatable, Sendable, Codable {
    package var code: String
    package var text: String
    package var firstSeen: Date
    package var lastSeen: Date
    package var count: Int
    package var acknowledged: Date?
}
