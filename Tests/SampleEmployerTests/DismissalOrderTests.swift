import Testing
import Workforce

@testable import SampleEmployer

@Suite("Who goes first at the sample employer")
struct DismissalOrderTests {
    private let day = 20_000

    private func person(_ number: Int, age: Double, years: Double, _ kind: ContractKind = .permanent) -> Career {
        var career = Career()
        career.number = number
        career.birth = day - Int(age * 365.25)
        career.hire = day - Int(years * 365.25)
        career.service = career.hire
        career.contract = kind
        return career
    }

    @Test("52, 83, 69, 41 and 22 people of which 50 go: 10, 15, 13, 8 and 4")
    func proportions() {
        var people: [Career] = []
        for (band, count) in [52, 83, 69, 41, 22].enumerated() {
            for place in 0..<count {
                people.append(person(people.count, age: Double(20 + 10 * band), years: 1 + Double(place) / 10))
            }
        }
        let chosen = DismissalOrder(day: day).chosen(50, of: people)
        let bands = chosen.map { min(4, Int(Double(day - people[$0].birth) / 365.25 - 14.9) / 10) }
        #expect((0..<5).map { band in bands.count { $0 == band } } == [10, 15, 13, 8, 4])
        // In each band those of the shortest service.
        let first = chosen.filter { $0 < 52 }
        #expect(first.sorted() == Array(0..<10))
    }

    @Test("Agency workers leave first, then on-call workers, whatever their service")
    func ranks() {
        let people = [
            person(0, age: 40, years: 1), person(1, age: 40, years: 9, .onCall), person(2, age: 40, years: 12, .agency),
            person(3, age: 68, years: 20),
        ]
        let order = DismissalOrder(day: day)
        #expect(order.chosen(1, of: people) == [2])
        #expect(order.chosen(2, of: people) == [2, 3])
        #expect(order.chosen(3, of: people) == [2, 3, 1])
        #expect(order.chosen(4, of: people).count == 4)
    }
}
