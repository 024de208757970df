/// How a column of scores holds its values.
package protocol ScoreValue: BitwiseCopyable, Sendable {
    /// A score of 0–100; NaN where there is none.
    init(score: Double)
    /// A share of 0–1.
    init(share: Double)
}

/// As computed.
extension Double: ScoreValue {
    package init(score: Double) { self = score }
    package init(share: Double) { self = share }
}

/// As stored and shown: a score in hundredths, a share in hundredths of a per cent, both 0–10,000.
///
/// A quarter of the room: seven columns of a million people are what a night holds most of beside the workforce.
package struct ScoreHundredths: ScoreValue, Equatable {
    package let rawValue: Int16

    /// Where there is none.
    package static let missing: Int16 = -1

    @inline(__always)
    package init(score: Double) { rawValue = score.isNaN ? Self.missing : Int16(score * 100 + 0.5) }

    @inline(__always)
    package init(share: Double) { rawValue = Int16(share * 10_000 + 0.5) }
}
