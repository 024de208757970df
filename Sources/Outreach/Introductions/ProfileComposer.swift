package import Prevention
package import Workforce

/// Makes the profile of one person from what the employer knows of everybody (domain rules §10; VUM, matching stage).
///
/// A name that is left out hides nobody whose job only they have. So what a profile tells is made as coarse as enough
/// colleagues share it: an occupation is named with as many digits as ten people in service in the region have in common,
/// a postcode where ten of them work in it, a skill that ten people of the employer have, and a date by its month. What
/// several of these tell together is not counted: that a person may be recognised by somebody who knows them is what they
/// are told before they agree.
package struct ProfileComposer {
    private let workforce: Workforce
    private let policy: DisclosurePolicy
    private let establishments: [String: Establishment]
    private let jobs: [String: Job]

    package init(workforce: Workforce, policy: DisclosurePolicy) {
        self.workforce = workforce
        self.policy = policy
        establishments = Dictionary(
            workforce.establishments.map { ($0.establishment, $0) }, uniquingKeysWith: { _, new in new })
        jobs = Dictionary(workforce.jobs.map { ($0.job, $0) }, uniquingKeysWith: { _, new in new })
    }

    /// - Parameters:
    ///   - row: of `Workforce.employees`.
    ///   - id: the introduction's key.
    package func profile(
        of row: Int, in result: PreventionResult, id: String, agreement: Partner.Agreement
    ) -> CandidateProfile {
        var profile = CandidateProfile(id: id)
        profile.offersDetails = agreement.disclosure >= .personal
        let colleagues = colleagues(of: row)
        let job = jobs[workforce.employees.jobs[workforce.employees.job[row]]]
        profile.occupation = occupation(of: job, among: colleagues)
        if let esco = job?.esco, Self.isURI(esco), isCommon(among: colleagues, { $0?.esco == esco }) {
            profile.esco = profile.occupation.map { _ in esco }
        }
        profile.level = job?.level.flatMap(Self.level)
        profile.sbi = job?.sector.flatMap(Self.sbi)
        if let occupation = profile.occupation { profile.postcode = postcode(of: row, occupation, among: colleagues) }
        profile.availableFrom = result.expectedExit[row].map(Self.firstOfMonth)
        let gate = DisclosureGate(employees: workforce.employees)
        profile.skills = skills(of: row, through: gate)
        if agreement.freeText { profile.wish = wish(of: row, through: gate) }
        return profile
    }

    /// People in service whose establishment lies in the same region, the person among them.
    private func colleagues(of row: Int) -> [Int] {
        let employees = workforce.employees
        let regions = (0..<UInt32(employees.establishments.count)).map {
            establishments[employees.establishments[$0]]?.region ?? ""
        }
        let region = regions[Int(employees.establishment[row])]
        guard !region.isEmpty else { return [] }
        return (0..<employees.count).filter {
            regions[Int(employees.establishment[$0])] == region && employees.isInService($0, at: workforce.asOf)
        }
    }

    private func isCommon(among rows: [Int], _ has: (Job?) -> Bool) -> Bool {
        let employees = workforce.employees
        let having = (0..<UInt32(employees.jobs.count)).map { has(jobs[employees.jobs[$0]]) }
        return rows.count { having[Int(employees.job[$0])] } >= policy.cellMinimum
    }

    private func occupation(of job: Job?, among rows: [Int]) -> Occupation? {
        var next = job?.isco08.flatMap(Occupation.init(isco08:))
        while let occupation = next, occupation != .all {
            if isCommon(among: rows, { Self.isOf(occupation, $0) }) { return occupation }
            next = occupation.parent
        }
        return nil
    }

    private static func isOf(_ occupation: Occupation, _ job: Job?) -> Bool {
        job?.isco08.flatMap(Occupation.init(isco08:))?.code.hasPrefix(occupation.code) ?? false
    }

    /// Of where the person works: where they live is not known here.
    private func postcode(of row: Int, _ occupation: Occupation, among rows: [Int]) -> String? {
        let employees = workforce.employees
        let codes = (0..<UInt32(employees.establishments.count)).map { code -> String? in
            let place = establishments[employees.establishments[code]]
            return Self.fourDigits(place?.postcode, country: place?.country ?? workforce.employerCountry)
        }
        guard let postcode = codes[Int(employees.establishment[row])] else { return nil }
        let near = rows.filter { codes[Int(employees.establishment[$0])] == postcode }
        return isCommon(among: near) { Self.isOf(occupation, $0) } ? postcode : nil
    }

    private func skills(of row: Int, through gate: DisclosureGate) -> [String] {
        let employees = workforce.employees
        let own = Set(employees.skills[employees.skillRange(row)])
        if own.isEmpty { return [] }
        var holders: [UInt32: Int] = [:]
        for other in 0..<employees.count where employees.isInService(other, at: workforce.asOf) {
            for skill in Set(employees.skills[employees.skillRange(other)]).intersection(own) {
                holders[skill, default: 0] += 1
            }
        }
        let texts = own.filter { holders[$0, default: 0] >= policy.cellMinimum }
            .map { OutwardText(.label, field: "skills", text: employees.skillTable[$0]) }
            .filter { !$0.text.isEmpty }
            .sorted { $0.text.utf8Order < $1.text.utf8Order }
        return zip(texts, gate.findings(in: texts)).filter { $1.isEmpty }.prefix(Self.mostSkills).map(\.0.text)
    }

    private func wish(of row: Int, through gate: DisclosureGate) -> String? {
        let text = OutwardText(.freeText, field: "wish", text: workforce.employees.jobWish[row])
        guard !text.text.allSatisfy(\.isWhitespace), gate.findings(in: [text])[0].isEmpty else { return nil }
        return text.text
    }

    private static let mostSkills = 50

    /// `codeWerkEnDenkniveauWerkzoekende` of a level in words; a level of the employer's own making says nothing here.
    static func level(_ text: String) -> Int? {
        switch text.lowercased() {
        case "vmbo": 3
        case "mbo", "havo", "vwo": 4
        case "hbo": 5
        case "wo": 6
        default: nil
        }
    }

    static func sbi(_ text: String) -> Int? {
        (2...6).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// The digits of a Dutch or Belgian postcode.
    static func fourDigits(_ text: String?, country: String) -> String? {
        guard country == "NL" || country == "BE", let text else { return nil }
        let characters = Array(text.utf8.filter { $0 != 0x20 })
        let digits = characters.prefix(4)
        let letters = characters.dropFirst(4)
        guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }), digits[0] != 0x30,
            letters.isEmpty
                || country == "NL" && letters.count == 2
                    && letters.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) })
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The first of a month on which the person is free: the day of leaving itself would be known to whoever knows it.
    static func firstOfMonth(onOrAfter date: CalendarDate) -> CalendarDate {
        let (year, month, day) = date.parts
        let first = CalendarDate(year: year, month: month, day: 1) ?? date
        return day == 1 ? first : first.adding(months: 1)
    }

    private static func isURI(_ text: String) -> Bool {
        text.hasPrefix("http") && text.utf8.count <= 200
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
}
