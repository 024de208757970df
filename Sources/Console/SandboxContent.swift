/// What an event says, in words to read.
struct SandboxContent {
    /// Label and value, in the order of the members' names as a reader would want them.
    let lines: [(label: String, value: String)]
    let heading: String
    /// The type without prefix and version: `internships.offer-published`.
    let kind: String

    /// Of an introduction what its `dataref` ends in: the reference that gives the profile.
    let reference: String?

    private static let order = [
        "title", "region", "regions", "country", "occupation", "phase", "cause", "quarter", "people", "fte",
        "roundedTo",
        "audience", "places", "starts", "ends", "hoursPerWeek", "level", "track", "skills",
    ]

    init(_ arrival: Sandbox.Arrival, in language: SandboxLanguage) {
        kind = SandboxContent.kind(of: arrival.type)
        heading = SandboxWords.types[kind].map { language($0) } ?? (arrival.type.isEmpty ? "?" : arrival.type)
        // What is no JSON has nothing to be told in words; it is shown as it came.
        let event = (try? JSONDocument(parsing: Array(arrival.event.utf8)))?.object ?? [:]
        let place = { (name: String) in SandboxContent.order.firstIndex(of: name) ?? SandboxContent.order.count }
        var members = event["data"]?.object ?? [:]
        members["dataref"] = event["dataref"]
        reference = event["dataref"]?.string.flatMap { link in
            link.contains("/partner/v1/profiles/") ? link.split(separator: "/").last.map(String.init) : nil
        }
        lines = members.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }.map { name, value in
            let label = SandboxWords.members[name].map { language($0) } ?? name
            return (label, SandboxContent.text(value, of: name, in: language))
        }
    }

    /// Whether it only tries the connection: there is nothing to be answered.
    var isPing: Bool { kind == "partners.ping" }
    /// Whether it is an offer that can be accepted.
    var isOffer: Bool { kind.hasPrefix("internships.offer-") && !isWithdrawal }
    /// Whether it is about people whom somebody may take on.
    var isAboutPeople: Bool { ["redundancies.", "candidates."].contains { kind.hasPrefix($0) } && !isWithdrawal }
    var isWithdrawal: Bool { kind.hasSuffix("withdrawn") || kind.hasSuffix("closed") }

    private static func kind(of type: String) -> String {
        var parts = type.split(separator: ".")
        if let version = parts.last, version.first == "v" { parts.removeLast() }
        return parts.suffix(2).joined(separator: ".")
    }

    private static func text(_ value: JSONDocument, of name: String, in language: SandboxLanguage) -> String {
        switch value {
        case .string(let text): SandboxWords.codes[text].map { language($0) } ?? text
        case .boolean(let value): language(value ? .yes : .no)
        case .number(let number) where name == "phase":
            Int(exactly: number).flatMap { SandboxWords.phases[$0] }.map { language($0) } ?? value.shown
        case .array(let values) where values.isEmpty: language(.none)
        case .object(let members) where members["scheme"] == .string("isco-08"): occupation(members, in: language)
        case .array(let values): values.map { text($0, of: name, in: language) }.joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { key, value in
                "\(key) \(text(value, of: key, in: language))"
            }.joined(separator: ", ")
        default: value.shown
        }
    }

    /// An occupation group by its code and level, and that it leaves out what is published below it.
    private static func occupation(_ members: [String: JSONDocument], in language: SandboxLanguage) -> String {
        let level = members["level"]?.string ?? ""
        let name = SandboxWords.codes["level " + level].map { language($0) } ?? level
        let code = members["code"]?.string ?? ""
        let group = level == "all" ? name : "ISCO-08 \(code) (\(name))"
        return members["label"] == nil ? group : "\(group), \(language(.otherThanBelow))"
    }
}
