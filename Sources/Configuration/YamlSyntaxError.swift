import Workforce
import Yams

/// A complaint of the YAML parser in the words of the person who wrote the file.
struct YamlSyntaxError {
    private var line: Int?
    private var reason: String
    private var remedy = "correct the line, or compare it with the example of the documentation"

    init(_ error: YamlError, text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            line = mark.line
            reason = problem
            explain(problem: problem, context: context, mark: mark, text: text)
        case .reader(let problem, _, _, _):
            line = YamlSyntaxError.firstControlCharacterLine(text)
            reason = problem
            remedy = "remove the invisible character; the file may be damaged"
        default:
            reason = "the file is not YAML"
        }
    }

    func report(to log: ProblemLog) { log.error("invalid-yaml", line: line, path: nil, reason, remedy: remedy) }

    private mutating func explain(problem: String, context: YamlError.Context?, mark: Mark, text: String) {
        let started = context?.text ?? ""
        switch problem {
        case "found character that cannot start any token", "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            if YamlSyntaxError.hasTab(text, line: mark.line) {
                (reason, remedy) = ("the line is indented with a tab", "indent with spaces")
            } else {
                (reason, remedy) = ("a value begins with a character that YAML reserves", "put the value in quotes")
            }
        case "mapping values are not allowed in this context":
            reason = "a colon stands where no key can be"
            remedy =
                "indent the line like its neighbours, end the line above with a colon if it opens a section, or put a text that holds `: ` in quotes"
        case "did not find expected key", "did not find expected '-' indicator":
            reason = "the line is not indented like its neighbours"
            remedy = "give all keys of one section the same indentation"
        case "could not find expected ':'":
            (reason, remedy) = ("a key has no colon after it", "write `key: value`, with a space after the colon")
        case "found unexpected end of stream" where started.contains("quoted"):
            line = context?.mark.line ?? line
            (reason, remedy) = ("a quote that is opened here is never closed", "close the quote")
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            line = context?.mark.line ?? line
            reason =
                "a bracket that is opened here is not closed, or a comma is missing before line \(mark.line)'s value"
            remedy = "close the bracket; separate the values with commas"
        case "found undefined alias",
            "did not find expected alphabetic or numeric character"
        where problem.hasPrefix("found") || started.contains("alias"):
            (reason, remedy) = ("a value begins with `*`", "put the value in quotes")
        case "but found another document":
            (reason, remedy) = ("a second document begins here (`---`)", "keep one document in the file")
        default:
            reason = started.isEmpty ? problem : "\(started): \(problem)"
        }
    }

    private static func hasTab(_ text: String, line: Int) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(line - 1) && lines[line - 1].contains("\t")
    }

    private static func firstControlCharacterLine(_ text: String) -> Int? {
        var line = 1
        for scalar in text.unicodeScalars {
            if scalar == "\n" { line += 1 }
            let isAllowed = scalar == "\n" || scalar == "\r" || scalar == "\t"
            if scalar.properties.generalCategory == .control, !isAllowed { return line }
            if scalar.value == 0xFFFE || scalar.value == 0xFFFF { return line }
        }
        return nil
    }
}
