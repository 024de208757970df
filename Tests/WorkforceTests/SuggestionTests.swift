import Testing
import Workforce

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "The nearest word is offered, and none when nothing is near",
        arguments: [
            ("scna", "scan"), ("imprt", "import"), ("asessments", "assessments"), ("xyzzy", nil), ("", nil),
            ("SCAN", "scan"),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        #expect(Suggestion.nearest(to: word, among: ["scan", "import", "assessments", "scores"]) == expected)
    }
}
