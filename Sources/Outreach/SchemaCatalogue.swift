/// The JSON Schemas (2020-12) of the events' `data`, of an introduction of what its `dataref` gives; part of the binary.
package enum SchemaCatalogue {
    /// The schema of a type.
    package static func schema(of type: EventType) -> [UInt8] {
        switch type {
        case .alertRaised: PackageResources.redundancies_alert_raised_v1_json
        case .alertChanged: PackageResources.redundancies_alert_changed_v1_json
        case .alertWithdrawn: PackageResources.redundancies_alert_withdrawn_v1_json
        case .offerPublished: PackageResources.internships_offer_published_v1_json
        case .offerChanged: PackageResources.internships_offer_changed_v1_json
        case .offerWithdrawn: PackageResources.internships_offer_withdrawn_v1_json
        case .crisisOpened: PackageResources.crises_opened_v1_json
        case .crisisClosed: PackageResources.crises_closed_v1_json
        case .candidateIntroduced: PackageResources.candidates_introduced_v1_json
        case .candidateWithdrawn: PackageResources.candidates_withdrawn_v1_json
        case .ping: PackageResources.partners_ping_v1_json
        }
    }

    /// The schema of a file under `/schemas/`, such as `redundancies.alert-raised.v1.json`; nil when there is none.
    package static func schema(file: String) -> [UInt8]? {
        guard file.hasSuffix(".json") else { return nil }
        return EventType(rawValue: String(file.dropLast(5))).map(schema(of:))
    }

    /// Names of the files under `/schemas/`.
    package static var files: [String] { EventType.allCases.map { "\($0.rawValue).json" } }
}
