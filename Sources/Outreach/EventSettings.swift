/// What all events of an employer have in common (delivery rules, "Event").
package struct EventSettings: Equatable, Sendable {
    /// Reverse-DNS prefix of every type, with its final dot.
    package var typePrefix = "nl.doorstroom."
    /// CloudEvents `source`: who sends.
    package var source: String
    /// The address under which `/schemas/…` is served to partners, without a final slash; nil: schemas are named by a
    /// URN, which is a valid absolute URI for every consumer and claims no host name that may not be ours.
    package var schemaBase: String?

    /// The address under which partners fetch the profile of an introduction, up to the reference; nil where there is none.
    package var profileBase: String?
    /// Days after which a reference to a profile is dead.
    package var referenceDays = IntroductionPolicy().referenceDays

    package init(source: String) { self.source = source }

    /// The source of an employer: `urn:nld:kvknr:<KvK>:systeem:doorstroom`, `urn:bel:kbo:<number>:systeem:doorstroom`;
    /// elsewhere, or without registration, a URN of our own.
    ///
    /// Of a Dutch or Belgian number only the digits are kept; elsewhere letters, digits, `-` and `.`.
    package static func source(country: String, registration: String?) -> String {
        let number = registration ?? ""
        let digits = number.filter { $0.isASCII && $0.isNumber }
        let name = number.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        switch country.uppercased() {
        case "NL" where !digits.isEmpty: return "urn:nld:kvknr:\(digits):systeem:doorstroom"
        case "BE" where !digits.isEmpty: return "urn:bel:kbo:\(digits):systeem:doorstroom"
        default:
            let place = country.lowercased().filter { $0.isASCII && $0.isLetter }
            return "urn:doorstroom:employer:\(place.isEmpty ? "xx" : place):\(name.isEmpty ? "unregistered" : name)"
        }
    }

    package func dataSchema(of type: EventType) -> String {
        schemaBase.map { "\($0)/schemas/\(type.rawValue).json" } ?? "urn:doorstroom:schema:\(type.rawValue)"
    }
}
