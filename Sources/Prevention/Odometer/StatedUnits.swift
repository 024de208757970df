package import Workforce

/// Looks at what establishments state as their statutory area or technical unit. Units are told apart by bytes, so that
/// one that is written in two ways is counted as two, and a collective redundancy goes unseen (domain rules §8).
package struct StatedUnits: Sendable {
    /// What is known of one country.
    package struct Country: Sendable {
        /// ISO 3166-1 alpha-2.
        package var code: String
        /// What its rules count dismissals over.
        package var kinds: Set<CollectiveRedundancy.Unit>
        /// The areas that its law divides it into, each with its provinces; empty where none are published.
        package var areas: [(code: String, provinces: [String])]

        package init(
            code: String, kinds: Set<CollectiveRedundancy.Unit>, areas: [(code: String, provinces: [String])]
        ) {
            (self.code, self.kinds, self.areas) = (code, kinds, areas)
        }
    }

    private let countries: [Country]

    package init(_ countries: [Country]) { self.countries = countries }

    /// What is to be mended in establishments.csv: by country, kind and code.
    package func problems(in establishments: [Establishment], employerCountry: String) -> [Problem] {
        countries.flatMap { country -> [Problem] in
            let here = establishments.filter {
                $0.country(ofEmployer: employerCountry) == country.code.uppercased()
            }
            return CollectiveRedundancy.Unit.allCases.filter(country.kinds.contains).flatMap { kind in
                let stated = Spelling.list(here, kind)
                return kind == .statutoryArea && !country.areas.isEmpty
                    ? unknown(stated, in: country) : variants(stated, kind, in: country)
            }
        }
    }

    /// Areas that are none of those published.
    private func unknown(_ stated: [Spelling], in country: Country) -> [Problem] {
        let codes = country.areas.map(\.code)
        let published = Set(codes.map { Array($0.utf8) })
        return stated.filter { !published.contains(Array($0.code.utf8)) }.map { spelling in
            let meant = meant(by: spelling.code, in: country)
            let list = codes.joined(separator: ", ")
            let remedy =
                meant.map { "write '\($0)' in statutory_area of \(spelling.places)" }
                ?? "write one of these in statutory_area of \(spelling.places): \(list)"
            return Problem(
                .warning, code: "statutory-area-unknown", file: "establishments.csv", column: "statutory_area",
                value: spelling.code,
                reason: "'\(spelling.code)' is no statutory area of \(country.code) (\(list)); its dismissals are "
                    + "counted apart from all others, so that a collective redundancy can go unseen",
                remedy: remedy)
        }
    }

    /// The published area that somebody meant: written with other capitals or spaces, one of its provinces, or one that
    /// is almost written so.
    private func meant(by code: String, in country: Country) -> String? {
        func plain(_ text: String) -> String { Spelling.folded(text).filter { $0.isLetter || $0.isNumber } }
        let names =
            country.areas.map { ($0.code, $0.code) }
            + country.areas.flatMap { area in area.provinces.map { ($0, area.code) } }
        if let same = names.first(where: { plain($0.0) == plain(code) }) { return same.1 }
        let nearest = Suggestion.nearest(to: code, among: names.map(\.0))
        return names.first { $0.0 == nearest }?.1
    }

    /// Codes that differ only by capitals or spaces.
    private func variants(_ stated: [Spelling], _ kind: CollectiveRedundancy.Unit, in country: Country) -> [Problem] {
        let alike = Dictionary(grouping: stated) { Spelling.folded($0.code) }.values.filter { $0.count > 1 }
        return alike.sorted { $0[0].isBefore($1[0]) }.map { spellings in
            let list = spellings.map { "'\($0.code)' (\($0.places))" }.joined(separator: ", ")
            return Problem(
                .warning, code: "\(kind.rawValue)-spelling", file: "establishments.csv", column: kind.column,
                value: spellings[0].code,
                reason: "\(list) in \(country.code) differ only by capitals or spaces; their dismissals are counted "
                    + "apart, so that a collective redundancy can go unseen",
                remedy: "write \(kind.column) of all of them in one way, unless they are different ones")
        }
    }
}

/// One way in which a unit is written, and where.
private struct Spelling {
    let code: String
    private let establishments: [String]

    /// Every spelling of a kind, told apart by bytes and in their order; of a repeated establishment the first counts.
    static func list(_ establishments: [Establishment], _ kind: CollectiveRedundancy.Unit) -> [Spelling] {
        var seen: Set<[UInt8]> = []
        var places: [[UInt8]: [String]] = [:]
        for establishment in establishments where seen.insert(Array(establishment.establishment.utf8)).inserted {
            guard let code = kind.code(of: establishment) else { continue }
            places[Array(code.utf8), default: []].append(establishment.establishment)
        }
        return places.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            Spelling(code: String(decoding: $0.key, as: UTF8.self), establishments: $0.value)
        }
    }

    /// Without capitals and spaces; equal where only the Unicode form differs, too.
    static func folded(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

    func isBefore(_ other: Spelling) -> Bool {
        Array(code.utf8).lexicographicallyPrecedes(Array(other.code.utf8))
    }

    /// The establishments, as far as anybody reads.
    var places: String {
        let most = 5
        let rest = establishments.count - most
        return establishments.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
