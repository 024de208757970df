internal import Workforce

extension SideFileKind {
    static func jobs(_ table: inout SideTableReader) throws(StoreError) -> [Job] {
        var rows = try table.required().map { Job(job: $0) }
        try fill(&rows, \.title, table.texts())
        try fill(&rows, \.jobGroup, table.texts())
        try fill(&rows, \.isco08, table.texts())
        try fill(&rows, \.esco, table.texts())
        try fill(&rows, \.level, table.texts())
        try fill(&rows, \.sector, table.texts())
        return rows
    }

    static func establishments(_ table: inout SideTableReader) throws(StoreError) -> [Establishment] {
        var rows = try table.required().map { Establishment(establishment: $0) }
        try fill(&rows, \.name, table.texts())
        try fill(&rows, \.country, table.texts())
        try fill(&rows, \.region, table.texts())
        try fill(&rows, \.statutoryArea, table.texts())
        try fill(&rows, \.technicalUnit, table.texts())
        try fill(&rows, \.postcode, table.texts())
        return rows
    }

    static func units(_ table: inout SideTableReader) throws(StoreError) -> [OrganisationalUnit] {
        var rows = try table.required().map { OrganisationalUnit(unit: $0) }
        try fill(&rows, \.name, table.texts())
        try fill(&rows, \.parent, table.texts())
        try fill(&rows, \.establishment, table.texts())
        try fill(&rows, \.trainers, table.numbers())
        return rows
    }

    static func plan(_ table: inout SideTableReader) throws(StoreError) -> [PlanRow] {
        let jobGroups = try table.texts()
        let establishments = try table.texts()
        let dates = try table.dates()
        let numbers = try table.numbers()
        var rows: [PlanRow] = []
        rows.reserveCapacity(table.rows)
        for index in 0..<table.rows {
            guard let date = dates[index], let centiFTE = numbers[index] else { throw .damaged("plan") }
            rows.append(
                PlanRow(
                    jobGroup: jobGroups[index], establishment: establishments[index], date: date, centiFTE: centiFTE))
        }
        try fill(&rows, \.referenceDate, table.dates())
        try fill(&rows, \.announcedOn, table.dates())
        try fill(&rows, \.embargoUntil, table.dates())
        try fill(&rows, \.note, table.texts())
        return rows
    }

    static func indicators(_ table: inout SideTableReader) throws(StoreError) -> [IndicatorRow] {
        let scopes = try table.required()
        let codes = try table.required()
        let indicators = try table.required()
        let values = try table.reals()
        var rows: [IndicatorRow] = []
        rows.reserveCapacity(table.rows)
        for index in 0..<table.rows {
            guard let scope = IndicatorRow.Scope(rawValue: scopes[index]) else { throw .damaged("indicator") }
            rows.append(
                IndicatorRow(scope: scope, code: codes[index], indicator: indicators[index], value: values[index]))
        }
        try fill(&rows, \.date, table.dates())
        try fill(&rows, \.respondents, table.numbers())
        return rows
    }

    static func vacancies(_ table: inout SideTableReader) throws(StoreError) -> [Vacancy] {
        let codes = try table.required()
        let jobs = try table.required()
        var rows = zip(codes, jobs).map { Vacancy(vacancy: $0, job: $1) }
        try fill(&rows, \.establishment, table.texts())
        try fill(&rows, \.centiFTE, table.numbers())
        try fill(&rows, \.openFrom, table.dates())
        try fill(&rows, \.openUntil, table.dates())
        let counts = try table.numbers()
        var skills = try table.following()
        let all = try skills.required()
        var next = 0
        for index in rows.indices {
            let end = next + (counts[index] ?? 0)
            guard end >= next, end <= all.count else { throw .damaged("vacancy") }
            rows[index].skills = Array(all[next..<end])
            next = end
        }
        return rows
    }

    static func internships(_ table: inout SideTableReader) throws(StoreError) -> [Internship] {
        let codes = try table.required()
        let units = try table.required()
        var rows = zip(codes, units).map { Internship(internship: $0, unit: $1, places: 0) }
        try fill(&rows, \.job, table.texts())
        try fill(&rows, \.title, table.texts())
        try fill(&rows, \.field, table.texts())
        try fill(&rows, \.level, table.texts())
        try fill(&rows, \.track, table.texts())
        try fill(&rows, \.qualification, table.texts())
        try fill(&rows, \.accreditation, table.texts())
        try fill(&rows, \.starts, table.dates())
        try fill(&rows, \.ends, table.dates())
        try fill(&rows, \.hoursPerWeek, table.numbers())
        let places = try table.numbers()
        let audiences = try table.texts()
        for index in rows.indices {
            rows[index].places = places[index] ?? 0
            rows[index].audience = audiences[index].flatMap(Internship.Audience.init)
        }
        try fill(&rows, \.trainer, table.texts())
        try fill(&rows, \.description, table.texts())
        return rows
    }

    private static func fill<Row, Value>(
        _ rows: inout [Row], _ path: WritableKeyPath<Row, Value>, _ values: [Value]
    ) {
        for index in rows.indices { rows[index][keyPath: path] = values[index] }
    }
}
