import Workforce

/// What is wrong with a part of an event.
struct EventFault: Equatable, Sendable {
    /// A JSON Pointer into the event; empty for the event itself.
    var path: String
    var reason: String

    var text: String { path.isEmpty ? reason : "\(path) \(reason)" }
}

extension EventSchema {
    /// Everything in which a value departs from the schema, each with its place.
    func faults(of value: JSONDocument, at path: String) -> [EventFault] {
        // Of a value of another kind the other rules would only say the same again.
        for case .kind(let kind) in rules where !kind.contains(value) {
            return [EventFault(path: path, reason: "is no \(kind.rawValue)")]
        }
        for case .oneOfKinds(let kinds) in rules where !kinds.contains(where: { $0.contains(value) }) {
            let names = kinds.map(\.rawValue).joined(separator: " or ")
            return [EventFault(path: path, reason: "is no \(names)")]
        }
        return rules.flatMap { rule in
            rule.inner(of: value, at: path)
                ?? rule.reason(against: value).map { [EventFault(path: path, reason: $0)] } ?? []
        }
    }
}

extension EventSchema.Kind {
    fileprivate func contains(_ value: JSONDocument) -> Bool {
        switch (self, value) {
        case (.object, .object), (.array, .array), (.string, .string), (.number, .number), (.boolean, .boolean),
            (.null, .null):
            true
        case (.integer, .number(let number)): number == number.rounded()
        default: false
        }
    }
}

extension EventSchema.Rule {
    /// What is wrong inside the value; nil for a rule about the value itself.
    fileprivate func inner(of value: JSONDocument, at path: String) -> [EventFault]? {
        func place(_ name: String) -> String {
            path + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
        }
        switch self {
        case .items(let schema):
            return (value.array ?? []).enumerated().flatMap { schema.faults(of: $1, at: "\(path)/\($0)") }
        case .members(let schemas):
            let members = value.object ?? [:]
            return schemas.sorted { $0.key < $1.key }.flatMap { name, schema in
                members[name].map { schema.faults(of: $0, at: place(name)) } ?? []
            }
        case .required(let names):
            guard let members = value.object else { return [] }
            return names.filter { members[$0] == nil }.map { EventFault(path: place($0), reason: "is missing") }
        case .onlyMembers(let names):
            return (value.object ?? [:]).keys.filter { !names.contains($0) }.sorted().map {
                EventFault(path: place($0), reason: "does not belong there")
            }
        default: return nil
        }
    }

    /// What is wrong with the value itself; a rule about another kind of value holds, as the standard has it.
    fileprivate func reason(against value: JSONDocument) -> String? {
        switch (self, value) {
        case (.constant(let constant), _) where value != constant: "is not \(constant.shown)"
        case (.oneOf(let values), _) where !values.contains(value):
            "is none of \(values.map(\.shown).joined(separator: ", "))"
        case (.shortest(let bound), .string(let text)) where text.unicodeScalars.count < bound:
            "is shorter than \(bound) characters"
        case (.longest(let bound), .string(let text)) where text.unicodeScalars.count > bound:
            "is longer than \(bound) characters"
        case (.pattern(let pattern), .string(let text)) where !pattern.matches(text):
            "does not match \(pattern.text)"
        case (.date, .string(let text)) where CalendarDate(iso: text) == nil: "is no date that there is"
        case (.least(let bound), .number(let number)) where number < bound:
            "is below \(JSONDocument.number(bound).shown)"
        case (.most(let bound), .number(let number)) where number > bound:
            "is above \(JSONDocument.number(bound).shown)"
        case (.fewestItems(let bound), .array(let values)) where values.count < bound:
            "has fewer than \(bound) items"
        case (.mostItems(let bound), .array(let values)) where values.count > bound: "has more than \(bound) items"
        case (.noRepeatedItems, .array(let values)) where Set(values).count < values.count: "has an item twice"
        default: nil
        }
    }
}
