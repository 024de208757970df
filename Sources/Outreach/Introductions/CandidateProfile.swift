package import Workforce

/// A person as the matching stage of the Dutch exchange of matching data (VUM) has them, without saying who they are.
///
/// Field names are the standard's. What is not known is left out; contact data, a presentation, an employer's name and
/// dates of courses or contracts have no place here. `isco08` and `esco` are ours beside the standard's own codes.
package struct CandidateProfile: Equatable, Sendable {
    /// `idWerkzoekende`: the introduction's key.
    package var id: String
    /// Whether the partner can ask for the detail stage.
    package var offersDetails = false
    /// The occupation held until now, as narrow as enough colleagues share it.
    package var occupation: Occupation?
    /// ESCO URI of the occupation.
    package var esco: String?
    /// What the person wants to do, in their own words; only where the agreement allows free text.
    package var wish: String?
    package var skills: [String] = []
    /// `codeWerkEnDenkniveauWerkzoekende`, 0–7.
    package var level: Int?
    /// Standard industrial classification of the job held until now.
    package var sbi: Int?
    /// Four digits.
    package var postcode: String?
    /// The first of a month.
    package var availableFrom: CalendarDate?

    package init(id: String) { self.id = id }

    /// As it is handed out.
    package var text: String { String(decoding: JSONValue.object(members).bytes, as: UTF8.self) }

    private var members: [String: JSONValue?] {
        let held = occupation.map { occupation in
            JSONValue.object(["isco08": .string(occupation.code), "esco": esco.map { .string($0) }])
        }
        let sought = wish.map { JSONValue.object(["naamBeroepOngecodeerd": .string($0)]) }
        let qualification: [String: JSONValue?] = [
            "codeWerkEnDenkniveauWerkzoekende": level.map { .integer($0) },
            "vakvaardigheid": list(skills.map { .object(["omschrijving": .string($0)]) }),
            "werkervaring": held.map { .array([.object(["beroep": $0])]) },
        ]
        return [
            "idWerkzoekende": .string(id),
            // 1 yes, 2 no: in the detail stage, if the person agrees again.
            "indicatieBeschikbaarheidContactgegevens": .integer(offersDetails ? 1 : 2),
            // Whoever names no wish is taken to look for what they do.
            "bemiddelingsberoep": list([sought ?? held].compactMap { $0 }),
            "arbeidsmarktkwalificatie": object(qualification),
            "sector": sbi.map { .array([.object(["codeSbi": .integer($0)])]) },
            "mobiliteit": postcode.map { .object(["bemiddelingspostcode": .string($0)]) },
            "flexibiliteit": availableFrom.map {
                .object(["datumAanvangBeschikbaarVoorWerk": .string($0.description)])
            },
        ]
    }

    private func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

    private func object(_ members: [String: JSONValue?]) -> JSONValue? {
        members.values.contains { $0 != nil } ? .object(members) : nil
    }
}
