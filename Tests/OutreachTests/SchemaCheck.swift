import Foundation

/// The part of JSON Schema that the event schemas use: type, const, enum, required, properties, additionalProperties,
/// bounds, items and pattern. An unknown keyword is a problem, so that the check cannot fall behind the schemas.
enum SchemaCheck {
    static func problems(of value: Any, schema: [String: Any], at path: String) -> [String] {
        schema.keys.sorted().flatMap { keyword -> [String] in
            let holds: Bool
            switch (keyword, schema[keyword]) {
            case ("$schema", _), ("$id", _), ("title", _), ("description", _), ("format", _): holds = true
            case ("type", let type as String): holds = isType(type, value)
            case ("const", let constant as String): holds = value as? String == constant
            case ("enum", let values as [Any]): holds = values.contains { ($0 as? NSObject) == (value as? NSObject) }
            case ("pattern", let pattern as String):
                holds = (value as? String).map { $0.range(of: pattern, options: .regularExpression) != nil } ?? false
            case ("minLength", let bound as Int): holds = (value as? String).map { $0.count >= bound } ?? false
            case ("maxLength", let bound as Int): holds = (value as? String).map { $0.count <= bound } ?? false
            case ("minimum", let bound as Int):
                holds = (value as? NSNumber).map { $0.doubleValue >= Double(bound) } ?? false
            case ("maxItems", let bound as Int): holds = (value as? [Any]).map { $0.count <= bound } ?? false
            case ("uniqueItems", _): holds = (value as? [String]).map { Set($0).count == $0.count } ?? false
            case ("items", let items as [String: Any]):
                return (value as? [Any] ?? []).flatMap { problems(of: $0, schema: items, at: path + "[]") }
            case ("required", let names as [String]):
                holds = (value as? [String: Any]).map { object in names.allSatisfy { object[$0] != nil } } ?? false
            case ("additionalProperties", _):
                let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
                holds = (value as? [String: Any]).map { known.isSuperset(of: $0.keys) } ?? false
            case ("properties", let members as [String: [String: Any]]):
                let object = value as? [String: Any] ?? [:]
                return members.keys.sorted().flatMap { name in
                    object[name].map { problems(of: $0, schema: members[name] ?? [:], at: "\(path).\(name)") } ?? []
                }
            default: holds = false
            }
            return holds ? [] : ["\(path): \(keyword)"]
        }
    }

    private static func isType(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "number": value is NSNumber
        default: false
        }
    }
}
