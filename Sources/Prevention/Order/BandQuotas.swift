package import Workforce

/// How those to go of one rank group are spread over its age bands (domain rules §4.3, §4.4), in integers only.
///
/// The quota of a band is h·m/H: the floor, then one more to the largest remainders; equal remainders to the band whose
/// next to go has the shortest service, then to the younger band. What a band cannot give, since its people are
/// indispensable, goes on along the same line of bands.
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

    /// A band's part of those to go, before and after the remainders are given out.
    struct Share {
        var number: Int
        let remainder: Int
        let choosable: Int

        /// - Parameters:
        ///   - choosable: how many of the people can be chosen.
        ///   - total: people in all bands, more than 0.
        init(people: Int, choosable: Int, toGo: Int, of total: Int) {
            number = min(people * toGo / total, choosable)
            remainder = people * toGo % total
            self.choosable = choosable
        }
    }

    /// How many of each band go. Less than `toGo` in all only where no band has anybody left who can be chosen.
    package static func numbers(of bands: [Band], toGo: Int) -> [Int] {
        let people = bands.reduce(0) { $0 + $1.people }
        guard people > 0 else { return bands.map { _ in 0 } }
        var shares = bands.map { Share(people: $0.people, choosable: $0.service.count, toGo: toGo, of: people) }
        shares.withUnsafeMutableBufferPointer { shares in
            settle(shares, toGo: toGo) { bands[$0].service[$1].dayNumber }
        }
        return shares.map(\.number)
    }

    /// Gives out what the floors left over; without a heap, since a simulation asks a million times.
    /// - Parameters:
    ///   - shares: by band, the younger first.
    ///   - service: the start of service, as a day number, of the person of a band (the first number) before whom so many
    ///     (the second) of those who can be chosen come.
    static func settle(
        _ shares: UnsafeMutableBufferPointer<Share>, toGo: Int, service: (Int, Int) -> Int32
    ) {
        var left = toGo - shares.reduce(0) { $0 + $1.number }
        if left == 0 { return }
        withUnsafeTemporaryAllocation(of: (band: Int, next: Int32).self, capacity: shares.count) { line in
            for band in shares.indices {
                let share = shares[band]
                let entry = (
                    band: band, next: share.number < share.choosable ? service(band, share.number) : Int32.min
                )
                // The largest remainder first, then the latest start of service, then the younger band.
                var place = band
                while place > 0 {
                    let former = line[place - 1]
                    let rest = shares[former.band].remainder
                    guard rest < share.remainder || rest == share.remainder && former.next < entry.next else { break }
                    line.initializeElement(at: place, to: former)
                    place -= 1
                }
                line.initializeElement(at: place, to: entry)
            }
            while left > 0 {
                let before = left
                for (band, _) in line where left > 0 && shares[band].number < shares[band].choosable {
                    shares[band].number += 1
                    left -= 1
                }
                if left == before { break }
            }
        }
    }
}
