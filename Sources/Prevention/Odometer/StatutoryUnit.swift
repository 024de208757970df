package import Workforce

/// What dismissals are counted together over: a statutory area (NL) or a technical unit (BE) of one country (domain
/// rules §8, "Odometer").
package struct StatutoryUnit: Hashable, Sendable, Codable {
    /// ISO 3166-1 alpha-2.
    package var country: String
    package var kind: CollectiveRedundancy.Unit
    /// As establishments.csv has it; nil for establishments that state none: they are counted together, since nothing
    /// says that they are apart.
    package var code: String?

    package init(country: String, kind: CollectiveRedundancy.Unit, code: String?) {
        self.country = country
        self.kind = kind
        self.code = code
    }

    /// Whether an establishment of the unit's country lies in it.
    package func holds(_ establishment: Establishment) -> Bool { kind.code(of: establishment) == code }

    /// The unit in a sentence: "area Oost".
    package var name: Statement {
        switch (kind, code) {
        case (.statutoryArea, let code?): Statement(english: "area \(code)", dutch: "gebied \(code)")
        case (.statutoryArea, nil):
            Statement(
                english: "establishments in \(country) whose area is not stated",
                dutch: "vestigingen in \(country) zonder vermeld gebied")
        case (.technicalUnit, let code?):
            Statement(english: "technical unit \(code)", dutch: "technische bedrijfseenheid \(code)")
        case (.technicalUnit, nil):
            Statement(
                english: "establishments in \(country) whose technical unit is not stated",
                dutch: "vestigingen in \(country) zonder vermelde technische bedrijfseenheid")
        }
    }
}

extension StatutoryUnit: Comparable {
    /// By country, kind and code in bytes; those that are not stated come last.
    package static func < (left: StatutoryUnit, right: StatutoryUnit) -> Bool {
        func key(_ unit: StatutoryUnit) -> [[UInt8]] {
            [Array(unit.country.utf8), Array(unit.kind.rawValue.utf8), [unit.code == nil ? 1 : 0]]
                + [Array((unit.code ?? "").utf8)]
        }
        let different = zip(key(left), key(right)).first { $0 != $1 }
        return different.map { $0.lexicographicallyPrecedes($1) } ?? false
    }
}

extension CollectiveRedundancy.Unit {
    /// The column of establishments.csv that names the unit.
    package var column: String {
        switch self {
        case .statutoryArea: "statutory_area"
        case .technicalUnit: "technical_unit"
        }
    }

    /// What an establishment states.
    func code(of establishment: Establishment) -> String? {
        let code =
            switch self {
            case .statutoryArea: establishment.statutoryArea
            case .technicalUnit: establishment.technicalUnit
            }
        return code.flatMap { $0.isEmpty ? nil : $0 }
    }
}
