import Workforce

@testable import Intake

/// The reader once more, as plainly as it can be written: characters, strings, dictionaries, one row after the other.
/// What it says is what the fast one has to say, whatever the chunks.
struct ReaderReference {
    struct Finding: Hashable, Comparable {
        var line: Int
        var code: String
        var column: String

        static func < (left: Finding, right: Finding) -> Bool {
            (left.line, left.code, left.column) < (right.line, right.code, right.column)
        }
    }

    struct Row {
        var line: Int
        var person: EmployeeRow
    }

    var mapping: FileMapping
    var bundleAsOf: CalendarDate?
    private(set) var header: [String] = []
    private(set) var rows = 0
    private(set) var rejected = 0
    private(set) var filtered = 0
    private(set) var merged = 0
    private(set) var findings: [Finding] = []
    private(set) var refusal: String?
    private(set) var people: [CalendarDate: [EmployeeRow]] = [:]
    private(set) var filteredIds: [CalendarDate: Set<String>] = [:]
    private var undated: Set<String> = []

    init(mapping: FileMapping, bundleAsOf: CalendarDate?) {
        self.mapping = mapping
        self.bundleAsOf = bundleAsOf
    }

    mutating func read(_ text: String) {
        let split = ReaderReferenceRecords(text, delimiter: mapping.delimiter ?? 0x2C)
        header = split.records.first?.fields.map(trimmed) ?? []
        var byDate: [CalendarDate: [Row]] = [:]
        for record in split.records.dropFirst() {
            let fields = record.fields.map(trimmed)
            if fields.count < header.count, record.isCut, fields != [""] {
                refusal = "truncated-file"
                break
            }
            if fields.allSatisfy(\.isEmpty) { continue }
            rows += 1
            if fields.dropFirst(header.count).contains(where: { !$0.isEmpty }) {
                rejected += 1
                note(record.line, "too-many-fields", "")
                continue
            }
            if fields.count < header.count { note(record.line, "too-few-fields", "") }
            for field in record.stray where field < header.count { note(record.line, "stray-quote", header[field]) }
            let values = Dictionary(
                zip(header, fields + Array(repeating: "", count: max(0, header.count - fields.count))),
                uniquingKeysWith: { first, _ in first })
            read(values, line: record.line, into: &byDate)
        }
        if split.isUnclosed { refusal = "truncated-file" }
        for (date, rows) in byDate { people[date] = merge(rows, at: date) }
        for date in filteredIds.keys where people[date] == nil { people[date] = [] }
        for date in people.keys { filteredIds[date, default: []].formUnion(undated) }
    }

    private mutating func note(_ line: Int, _ code: String, _ column: String) {
        findings.append(Finding(line: line, code: code, column: column))
    }

