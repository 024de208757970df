package import Workforce

/// How those to go of one rank group are spread over its age bands (domain rules §4.3, §4.4), in integers only.
package struct BandQuotas {
    /// One age band of the rank group: everybody in it, and those who can be chosen, the next to go first.
    package struct Band {
        package var people: Int
        /// Start of service of each person who can be chosen (not indispensable), latest first.
        package var service: [CalendarDate]

        package init(people: Int, service: [CalendarDate]) {
            self.people = people
            self.service = service
        }
    }

    /// How many of each band go. Less than `toGo` in all only where no band has anybody left who can be chosen.
    ///
    /// The quota of a band is h·m/H: the floor, then one more to the largest remainders; equal remainders to the band
    /// whose next to go has the shortest service, then to the younger band. What a band cannot give, since its people
    /// are indispensable, goes on along the same line of bands.
    package static func numbers(of bands: [Band], toGo: Int) -> [Int] {
        let people = bands.reduce(0) { $0 + $1.people }
        guard people > 0 else { return bands.map { _ in 0 } }
        var numbers = bands.map { min($0.people * toGo / people, $0.service.count) }
        let remainders = bands.map { $0.people * toGo % people }
        let next = zip(bands, numbers).map { band, number in
            number < band.service.count ? band.service[number].dayNumber : Int32.min
        }
        // Latest start of service first; a smaller index is a younger band.
        let line = bands.indices.sorted { left, right in
            (remainders[right], next[right], left) < (remainders[left], next[left], right)
        }
        var left = toGo - numbers.reduce(0, +)
        while left > 0 {
            let before = left
            for band in line where left > 0 && numbers[band] < bands[band].service.count {
                numbers[band] += 1
                left -= 1
            }
            if left == before { break }
        }
        return numbers
    }
}
