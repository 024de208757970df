package import Outreach

/// The file that `partners add` writes into `partnersDirectory`.
///
/// Texts are written in double quotes with JSON's escapes, which YAML reads alike, so that nothing that a person types can
/// become another key.
package struct PartnerFile: Equatable, Sendable {
    package var id: String
    package var name: String
    package var kind: String
    package var regions: [String]
    package var events: [String]
    package var url: String
    /// Relative to the configuration file, or absolute.
    package var secretFile: String?
    package var signingKeyFile: String?
    package var timeoutSeconds: Int?
    package var ratePerSecond: Double?
    package var concurrency: Int?
    package var allowAddresses: [String] = []
    package var allowPorts: [Int] = []
    package var allowPlaintext = false
    package var reference: String?
    package var validUntil: String?
    /// Whether each release needs a person.
    package var review = false
    package var freeText = false
    package var disclosure = Partner.Disclosure.aggregate

    package init(id: String, name: String, kind: String, regions: [String], events: [String], url: String) {
        self.id = id
        self.name = name
        self.kind = kind
        self.regions = regions
        self.events = events
        self.url = url
    }

    /// The text of the file.
    package var text: String {
        var endpoint = ["url: \(quoted(url))"]
        if let secretFile { endpoint.append("secretFile: \(quoted(secretFile))") }
        if let signingKeyFile { endpoint.append("signingKeyFile: \(quoted(signingKeyFile))") }
        if let timeoutSeconds { endpoint.append("timeoutSeconds: \(timeoutSeconds)") }
        if let ratePerSecond { endpoint.append("ratePerSecond: \(Shown.number(ratePerSecond))") }
        if let concurrency { endpoint.append("concurrency: \(concurrency)") }
        if !allowAddresses.isEmpty { endpoint.append("allowAddresses: \(list(allowAddresses))") }
        if !allowPorts.isEmpty { endpoint.append("allowPorts: \(list(allowPorts.map(String.init)))") }
        if allowPlaintext { endpoint.append("allowPlaintext: true") }
        var agreement = ["disclosure: \(disclosure.rawValue)", "release: \(review ? "review" : "automatic")"]
        if let validUntil { agreement.insert("validUntil: \(validUntil)", at: 0) }
        if let reference { agreement.insert("reference: \(quoted(reference))", at: 0) }
        if freeText { agreement.append("freeText: true") }
        return """
            # Written by 'doorstroom partners add'; edit it freely, then reload.
            id: \(quoted(id))
            name: \(quoted(name))
            kind: \(quoted(kind))
            regions: \(list(regions))
            events: \(list(events))
            endpoint:
            \(endpoint.map { "  \($0)" }.joined(separator: "\n"))
            agreement:
            \(agreement.map { "  \($0)" }.joined(separator: "\n"))

            """
    }

    private func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _
            where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85
                || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
