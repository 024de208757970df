import Outreach
import Testing

@testable import Console

@Suite("The schemas that the sandbox holds events against")
struct EventSchemaTests {
    @Test("Every keyword of every schema is known", arguments: EventType.allCases)
    func known(type: EventType) throws {
        _ = try EventSchema(JSONDocument(parsing: SchemaCatalogue.schema(of: type)))
    }

    @Test("So are those of the envelope")
    func envelope() throws {
        _ = try EventSchema(JSONDocument(parsing: Array(EventEnvelope.schema(of: nil).utf8)))
    }

    @Test(
        "A keyword that is not known, or of another form, makes a schema unusable",
        arguments: [
            (#"{"exclusiveMaximum": 3}"#, "", "exclusiveMaximum"), (#"{"type": ["string", "thing"]}"#, "", "type"),
            (##"{"$ref": "#/components/schemas/A"}"##, "", "$ref"),
            (#"{"properties": {"a": {"items": {"oneOf": []}}}}"#, "/properties/a/items", "oneOf"),
            (#"{"additionalProperties": {"type": "string"}}"#, "", "additionalProperties"),
            (#"{"format": "email"}"#, "", "format"), (#"{"pattern": "("}"#, "", "pattern"),
            (#"{"uniqueItems": false}"#, "", "uniqueItems"), (#"{"minLength": -1}"#, "", "minLength"),
            (#"{"required": ["a", 1]}"#, "", "required"), (#"{"title": 1}"#, "", "title"), ("true", "", ""),
        ])
    func unknown(text: String, path: String, keyword: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(throws: EventSchema.Unusable(path: path, keyword: keyword)) { try EventSchema(document) }
    }

    @Test(
        "Each rule refuses what departs from it, and nothing else",
        arguments: [
            (#"{"type": "integer"}"#, ["1", "1.0", "-3"], ["1.5", #""1""#, "true", "null"], "is no integer"),
            (#"{"type": "number"}"#, ["1", "1.5"], ["true", #""1""#], "is no number"),
            (#"{"type": "boolean"}"#, ["true", "false"], ["0", "1", #""true""#], "is no boolean"),
            (#"{"type": "string"}"#, [#""""#], ["0", "null", "[]"], "is no string"),
            (#"{"const": "1.0"}"#, [#""1.0""#], ["1.0", #""1""#], "is not 1.0"),
            (#"{"enum": [2, 3]}"#, ["2", "3.0"], ["4", #""2""#], "is none of 2, 3"),
            (#"{"minLength": 2}"#, [#""ab""#, "1"], [#""a""#], "is shorter than 2 characters"),
            (#"{"maxLength": 1}"#, [#""é""#, #""""#], [#""ab""#], "is longer than 1 characters"),
            (
                #"{"pattern": "^[0-9]{4}-Q[1-4]$"}"#, [#""2027-Q1""#, "1"],
                [#""2027-Q5""#, #""2027-Q1\n""#, #""x2027-Q1""#],
                "does not match ^[0-9]{4}-Q[1-4]$"
            ),
            (
                #"{"format": "date"}"#, [#""2028-02-29""#], [#""2027-02-29""#, #""29-02-2028""#],
                "is no date that there is"
            ),
            (#"{"minimum": 10}"#, ["10", "11"], ["9.5", "-10"], "is below 10"),
            (#"{"maxItems": 1}"#, ["[]", "[1]"], ["[1, 2]"], "has more than 1 items"),
            (#"{"uniqueItems": true}"#, [#"[1, "1"]"#], ["[1, 1.0]"], "has an item twice"),
        ])
    func rules(schema: String, good: [String], bad: [String], reason: String) throws {
        let schema = try EventSchema(JSONDocument(parsing: Array(schema.utf8)))
        for text in good {
            #expect(schema.faults(of: try JSONDocument(parsing: Array(text.utf8)), at: "") == [], "\(text)")
        }
        for text in bad {
            let faults = schema.faults(of: try JSONDocument(parsing: Array(text.utf8)), at: "/x")
            #expect(faults == [EventFault(path: "/x", reason: reason)], "\(text)")
        }
    }

    @Test("Faults are told with their places")
    func places() throws {
        let schema = try EventSchema(
            JSONDocument(
                parsing: Array(
                    """
                    {"type": "object", "additionalProperties": false, "required": ["a", "b/c"],
                     "properties": {"a": {"type": "array", "items": {"minimum": 0}}, "b/c": {}}}
                    """.utf8)))
        func faults(_ text: String) throws -> [String] {
            schema.faults(of: try JSONDocument(parsing: Array(text.utf8)), at: "/data").map(\.text)
        }
        #expect(try faults(#"{"a": [0], "b/c": null}"#) == [])
        #expect(
            try faults(#"{"a": [1, -1], "d~": 1}"#) == [
                "/data/d~0 does not belong there", "/data/a/1 is below 0", "/data/b~1c is missing",
            ])
    }
}
