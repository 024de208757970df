import Prevention
import Workforce

@testable import Outreach

/// An employer made to be probed: two years of nights in which people come, move, are dismissed and go, in several regions
/// and occupations, with crafted single moves at the edges of the cells' thresholds. What happens beside them is drawn, or
/// is what happens at the sample employer.
struct ProbedEmployer {
    struct Member {
        var row: EmployeeRow
        /// Lives in a region of its own kind, where nothing moves by chance while the probe lasts.
        var probe: String?
    }

    /// What everybody outside may know of one person: when they came, moved or went, and nothing of a phase.
    struct Move: Hashable {
        enum Kind: String { case joined, moved, left }
        var member: Int
        var kind: Kind
        /// Number of the first night that shows it.
        var night: Int
        var fromJob = ""
        var fromEstablishment = ""
        var toJob = ""
        var toEstablishment = ""
        /// The probe that made it; nil for chance.
        var probe: String?
        /// An exit that came on a date that had been known for long: any night shows it, not only one with a new snapshot.
        var isDated = false
    }

    /// The first night.
    let start: CalendarDate
    /// From one night to the next: what is drawn is drawn by the week, the sample employer is looked at on every night.
    let daysPerNight: Int
    private static let jobs = [
        "5223": "5223", "5222": "5222", "5230": "5230", "5242": "5242", "4321": "4321", "4322": "4322",
        "4110": "4110", "3322": "3322", "9333": "9333", "9334": "9334",
    ]

    private(set) var members: [Member] = []
    private(set) var establishments: [Establishment] = []
    private(set) var plan: [PlanRow] = []
    private(set) var moves: [Move] = []
    private(set) var night = 0
    private var generator: SeededGenerator
    private let regions: Int
    private var probes: [Probe] = []
    private var waves: [Wave] = []
    private let course: SampleCourse?
    /// What the course's bundles hold beside people.
    private var sideFiles = SideFiles()
    private var indexes: [String: Int] = [:]

    /// A reduction of one job group at one establishment.
    struct Wave {
        var job: String
        var establishment: String
        var people: Int
        var decidedIn: Int
        var announced: Bool
        var embargoWeeks: Int
    }

    /// - Parameters:
    ///   - regions: with two establishments each.
    ///   - heads: people of an establishment.
    init(seed: UInt64, regions: Int = 4, heads: Int = 110, probes: [Probe] = []) {
        start = CalendarDate(iso: "2026-01-05")!
        daysPerNight = 7
        course = nil
        generator = SeededGenerator(seed: seed)
        self.regions = regions
        self.probes = probes
        for place in 0..<(2 * regions) {
            establishments.append(Establishment(establishment: "E\(place)", country: "NL", region: "R\(place / 2)"))
            for _ in 0..<heads {
                _ = hire(job: commonJob(), establishment: "E\(place)", on: start.adding(days: -400))
            }
            // Every establishment has a reduction about every nine months; one in three nobody has been told of.
            for turn in 0..<3 {
                let waved = ["5223", "5223", "4321", "4110"][Int.random(in: 0..<4, using: &generator)]
                waves.append(
                    Wave(
                        job: waved, establishment: "E\(place)", people: Int.random(in: 10...26, using: &generator),
                        decidedIn: turn * 36 + Int.random(in: 0..<30, using: &generator),
                        announced: Int.random(in: 0..<3, using: &generator) > 0,
                        embargoWeeks: Int.random(in: 0..<3, using: &generator) * 4))
            }
        }
        for probe in probes { probe.build(&self) }
    }

    /// The sample employer, and beside it the regions of the probes.
    init(seed: UInt64, course: SampleCourse, probes: [Probe] = []) {
        start = course.first
        daysPerNight = 1
        self.course = course
        generator = SeededGenerator(seed: seed)
        regions = 0
        self.probes = probes
        follow(course)
        for probe in probes { probe.build(&self) }
    }

    var asOf: CalendarDate { start.adding(days: daysPerNight * night) }

    /// The week that begins with this night; nil within one.
    var week: Int? { daysPerNight * night % 7 == 0 ? daysPerNight * night / 7 : nil }

    var workforce: Workforce {
        var workforce = Workforce(
            asOf: asOf, employerCountry: "NL", employees: EmployeeColumns(rows: members.lazy.map(\.row)))
        workforce.jobs = Self.jobs.keys.sorted().map { Job(job: $0, isco08: Self.jobs[$0]) } + (sideFiles.jobs ?? [])
        workforce.establishments = (sideFiles.establishments ?? []) + establishments
        workforce.units = sideFiles.units ?? []
        workforce.internships = sideFiles.internships ?? []
        workforce.plan = plan + (sideFiles.plan ?? [])
        return workforce
    }

    /// One night on.
    mutating func advance() {
        night += 1
        if let course {
            follow(course)
        } else {
            for index in members.indices where members[index].probe == nil { chance(index) }
            for wave in waves { follow(wave) }
        }
        for probe in probes { probe.act(&self) }
    }

    private mutating func commonJob() -> String {
        [
            "5223", "5223", "5223", "5223", "4321", "4321", "4110", "4110", "5230", "5222", "4322", "3322", "9333",
            "9334",
        ]
        .randomElement(using: &generator)!
    }

    private func isInService(_ index: Int) -> Bool {
        members[index].row.hireDate <= asOf && (members[index].row.exitDate.map { $0 > asOf } ?? true)
    }

    private mutating func happens(_ perYear: Double) -> Bool {
        Double.random(in: 0..<1, using: &generator) < perYear * Double(daysPerNight) / 364
    }

