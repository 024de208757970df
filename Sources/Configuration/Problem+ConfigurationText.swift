package import Workforce

extension Problem {
    /// The problem as one line that editors can jump from:
    /// `doorstroom.yaml:12: disclosure.outwardMinimum: 5 is outside 10 to 1000; write a whole number from 10 to 1000`.
    package var configurationText: String {
        var text = ""
        if let file { text += line.map { "\(file):\($0): " } ?? "\(file): " }
        if severity == .warning { text += "warning: " }
        if let column { text += "\(column): " }
        // A reason that stands beside its value in a table does not repeat it.
        if let value, !value.isEmpty, !reason.contains(value) { text += "\(value): " }
        return text + reason + (reason.hasSuffix(".") ? " " : "; ") + remedy
    }
}
