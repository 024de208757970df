import Testing

@testable import Daemon

@Suite("Metrics as text")
struct MetricsTextTests {
    @Test("A family is introduced once, labels are quoted, absent values are left out")
    func format() {
        var text = MetricsText()
        text.add("a_total", "Help.", kind: .counter, labels: [("o", "x\"y\\z\n")], value: 3)
        text.add("a_total", "Help.", kind: .counter, labels: [("o", "b")], value: 0.5)
        text.add("b", "Never.", value: nil)
        #expect(
            text.text == """
                # HELP a_total Help.
                # TYPE a_total counter
                a_total{o="x\\"y\\\\z\\n"} 3
                a_total{o="b"} 0.5

                """)
    }
}
