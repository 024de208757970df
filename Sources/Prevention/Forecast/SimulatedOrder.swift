import Workforce

/// Who goes in one draw: the order of domain rules §4 among those who are left, as ranges of places.
struct SimulatedOrder {
    let roster: SimulationRoster
    let hasStatutoryOrder: Bool

    /// Notes that `number` of the `heads` who are left go.
    func credit(
        _ number: Int, of heads: Int, _ people: SimulationPeople.Columns, _ scratch: SimulationScratch
    ) {
        let gone = scratch.gonePlaces
        let goneBounds = scratch.goneBounds
        guard hasStatutoryOrder, number < heads else {
            // Without an order the employer's criteria decide, which are not known: everybody is as likely.
            roster.credit(
                0..<roster.people.count, butNot: gone[0..<scratch.gone], Double(number) / Double(heads))
            return
        }
        var left = number
        for rankGroup in RankGroup.allCases where left > 0 {
            let first = Int(rankGroup.rawValue) * SimulationPeople.bandSegments
            let end = first + SimulationPeople.bandSegments
            let places = roster.bounds[first]..<roster.bounds[end]
            let gonePlaces = gone[goneBounds[first]..<goneBounds[end]]
            let present = places.count - gonePlaces.count
            if present == 0 { continue }
            let withoutBand = first + SimulationPeople.withoutBand
            let unbanded =
                roster.bounds[end] - roster.bounds[withoutBand] - (goneBounds[end] - goneBounds[withoutBand])
            if left >= present {
                roster.credit(places, butNot: gonePlaces)
            } else if unbanded > 0 {
                // A missing birth date keeps the order from being computed: everybody is as likely (§4.6).
                roster.credit(places, butNot: gonePlaces, Double(left) / Double(present))
            } else {
                creditBands(from: first, toGo: left, of: present, people, gone, goneBounds)
            }
            left -= min(left, present)
        }
    }

    /// The rank group of which only some go: by age band, in a band the shortest service first.
    private func creditBands(
        from first: Int, toGo: Int, of present: Int, _ people: SimulationPeople.Columns,
        _ gone: UnsafeMutableBufferPointer<Int32>, _ goneBounds: UnsafeMutableBufferPointer<Int>
    ) {
        withUnsafeTemporaryAllocation(of: BandQuotas.Share.self, capacity: AgeBand.allCases.count) { shares in
            for band in shares.indices {
                let segment = first + 2 * band
                let all =
                    roster.bounds[segment + 2] - roster.bounds[segment]
                    - (goneBounds[segment + 2] - goneBounds[segment])
                let choosable =
                    roster.bounds[segment + 1] - roster.bounds[segment]
                    - (goneBounds[segment + 1] - goneBounds[segment])
                shares.initializeElement(
                    at: band, to: BandQuotas.Share(people: all, choosable: choosable, toGo: toGo, of: present))
            }
            BandQuotas.settle(shares, toGo: toGo) { band, number in
                let segment = first + 2 * band
                let place = self.place(after: number, in: segment, gone, goneBounds)
                return people.service[Int(roster.people[place])]
            }
            for band in shares.indices where shares[band].number > 0 {
                let segment = first + 2 * band
                let end = place(after: shares[band].number - 1, in: segment, gone, goneBounds) + 1
                var leavers = goneBounds[segment]
                while leavers < goneBounds[segment + 1], Int(gone[leavers]) < end { leavers += 1 }
                roster.credit(roster.bounds[segment]..<end, butNot: gone[goneBounds[segment]..<leavers])
            }
        }
    }

    /// The place of the person of a segment before whom `number` others who are still there come.
    private func place(
        after number: Int, in segment: Int, _ gone: UnsafeMutableBufferPointer<Int32>,
        _ goneBounds: UnsafeMutableBufferPointer<Int>
    ) -> Int {
        var place = roster.bounds[segment] + number
        for leaver in gone[goneBounds[segment]..<goneBounds[segment + 1]] {
            if Int(leaver) > place { break }
            place += 1
        }
        return place
    }
}
