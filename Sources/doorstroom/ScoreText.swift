import Foundation
import Outcomes

/// A person's outcome scores taken apart, indicator by indicator.
struct ScoreText {
    let text: String

    init(_ breakdowns: [ScoreBreakdown], isDutch: Bool) {
        func decimal(_ text: String) -> String { isDutch ? text.replacing(".", with: ",") : text }
        var lines: [String] = []
        for breakdown in breakdowns {
            let score =
                breakdown.score.map { decimal(String(format: "%.1f", $0)) } ?? (isDutch ? "geen score" : "no score")
            let names = EvidenceNames(isDutch: isDutch)
            let coverage = String(format: "%.0f", breakdown.coverage * 100)
            lines.append(
                "\(names.label(breakdown.outcome.code)): \(score) (\(isDutch ? "dekking" : "coverage") \(coverage) %)")
            for item in breakdown.contributions {
                let title = isDutch ? item.title.nl : item.title.en
                if let missing = item.missing {
                    lines.append("  \(title): \(isDutch ? "ontbreekt" : "missing"), \(names.label(missing.rawValue))")
                } else {
                    let value = item.value.map { String(format: "%.0f", $0) } ?? ""
                    let points = String(format: "%.1f", item.points)
                    lines.append("  \(title): \(value) → \(decimal(points)) [\(names.source(item.source))]")
                }
            }
        }
        lines.append(
            isDutch
                ? "\nScores sturen hulp; ze bepalen nooit wie moet vertrekken."
                : "\nScores steer help; they never decide who must leave.")
        text = lines.joined(separator: "\n")
    }
}
