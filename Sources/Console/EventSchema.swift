/// A JSON Schema (2020-12), of which exactly the keywords are known that the schemas of our events and of the partner API's
/// requests use.
///
/// It fails closed: a keyword that is not known, or one of another form, makes the schema unusable instead of letting
/// something through.
struct EventSchema: Equatable, Sendable {
    /// Why a schema cannot be used.
    struct Unusable: Error, Equatable, Sendable {
        var path: String
        var keyword: String
    }

    enum Kind: String, Sendable { case object, array, string, integer, number, boolean, null }

    /// One thing that a value must keep to.
    enum Rule: Equatable, Sendable {
        case kind(Kind)
        case oneOfKinds([Kind])
        case constant(JSONDocument)
        case oneOf([JSONDocument])
        case shortest(Int)
        case longest(Int)
        case pattern(SchemaPattern)
        /// A day that there is, as yyyy-MM-dd.
        case date
        case least(Double)
        case most(Double)
        case fewestItems(Int)
        case mostItems(Int)
        case noRepeatedItems
        case items(EventSchema)
        case required([String])
        case members([String: EventSchema])
        case onlyMembers([String])
    }

    /// In the order of the keywords' names.
    let rules: [Rule]

    /// - Parameters:
    ///   - path: where the schema stands in its document, as a JSON Pointer.
    ///   - named: the schemas that `$ref` may lead to, by the reference.
    init(_ document: JSONDocument, at path: String = "", named: [String: JSONDocument] = [:]) throws(Unusable) {
        guard let keywords = document.object else { throw Unusable(path: path, keyword: "") }
        if let reference = keywords["$ref"]?.string {
            guard let target = named[reference], path.utf8.count < EventSchema.longestPath else {
                throw Unusable(path: path, keyword: "$ref")
            }
            self = try EventSchema(target, at: path, named: named)
            return
        }
        var rules: [Rule] = []
        for (keyword, value) in keywords.sorted(by: { $0.key < $1.key }) {
            if EventSchema.annotations.contains(keyword), value.string != nil { continue }
            if keyword == "examples" || keyword == "default" { continue }
            guard let rule = try EventSchema.rule(keyword, value, beside: keywords, at: path, named) else {
                throw Unusable(path: path, keyword: keyword)
            }
            rules.append(rule)
        }
        self.rules = rules
    }

    /// Keywords that say something to readers and nothing about values.
    private static let annotations: Set<String> = ["$schema", "$id", "title", "description"]

    private static func rule(
        _ keyword: String, _ value: JSONDocument, beside keywords: [String: JSONDocument], at path: String,
        _ named: [String: JSONDocument]
    ) throws(Unusable) -> Rule? {
        switch keyword {
        case "type":
            if let names = strings(value) {
                let kinds = names.compactMap(Kind.init(rawValue:))
                return kinds.count == names.count ? .oneOfKinds(kinds) : nil
            }
            return value.string.flatMap(Kind.init(rawValue:)).map { .kind($0) }
        case "const": return .constant(value)
        case "enum": return value.array.map { .oneOf($0) }
        case "minLength": return value.count.map { .shortest($0) }
        case "maxLength": return value.count.map { .longest($0) }
        case "pattern": return value.string.flatMap(SchemaPattern.init).map { .pattern($0) }
        case "format": return value == .string("date") ? .date : nil
        case "minimum": return value.number.map { .least($0) }
        case "maximum": return value.number.map { .most($0) }
        case "minItems": return value.count.map { .fewestItems($0) }
        case "maxItems": return value.count.map { .mostItems($0) }
        case "uniqueItems": return value == .boolean(true) ? .noRepeatedItems : nil
        case "items": return .items(try EventSchema(value, at: path + "/items", named: named))
        case "required": return strings(value).map { .required($0) }
        case "properties": return try members(value, at: path + "/properties", named).map { .members($0) }
        case "additionalProperties":
            guard value == .boolean(false) else { return nil }
            return .onlyMembers((keywords["properties"]?.object ?? [:]).keys.sorted())
        default: return nil
        }
    }

    private static func strings(_ value: JSONDocument) -> [String]? {
        guard let values = value.array else { return nil }
        let strings = values.compactMap(\.string)
        return strings.count == values.count ? strings : nil
    }

    /// A schema that leads to itself would never end.
    private static let longestPath = 400

    private static func members(
        _ value: JSONDocument, at path: String, _ named: [String: JSONDocument]
    ) throws(Unusable) -> [String: EventSchema]? {
        guard let object = value.object else { return nil }
        var members: [String: EventSchema] = [:]
        for (name, schema) in object { members[name] = try EventSchema(schema, at: "\(path)/\(name)", named: named) }
        return members
    }
}
