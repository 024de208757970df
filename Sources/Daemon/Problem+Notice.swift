package import Outreach
import Workforce

extension Problem {
    /// As a notice tells it: what is wrong and what to do, then which thing it is about and where that is mended.
    ///
    /// The value of a warning of outreach is the code of an establishment or an internship, not what stands in the
    /// column, so the two are told apart.
    var notice: String {
        var about: [String] = []
        if let value { about.append("about \(value)") }
        if let file {
            about.append("see \(file)" + (line.map { ", line \($0)" } ?? "") + (column.map { ", column \($0)" } ?? ""))
        } else if let column {
            about.append("field \(column)")
        }
        let sentence = reason.capitalizedSentence + " " + remedy.capitalizedSentence
        return about.isEmpty ? sentence : "\(sentence) (\(about.joined(separator: "; ")))"
    }
}

extension Partner {
    /// The notice that events wait for somebody who is no partner any more.
    package static let notConfigured = "partner-not-configured"
}
