import Foundation
import Testing
import Workforce

@testable import Prevention

@Suite("The odometer as JSON has it")
struct ReadingFormTests {
    private typealias Window = CollectiveRedundancy.Window

    @Test(
        "A window is its unit and number, and what earlier versions stored is still read",
        arguments: [
            ("{\"months\":3}", "{\"months\":{\"_0\":3}}", CollectiveRedundancy.Window.months(3)),
            ("{\"days\":60}", "{\"days\":{\"_0\":60}}", .days(60)),
        ])
    func window(form: String, former: String, window: CollectiveRedundancy.Window) throws {
        #expect(String(decoding: try JSONEncoder().encode(window), as: UTF8.self) == form)
        for text in [form, former] { #expect(try JSONDecoder().decode(Window.self, from: Data(text.utf8)) == window) }
    }

    @Test("A crossing tells no row of anybody")
    func crossing() throws {
        let crossing = OdometerReading.Crossing(
            day: day("2026-09-01"), count: OdometerReading.Count(past: 1, committed: 2, forecast: 3), threshold: 6,
            isReached: false, isKnown: false, cases: 4..<15)
        let text = String(decoding: try JSONEncoder().encode(crossing), as: UTF8.self)
        #expect(!text.contains("cases") && text.contains("threshold"))
    }
}
