import Prevention
import Workforce

@testable import Outreach

/// A crafted case: people of one occupation in a region of their own, of whom so many are under notice that one person
/// more or less crosses a threshold, and one person whose move everybody may know.
struct Probe {
    enum Kind: String, CaseIterable {
        /// The tenth of a cell goes.
        case tenthLeaves
        /// The tenth goes somewhere else, where the cell that fell silent has fourteen.
        case tenthMovesToFourteen
        /// Goes and comes back four times at the edge of nine and ten.
        case oscillates
        /// Comes as the fifth since the last publication.
        case fifthJoins
        /// Goes as the fifth since the last publication.
        case fifthLeaves
        /// The end of the contract moves to a quarter of which partners know a cell, too.
        case quarterChanges
        /// Alone in an occupation whose neighbour has twelve: thirteen in all, at the edge of rounding.
        case aloneBesideTwelve
        /// Works hours that hardly anybody works.
        case oddHours
        /// Alone in having a skill, and known for it.
        case rareSkill
        /// The tenth moves to where then are eleven, one of them goes, and then the one who moved: the tenth again.
        case tenthTwice
        /// As `tenthTwice` among three.
        case thirdTwice
        /// As `tenthLeaves`, with somebody who is not under notice: nothing may be claimed of them.
        case bystanderLeaves
    }

    var name: String
    var kind: Kind
    /// People of the occupation in the region, those under notice included.
    var heads: Int
    /// The week of the notices; the moves follow at known distances.
    var week: Int

    private var home: String { "\(name)-a" }
    private var away: String { "\(name)-b" }
    private static let rareHours = 37

    /// Under notice beside the target.
    private var others: Int {
        switch kind {
        case .tenthLeaves, .tenthMovesToFourteen, .oscillates, .quarterChanges: 9
        case .fifthJoins: 12
        case .aloneBesideTwelve: 12
        case .fifthLeaves: 14
        case .oddHours, .rareSkill: 11
        case .tenthTwice: 9
        case .thirdTwice: 2
        case .bystanderLeaves: 10
        }
    }

    func build(_ employer: inout ProbedEmployer) {
        employer.add(Establishment(establishment: home, country: "NL", region: name))
        employer.add(Establishment(establishment: away, country: "NL", region: "\(name)-away"))
        let long = employer.start.adding(days: -700)
        let isAlone = kind == .aloneBesideTwelve
        for number in 0..<heads {
            let index = employer.hire(job: "5223", establishment: home, on: long, probe: name)
            employer.change(index) { row in
                row.centiFTE = [100, 80, 100, 60][number % 4]
                row.skills = number % 3 == 0 ? ["S0"] : ["S0", "S1"]
            }
        }
        let isAway = kind == .fifthJoins
        let target = employer.hire(
            job: isAlone ? "5222" : "5223", establishment: isAway ? away : home, on: long, probe: name)
        employer.change(target) { row in
            row.centiFTE = kind == .oddHours ? Self.rareHours : 100
            row.skills = kind == .rareSkill ? ["S0", "rare-\(name)"] : ["S0"]
        }
        for _ in 0..<heads {
            let index = employer.hire(job: "5223", establishment: away, on: long, probe: name)
            employer.change(index) { row in row.centiFTE = 100 }
        }
    }

    func act(_ employer: inout ProbedEmployer) {
        guard let week = employer.week else { return }
        let mine = employer.members.indices.filter { employer.members[$0].probe == name }
        let target = mine[heads]
        let exit = employer.start.adding(days: 7 * self.week).adding(months: 9)
        func notice(_ people: some Sequence<Int>, exit: CalendarDate = exit, in employer: inout ProbedEmployer) {
            let asOf = employer.asOf
            for index in people {
                employer.change(index) { row in
                    row.noticeDate = asOf
                    row.redundantSince = asOf
                    row.exitDate = exit
                    row.exitReason = .redundancy
                }
            }
        }
        switch week - self.week {
        case 0:
            notice(mine.prefix(others), in: &employer)
            if kind != .bystanderLeaves { notice([target], in: &employer) }
            let far = mine.suffix(heads)
            if kind == .tenthTwice || kind == .thirdTwice { notice(far.prefix(others + 1), in: &employer) }
            // A cell that partners knew: fourteen are left of it once it has fallen silent.
            if kind == .tenthMovesToFourteen || kind == .quarterChanges {
                let later = kind == .quarterChanges ? exit.adding(months: 3) : exit
                let people = kind == .quarterChanges ? mine.dropFirst(others).prefix(10) : far.prefix(10)
                notice(people, exit: later, in: &employer)
            }
        case 4 where kind == .tenthMovesToFourteen || kind == .quarterChanges:
            let people = kind == .quarterChanges ? mine.dropFirst(others).prefix(10) : mine.suffix(heads).prefix(10)
            people.prefix(1).forEach { employer.leave($0, reason: .resignation) }
        case 9 where kind == .tenthMovesToFourteen || kind == .quarterChanges:
            let isQuarter = kind == .quarterChanges
            let later = isQuarter ? exit.adding(months: 3) : exit
            let people = isQuarter ? mine.dropFirst(others + 10).prefix(5) : mine.suffix(heads).dropFirst(10).prefix(5)
            notice(people.filter { $0 != target }, exit: later, in: &employer)
        case 6 where kind == .fifthJoins:
            notice(mine.dropFirst(others).prefix(4), in: &employer)
        case 5..<9 where kind == .fifthLeaves:
            employer.leave(mine[week - self.week - 5], reason: .resignation)
        default: break
        }
        let turn = week - self.week - 14
        switch kind {
        case .tenthLeaves where turn == 0, .fifthLeaves where turn == 0, .oddHours where turn == 0,
            .rareSkill where turn == 0,
            .aloneBesideTwelve where turn == 0:
            employer.leave(target, reason: .resignation)
        case .bystanderLeaves where turn == 0:
            // Somebody in the cell found new work the same week.
            employer.leave(mine[0], reason: .resignation)
            employer.leave(target, reason: .resignation)
        case .tenthTwice where turn == 5, .thirdTwice where turn == 5:
            employer.leave(mine[mine.count - heads], reason: .resignation)
        case .tenthTwice where turn == 12, .thirdTwice where turn == 12:
            employer.leave(target, reason: .resignation)
        case .tenthMovesToFourteen where turn == 0, .tenthTwice where turn == 0, .thirdTwice where turn == 0,
            .oscillates where turn % 12 == 0 && (0...36).contains(turn):
            employer.transfer(target, to: away)
        case .oscillates where turn % 12 == 6 && (0...42).contains(turn), .fifthJoins where turn == 0:
            employer.transfer(target, to: home)
        case .quarterChanges where turn == 0:
            let from = employer.members[target].row
            employer.change(target) { $0.exitDate = exit.adding(months: 3) }
            employer.moved(target, .moved, from: from)
        default: break
        }
    }
}
