import Prevention
import Workforce

/// The selection order of domain rules §4, person by person.
struct NaiveOrder {
    private(set) var rank: [String: Int] = [:]
    private(set) var indicated: Set<String> = []
    private(set) var tied: Set<String> = []
    private(set) var missing: Set<String> = []

    init(heads: [NaivePerson], toGo: Int, isClosing: Bool, referenceDate: CalendarDate) {
        var place = 1
        var left = toGo
        for number in 1...5 {
            let people = heads.filter { NaiveOrder.rankGroup(of: $0, referenceDate) == number }
                .sorted(by: NaiveOrder.goesBefore)
            if people.isEmpty { continue }
            var isComputed = true
            if left >= people.count {
                indicated.formUnion(people.map(\.row.id))
                left -= people.count
            } else if left > 0 {
                let without = people.filter { $0.row.birthDate == nil }
                if without.isEmpty {
                    choose(left, of: people, isClosing: isClosing, referenceDate)
                } else {
                    missing.formUnion(without.map(\.row.id))
                    isComputed = false
                }
                left = 0
            }
            let inOrder =
                people.filter { indicated.contains($0.row.id) } + people.filter { !indicated.contains($0.row.id) }
            for person in inOrder {
                if isComputed { rank[person.row.id] = place }
                place += 1
            }
        }
    }

    /// Service, shortest first, then the smaller id.
    static func goesBefore(_ left: NaivePerson, _ right: NaivePerson) -> Bool {
        if left.row.serviceSince != right.row.serviceSince { return left.row.serviceSince > right.row.serviceSince }
        return left.row.id.utf8.lexicographicallyPrecedes(right.row.id.utf8)
    }

    static func rankGroup(of person: NaivePerson, _ referenceDate: CalendarDate) -> Int {
        let row = person.row
        if person.isExternal { return 1 }
        if let pension = person.pensionDate, pension <= referenceDate { return 2 }
        if row.contract == .onCall { return 3 }
        let limit = referenceDate.adding(days: person.policy.decisionWeeks * 7 + 182)
        if row.contract == .fixedTerm, let end = row.contractEnd, end <= limit { return 4 }
        return 5
    }

    static func band(of person: NaivePerson, _ referenceDate: CalendarDate) -> Int {
        let age = person.row.birthDate!.completedYears(at: referenceDate)
        return age >= 55 ? 4 : age >= 45 ? 3 : age >= 35 ? 2 : age >= 25 ? 1 : 0
    }

    private mutating func choose(_ m: Int, of people: [NaivePerson], isClosing: Bool, _ referenceDate: CalendarDate) {
        let bands = (0...4).map { band in people.filter { NaiveOrder.band(of: $0, referenceDate) == band } }
        let quotas = bands.map { Rational($0.count * m, people.count) }
        // Who goes in a band, the next to go first; the indispensable are passed over.
        var waiting = bands.map { $0.filter { isClosing || !$0.row.indispensable } }
        var going: [[NaivePerson]] = [[], [], [], [], []]
        func move(_ band: Int) { going[band].append(waiting[band].removeFirst()) }
        for band in 0...4 {
            for _ in 0..<quotas[band].floor where !waiting[band].isEmpty { move(band) }
        }
        let line = (0...4).sorted { left, right in
            if quotas[left].fraction != quotas[right].fraction { return quotas[left].fraction > quotas[right].fraction }
            let leftService = waiting[left].first?.row.serviceSince
            let rightService = waiting[right].first?.row.serviceSince
            if leftService != rightService {
                guard let leftService else { return false }
                guard let rightService else { return true }
                return leftService > rightService
            }
            return left < right
        }
        while going.joined().count < m, waiting.contains(where: { !$0.isEmpty }) {
            for band in line where !waiting[band].isEmpty && going.joined().count < m { move(band) }
        }
        for band in 0...4 {
            indicated.formUnion(going[band].map(\.row.id))
            if let last = going[band].last, let next = waiting[band].first,
                last.row.serviceSince == next.row.serviceSince
            {
                for person in going[band] + waiting[band] where person.row.serviceSince == last.row.serviceSince {
                    tied.insert(person.row.id)
                }
            }
        }
    }
}
