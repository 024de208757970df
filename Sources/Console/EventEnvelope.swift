import Outreach

/// What every event has around its `data` (handbook, "Envelope"; CloudEvents 1.0), in the words of the other schemas.
enum EventEnvelope {
    /// - Parameter type: nil for one of another catalogue.
    static func schema(of type: EventType?) -> String {
        switch type {
        // Its data stand behind `dataref`, and not in it.
        case .candidateIntroduced:
            schema(
                content: "dataref", #""dataref": {"type": "string", "pattern": "^https?://[^ ?#]+$"}"#,
                classification: #"{"enum": ["pseudonymous", "personal"]}"#)
        case .candidateWithdrawn:
            schema(content: "data", #""data": {"type": "object"}"#, classification: #"{"const": "pseudonymous"}"#)
        default: schema(content: "data", #""data": {"type": "object"}"#, classification: #"{"const": "aggregate"}"#)
        }
    }

    private static func schema(content: String, _ definition: String, classification: String) -> String {
        """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema",
            "sequence", "dataclassification", "\(content)"],
          "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
            "source": {"type": "string", "pattern": "^urn:[a-z]+(:[A-Za-z0-9.-]+)+$"},
            "type": {"type": "string", "pattern": "^[a-z0-9-]+([.][a-z0-9-]+)+$"},
            "subject": {"type": "string", "minLength": 1, "maxLength": 200},
            "time": {"type": "string", "pattern": "\(moment)"},
            "expirytime": {"type": "string", "pattern": "\(moment)"},
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"type": "string", "minLength": 1},
            "sequence": {"type": "string", "pattern": "^[0-9]{12}$"},
            "dataclassification": \(classification),
            \(definition)
          }
        }
        """
    }

    /// RFC 3339 in UTC, to the millisecond.
    private static let moment =
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$"
}
