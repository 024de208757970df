import Prevention
import Testing
import Workforce

@Suite("Quotas of the age bands")
struct BandQuotasTests {
    /// Bands of that many people, all of whom can be chosen, with equal service.
    private func bands(_ people: [Int], service: [String]? = nil, chosen: [Int]? = nil) -> [BandQuotas.Band] {
        people.indices.map { index in
            let since = day(service?[index] ?? "2020-01-01")
            return BandQuotas.Band(
                people: people[index], service: Array(repeating: since, count: chosen?[index] ?? people[index]))
        }
    }

    @Test("52/83/69/41/22 with 50 to go gives 10/15/13/8/4")
    func vector() {
        #expect(BandQuotas.numbers(of: bands([52, 83, 69, 41, 22]), toGo: 50) == [10, 15, 13, 8, 4])
    }

    @Test("Equal remainders go to the shortest service, then to the younger band")
    func ties() {
        #expect(BandQuotas.numbers(of: bands([1, 1, 1, 1, 0]), toGo: 2) == [1, 1, 0, 0, 0])
        let service = ["2010-01-01", "2012-01-01", "2024-01-01", "2020-01-01", "2020-01-01"]
        #expect(BandQuotas.numbers(of: bands([1, 1, 1, 1, 0], service: service), toGo: 2) == [0, 0, 1, 1, 0])
    }

    @Test("Who decides a tie is the next to go after the floor, not the first of the band")
    func nextToGo() {
        let band = { (dates: [String]) in BandQuotas.Band(people: dates.count, service: dates.map(day)) }
        // Quotas 1.5 and 1.5: behind the first of each stand 2011 and 2015.
        let bands = [
            band(["2025-01-01", "2011-01-01", "2010-01-01"]), band(["2020-01-01", "2015-01-01", "2001-01-01"]),
        ]
        #expect(BandQuotas.numbers(of: bands, toGo: 3) == [1, 2])
    }

    @Test("A band that runs out passes on to the next largest remainder that still has people")
    func runsOut() {
        // Quotas 1.6, 1.2, 1.2 of 4: the first has one to choose, so that its second goes to the next.
        #expect(BandQuotas.numbers(of: bands([4, 3, 3, 0, 0], chosen: [1, 3, 3, 0, 0]), toGo: 4) == [1, 2, 1, 0, 0])
        // Nobody to choose in the first: floor and remainder both go on.
        #expect(BandQuotas.numbers(of: bands([4, 3, 3, 0, 0], chosen: [0, 3, 3, 0, 0]), toGo: 4) == [0, 2, 2, 0, 0])
        // More than once along the line, and to a band without a remainder at last.
        #expect(BandQuotas.numbers(of: bands([4, 4, 2, 0, 0], chosen: [0, 0, 2, 0, 0]), toGo: 5) == [0, 0, 2, 0, 0])
        #expect(BandQuotas.numbers(of: bands([2, 2, 0, 0, 0], chosen: [0, 2, 0, 0, 0]), toGo: 2) == [0, 2, 0, 0, 0])
        #expect(BandQuotas.numbers(of: bands([5, 5, 0, 0, 0], chosen: [0, 5, 0, 0, 0]), toGo: 4) == [0, 4, 0, 0, 0])
    }

    @Test("Quotas add up to those to go wherever everybody can be chosen")
    func sums() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let people = (0..<5).map { _ in Int.random(in: 0...30, using: &random) }
            let total = people.reduce(0, +)
            let toGo = Int.random(in: 0...max(0, total), using: &random)
            let numbers = BandQuotas.numbers(of: bands(people), toGo: toGo)
            #expect(numbers.reduce(0, +) == toGo)
            for (number, heads) in zip(numbers, people) where total > 0 {
                #expect(abs(number * total - heads * toGo) < total)
            }
        }
    }

    @Test(
        "Ages fall into bands by completed years at the reference date, under 15 into the first",
        arguments: [
            ("2015-01-01", AgeBand.upTo24), ("2002-03-01", .upTo24), ("2001-02-28", .from25To34),
            ("2001-03-01", .upTo24), ("1992-02-29", .from25To34), ("1991-02-28", .from35To44),
            ("1981-02-28", .from45To54), ("1971-03-01", .from45To54), ("1971-02-28", .from55), ("1930-01-01", .from55),
        ])
    func ages(birth: String, band: AgeBand) {
        #expect(AgeBand(birthDate: day(birth), at: day("2026-02-28")) == band)
    }
}
