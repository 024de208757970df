/// Figures in the Prometheus text exposition format (version 0.0.4).
///
/// Only technical figures: no counts of people, groups, alerts or holds (domain rules §10).
package struct MetricsText: Sendable {
    private var lines: [String] = []

    package init() {}

    /// Adds one gauge or counter; a nil value is left out with its name.
    package mutating func add(
        _ name: String, _ help: String, kind: Kind = .gauge, labels: [(String, String)] = [], value: Double?
    ) {
        guard let value else { return }
        let header = "# TYPE \(name) \(kind.rawValue)"
        if !lines.contains(header) {
            lines.append("# HELP \(name) \(help)")
            lines.append(header)
        }
        let list = labels.map { "\($0.0)=\"\(MetricsText.escaped($0.1))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        lines.append(name + (list.isEmpty ? "" : "{\(list)}") + " " + number)
    }

    package enum Kind: String, Sendable { case gauge, counter }

    package var text: String { lines.joined(separator: "\n") + "\n" }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
