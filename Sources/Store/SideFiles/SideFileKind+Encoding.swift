internal import Workforce

/// The columns of each side file in the order in which they are stored; ``SideFileKind`` reads them in the same order.
extension SideFileKind {
    static func encode(_ rows: [Job]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.job))
        table.texts(rows.map(\.title))
        table.texts(rows.map(\.jobGroup))
        table.texts(rows.map(\.isco08))
        table.texts(rows.map(\.esco))
        table.texts(rows.map(\.level))
        table.texts(rows.map(\.sector))
        return table.writer.bytes
    }

    static func encode(_ rows: [Establishment]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.establishment))
        table.texts(rows.map(\.name))
        table.texts(rows.map(\.country))
        table.texts(rows.map(\.region))
        table.texts(rows.map(\.statutoryArea))
        table.texts(rows.map(\.technicalUnit))
        table.texts(rows.map(\.postcode))
        return table.writer.bytes
    }

    static func encode(_ rows: [OrganisationalUnit]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.unit))
        table.texts(rows.map(\.name))
        table.texts(rows.map(\.parent))
        table.texts(rows.map(\.establishment))
        table.numbers(rows.map(\.trainers))
        return table.writer.bytes
    }

    static func encode(_ rows: [PlanRow]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.jobGroup))
        table.texts(rows.map(\.establishment))
        table.dates(rows.map(\.date))
        table.numbers(rows.map(\.centiFTE))
        table.dates(rows.map(\.referenceDate))
        table.dates(rows.map(\.announcedOn))
        table.dates(rows.map(\.embargoUntil))
        table.texts(rows.map(\.note))
        return table.writer.bytes
    }

    static func encode(_ rows: [IndicatorRow]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.scope.rawValue))
        table.texts(rows.map(\.code))
        table.texts(rows.map(\.indicator))
        table.reals(rows.map(\.value))
        table.dates(rows.map(\.date))
        table.numbers(rows.map(\.respondents))
        return table.writer.bytes
    }

    static func encode(_ rows: [Vacancy]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.vacancy))
        table.texts(rows.map(\.job))
        table.texts(rows.map(\.establishment))
        table.numbers(rows.map(\.centiFTE))
        table.dates(rows.map(\.openFrom))
        table.dates(rows.map(\.openUntil))
        table.numbers(rows.map(\.skills.count))
        var skills = SideTableWriter(rows: rows.reduce(0) { $0 + $1.skills.count })
        skills.texts(rows.flatMap(\.skills))
        return table.writer.bytes + skills.writer.bytes
    }

    static func encode(_ rows: [Internship]) -> [UInt8] {
        var table = SideTableWriter(rows: rows.count)
        table.texts(rows.map(\.internship))
        table.texts(rows.map(\.unit))
        table.texts(rows.map(\.job))
        table.texts(rows.map(\.title))
        table.texts(rows.map(\.field))
        table.texts(rows.map(\.level))
        table.texts(rows.map(\.track))
        table.texts(rows.map(\.qualification))
        table.texts(rows.map(\.accreditation))
        table.dates(rows.map(\.starts))
        table.dates(rows.map(\.ends))
        table.numbers(rows.map(\.hoursPerWeek))
        table.numbers(rows.map(\.places))
        table.texts(rows.map(\.audience?.rawValue))
        table.texts(rows.map(\.trainer))
        table.texts(rows.map(\.description))
        return table.writer.bytes
    }
}