    /// What befalls somebody in a night without anybody's plan; the rates are those of a large employer.
    private mutating func chance(_ index: Int) {
        if let exit = members[index].row.exitDate {
            if exit > asOf, members[index].row.noticeDate != nil, happens(0.7) {
                // Under notice, and new work found before it ends.
                leave(index, reason: .resignation)
            } else if exit <= asOf, exit > asOf.adding(days: -daysPerNight) {
                moved(index, .left, isDated: true)
                // Where somebody goes of their own accord the place is filled again.
                if members[index].row.exitReason == .resignation, members[index].row.noticeDate == nil {
                    let row = members[index].row
                    moved(hire(job: row.job, establishment: row.establishment, on: asOf), .joined)
                }
            }
            return
        }
        guard isInService(index) else { return }
        if happens(0.10) {
            members[index].row.exitDate = asOf.adding(days: Int.random(in: 7...35, using: &generator))
            members[index].row.exitReason = .resignation
        } else if happens(0.03) {
            giveNotice(index, weeks: Int.random(in: 6...17, using: &generator), reason: .dismissal)
        } else if happens(0.05) {
            transfer(index, to: "E\(Int.random(in: 0..<(2 * regions), using: &generator))")
        }
    }

    /// What the bundles show from tonight on, and whose last day has passed.
    private mutating func follow(_ course: SampleCourse) {
        if let files = course.sideFiles(from: asOf) { sideFiles = files }
        for row in course.rows(from: asOf) {
            guard let index = indexes[row.id] else {
                indexes[row.id] = members.count
                members.append(Member(row: row))
                if night > 0, isInService(members.count - 1) { moved(members.count - 1, .joined) }
                continue
            }
            let from = members[index].row
            let hadGone = !isInService(index)
            members[index].row = row
            if (from.job, from.establishment) != (row.job, row.establishment), isInService(index) {
                moved(index, .moved, from: from)
            }
            if let exit = row.exitDate, exit < asOf, !hadGone { moved(index, .left) }
        }
        for index in members.indices where members[index].probe == nil && members[index].row.exitDate == asOf {
            moved(index, .left, isDated: true)
        }
    }

    private mutating func follow(_ wave: Wave) {
        let group = members.indices.filter {
            isInService($0) && members[$0].row.job == wave.job && members[$0].row.establishment == wave.establishment
                && members[$0].row.exitDate == nil
        }
        if week == wave.decidedIn {
            var row = PlanRow(
                jobGroup: wave.job, establishment: wave.establishment, date: asOf.adding(months: 8),
                centiFTE: max(0, group.reduce(0) { $0 + members[$1].row.centiFTE } - wave.people * 90))
            row.announcedOn = wave.announced ? asOf.adding(days: 14) : nil
            if wave.embargoWeeks > 0 { row.embargoUntil = asOf.adding(days: 7 * wave.embargoWeeks) }
            plan.append(row)
        } else if week == wave.decidedIn + 22 {
            for index in group.shuffled(using: &generator).prefix(wave.people) {
                giveNotice(index, weeks: [8, 12, 13, 17, 21].randomElement(using: &generator)!, reason: .redundancy)
            }
            plan.removeAll { $0.jobGroup == wave.job && $0.establishment == wave.establishment }
        }
    }
}

extension ProbedEmployer {
    @discardableResult
    mutating func hire(job: String, establishment: String, on date: CalendarDate, probe: String? = nil) -> Int {
        let number = members.count
        var row = EmployeeRow(
            id: "person-\(number)", hireDate: date, job: job, establishment: establishment,
            serviceSince: date.adding(days: -Int.random(in: 0..<4_000, using: &generator)))
        row.birthDate = CalendarDate(iso: "1970-01-01")!.adding(days: Int.random(in: 0..<10_000, using: &generator))
        row.centiFTE = [100, 100, 100, 100, 100, 100, 80, 80, 60, 50].randomElement(using: &generator)!
        if Int.random(in: 0..<100, using: &generator) == 0 { row.centiFTE = Int.random(in: 31...39, using: &generator) }
        row.skills = ["S0", "S1", "S2", "S3"].filter { _ in Int.random(in: 0..<3, using: &generator) > 0 }
        members.append(Member(row: row, probe: probe))
        return number
    }

    mutating func giveNotice(_ index: Int, weeks: Int, reason: ExitReason) {
        members[index].row.noticeDate = asOf
        members[index].row.exitDate = asOf.adding(days: 7 * weeks)
        members[index].row.exitReason = reason
        if reason == .redundancy { members[index].row.redundantSince = asOf }
    }

    /// Gone as of tonight.
    mutating func leave(_ index: Int, reason: ExitReason) {
        members[index].row.exitDate = asOf
        members[index].row.exitReason = reason
        moved(index, .left)
    }

    mutating func transfer(_ index: Int, to establishment: String) {
        guard members[index].row.establishment != establishment else { return }
        let from = members[index].row
        members[index].row.establishment = establishment
        moved(index, .moved, from: from)
    }

    mutating func change(_ index: Int, _ change: (inout EmployeeRow) -> Void) { change(&members[index].row) }

    mutating func add(_ establishment: Establishment) { establishments.append(establishment) }

    mutating func moved(_ index: Int, _ kind: Move.Kind, from: EmployeeRow? = nil, isDated: Bool = false) {
        let row = members[index].row
        let from = from ?? row
        moves.append(
            Move(
                member: index, kind: kind, night: night, fromJob: kind == .joined ? "" : from.job,
                fromEstablishment: kind == .joined ? "" : from.establishment, toJob: kind == .left ? "" : row.job,
                toEstablishment: kind == .left ? "" : row.establishment, probe: members[index].probe, isDated: isDated))
    }
}