    private func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
        while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
        return String(scalars)
    }

    // MARK: Values

    private func sourceName(_ field: EmployeeField) -> String {
        let names: [String] = (mapping.columns[field.rawValue]?.cases ?? []).flatMap { option -> [String] in
            if case .columns(let names, _) = option.source { return names }
            return []
        }
        return Set(names).count == 1 ? names[0] : field.rawValue
    }

    private func format(_ field: EmployeeField) -> FieldFormat {
        let column = mapping.columns[field.rawValue]
        return FieldFormat(column?.format ?? mapping.format, fullTime: column?.fullTime)
    }

    /// The value of a column, and whether the mapping wrote it.
    private func value(_ field: EmployeeField, _ row: [String: String]) -> (text: String, isCanonical: Bool) {
        let column = mapping.columns[field.rawValue] ?? ColumnMapping(column: field.rawValue)
        let format = format(field)
        func source(_ name: String) -> String {
            let text = row[name] ?? ""
            return format.isNull(text) ? "" : text
        }
        let chosen = column.cases.first { option in
            option.when.allSatisfy { name, texts in texts.contains(row[name] ?? "") }
        }
        switch chosen?.source {
        case nil, .absent: return ("", true)
        case .constant(let text): return (text, true)
        case .columns(let names, let separator):
            let text = names.map(source).filter { !$0.isEmpty }.joined(separator: separator)
            if let mapped = column.values[text] { return (mapped, true) }
            if !text.isEmpty, let rest = column.values["*"] { return (rest, true) }
            return (text, false)
        }
    }

    private mutating func read(_ row: [String: String], line: Int, into byDate: inout [CalendarDate: [Row]]) {
        var asOf = bundleAsOf
        switch mapping.asOf {
        case .column(let name, let formats):
            var format = mapping.format
            format.dates = formats
            let text = row[name] ?? ""
            asOf = FieldFormat(format).isNull(text) ? nil : FieldFormat(format).date(text)
        case .yearEnd(let name):
            let text = row[name] ?? ""
            asOf = text.count == 4 ? Int(text).flatMap { CalendarDate(year: $0, month: 12, day: 31) } : nil
        case .constant(let text): asOf = CalendarDate(iso: text)
        case nil: break
        }
        for filter in mapping.filters where filter.values.contains(row[filter.column] ?? "") == filter.excludes {
            filtered += 1
            let id = value(.id, row).text
            if id.isEmpty { return }
            if let asOf { filteredIds[asOf, default: []].insert(id) } else { undated.insert(id) }
            return
        }
        var reading = RowReading(line: line)
        if asOf == nil, case .column(let name, _) = mapping.asOf {
            reading.reject(row[name] == "" ? "missing-value" : "unreadable-date", name)
        } else if asOf == nil, case .yearEnd(let name) = mapping.asOf {
            reading.reject(row[name] == "" ? "missing-value" : "unreadable-date", name)
        }
        let person = person(row, &reading)
        findings += reading.findings
        if let person, let asOf, !reading.isRejected {
            let hired = person.hireDate
            if hired.parts.year < 1900 || hired.dayNumber - asOf.dayNumber > 1827 {
                note(line, "implausible-date", sourceName(.hireDate))
            }
            byDate[asOf, default: []].append(Row(line: line, person: person))
        } else {
            rejected += 1
            let id = value(.id, row).text
            if !id.isEmpty { undated.insert(id) }
        }
    }

    private struct RowReading {
        var line: Int
        var isRejected = false
        var findings: [Finding] = []

        mutating func reject(_ code: String, _ column: String) {
            isRejected = true
            findings.append(Finding(line: line, code: code, column: column))
        }

        mutating func warn(_ code: String, _ column: String) {
            findings.append(Finding(line: line, code: code, column: column))
        }
    }

    private func person(_ row: [String: String], _ reading: inout RowReading) -> EmployeeRow? {
        func text(_ field: EmployeeField) -> String { value(field, row).text }
        func date(_ field: EmployeeField) -> CalendarDate? {
            let (text, isCanonical) = value(field, row)
            if text.isEmpty { return nil }
            if let date = format(field).date(text) ?? (isCanonical ? CalendarDate(iso: text) : nil) { return date }
            if field == .hireDate {
                reading.reject("unreadable-date", sourceName(field))
            } else {
                reading.warn("unreadable-date", sourceName(field))
            }
            return nil
        }
        func number(_ field: EmployeeField) -> Int? {
            let (text, isCanonical) = value(field, row)
            if text.isEmpty { return nil }
            if let number =
                (field == .fte
                    ? format(field).centiFTE(text, isShare: isCanonical) : format(field).hundredths(text))
                    ?? (isCanonical ? FieldFormat.canonical.hundredths(text) : nil),
                field == .fte || (0...Int(Int32.max)).contains(number)
            {
                return number
            }
            reading.warn("unreadable-number", sourceName(field))
            return nil
        }
        func code(_ field: EmployeeField) -> String {
            let text = text(field)
            if text.isEmpty || field.codes.contains(text) { return text }
            if field == .exitReason, ["ziekte", "illness"].contains(text.lowercased()) { return "other" }
            reading.reject("unknown-code", sourceName(field))
            return ""
        }
        let (id, job, establishment) = (text(.id), text(.job), text(.establishment))
        let hire = date(.hireDate)
        for (field, isMissing) in [
            (EmployeeField.id, id.isEmpty), (.job, job.isEmpty), (.establishment, establishment.isEmpty),
            (.hireDate, hire == nil && text(.hireDate).isEmpty),
        ] where isMissing { reading.reject("missing-value", sourceName(field)) }
        if id.wholeMatch(of: /[0-9]([.,][0-9]+)?[Ee]\+[0-9]+/) != nil {
            reading.reject("rounded-number", sourceName(.id))
        }
        var person = EmployeeRow(
            id: id, hireDate: hire ?? CalendarDate(dayNumber: 0), job: job, establishment: establishment)
        (person.name, person.email, person.jobWish) = (text(.name), text(.email), text(.jobWish))
        person.birthDate = date(.birthDate)
        person.jobSince = date(.jobSince)
        person.contractEnd = date(.contractEnd)
        person.redundantSince = date(.redundantSince)
        person.noticeDate = date(.noticeDate)
        person.exitDate = date(.exitDate)
        person.consentIntroduction = date(.consentIntroduction)
        person.serviceSince = date(.serviceSince) ?? person.hireDate
        person.unit = text(.unit).isEmpty ? nil : text(.unit)
        let contract = code(.contract)
        person.contract = ContractKind.allCases.first { $0.code == contract } ?? .permanent
        let gender = code(.gender)
        person.gender = Gender.allCases.first { $0.code == gender } ?? .absent
        let renewal = code(.contractRenewal)
        person.renewal = Renewal.allCases.first { $0.code == renewal } ?? .absent
        let reason = code(.exitReason)
        person.exitReason = ExitReason.allCases.first { $0.code == reason } ?? .absent
        person.indispensable = code(.indispensable) == "yes"
        person.monthlySalary = number(.monthlySalary)
        person.trainingHours = number(.trainingHours)
        for skill in text(.skills).split(separator: "|").map({ trimmed(String($0)) })
        where !skill.isEmpty && !person.skills.contains(skill) { person.skills.append(skill) }
        let fte = number(.fte)
        if let fte, !(0...150).contains(fte) { reading.reject("fte-out-of-range", sourceName(.fte)) }
        if let share = FieldFormat.canonical.hundredths(text(.fte)), format(.fte).fullTime != nil,
            !value(.fte, row).isCanonical, let fte, (0...150).contains(fte), (1...150).contains(share)
        {
            reading.warn("slight-fte", sourceName(.fte))
        }
        person.centiFTE = fte ?? (person.contract == .onCall ? 0 : 100)
        if let hire, let birth = person.birthDate, hire < birth.anniversary(years: 13) {
            reading.reject("hired-too-young", sourceName(.hireDate))
        }
        if let hire, let exit = person.exitDate, exit < hire {
            reading.reject("exit-before-hire", sourceName(.exitDate))
        }
        if !reading.isRejected, fte == nil, person.contract == .onCall { reading.warn("absent-fte", sourceName(.fte)) }
        if !reading.isRejected, let birth = person.birthDate, birth.parts.year < 1900 {
            reading.warn("implausible-date", sourceName(.birthDate))
        }
        return person
    }

    // MARK: Merging

    private mutating func merge(_ rows: [Row], at date: CalendarDate) -> [EmployeeRow] {
        var result: [(line: Int, person: EmployeeRow)] = []
        for id in Set(rows.map(\.person.id)) {
            noteContradiction(rows.filter { $0.person.id == id })
            var own: [Row] = []
            for row in rows where row.person.id == id {
                let place = own.firstIndex {
                    $0.person.job == row.person.job && $0.person.unit == row.person.unit
                        && $0.person.establishment == row.person.establishment
                        && $0.person.hireDate == row.person.hireDate
                }
                guard let place else {
                    own.append(row)
                    continue
                }
                let isSame = own[place].person.exitDate == row.person.exitDate
                note(row.line, isSame ? "repeated-row" : "contradictory-rows", sourceName(.id))
                if own[place].person.exitDate == nil, row.person.exitDate != nil { own[place] = row }
            }
            func isIn(_ row: Row) -> Bool {
                row.person.hireDate <= date && !(row.person.exitDate.map { $0 <= date } ?? false)
            }
            if own.contains(where: isIn) { own.removeAll { !isIn($0) } }
            own.sort { $0.line < $1.line }
            var leading = own[0]
            for row in own where row.person.centiFTE > leading.person.centiFTE { leading = row }
            leading.person.centiFTE = own.reduce(0) { $0 + $1.person.centiFTE }
            let salaries = own.compactMap(\.person.monthlySalary)
            leading.person.monthlySalary = salaries.isEmpty ? nil : salaries.reduce(0, +)
            if leading.person.centiFTE > 120 { note(leading.line, "fte-over-full-time", sourceName(.fte)) }
            result.append((leading.line, leading.person))
        }
        merged += rows.count - result.count
        return result.sorted { $0.line < $1.line }.map(\.person)
    }

    /// The first row whose birth date or gender differs from the first one that was stated.
    private mutating func noteContradiction(_ rows: [Row]) {
        let born = rows.compactMap(\.person.birthDate).first
        let gender = rows.map(\.person.gender).first { $0 != .absent }
        for row in rows {
            if let date = row.person.birthDate, date != born {
                return note(row.line, "identity-contradiction", sourceName(.birthDate))
            }
            if row.person.gender != .absent, row.person.gender != gender {
                return note(row.line, "identity-contradiction", sourceName(.gender))
            }
        }
    }
}
