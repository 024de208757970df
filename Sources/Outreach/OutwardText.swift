/// A text that is to leave the house, as the disclosure gate looks at it.
package struct OutwardText: Equatable, Sendable {
    package enum Kind: Sendable {
        /// Written by people: looked through for everything.
        case freeText
        /// A label of reference data or of many people, such as a region or a skill: may hold numbers of its own.
        case label
        /// A code, such as a qualification: digits alone mean nothing in it.
        case code
    }

    package var kind: Kind
    /// The field of the event, such as `description`.
    package var field: String
    package var text: String

    package init(_ kind: Kind, field: String, text: String) {
        self.kind = kind
        self.field = field
        self.text = text
    }

    /// Whether a text has the shape of a code: at most 20 letters, digits and joining marks, one word or two of which one
    /// has a digit, and at most nine digits, since a telephone number has ten.
    ///
    /// A sentence in a code's field is free text, and is treated as that.
    static func isCode(_ text: String) -> Bool {
        let digits = text.unicodeScalars.count { ("0"..."9").contains($0) }
        let words = text.split(whereSeparator: \.isWhitespace).count
        return text.unicodeScalars.count <= 20 && digits <= 9 && (words <= 1 || words == 2 && digits > 0)
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) || " ./-_+".unicodeScalars.contains($0)
            }
    }

    /// The longest that the schemas allow, in characters.
    package var limit: Int { field == "description" ? 10_000 : 200 }
}

extension SubjectState.Content {
    /// Every text in it that is not ours.
    package var texts: [OutwardText] {
        switch self {
        case .alert(let alert):
            return [OutwardText(.label, field: "region", text: alert.cell.partition.region)]
                + alert.skills.map { OutwardText(.label, field: "skills", text: $0) }
        case .offer(let offer):
            let codes = [
                ("level", offer.level), ("track", offer.track), ("qualification", offer.qualification),
                ("accreditation", offer.accreditation),
            ]
            let free = [("title", offer.title), ("field", offer.field), ("description", offer.description)]
            return [OutwardText(.label, field: "region", text: offer.region)]
                + codes.compactMap { field, text in
                    text.map { OutwardText(OutwardText.isCode($0) ? .code : .freeText, field: field, text: $0) }
                }
                + free.compactMap { field, text in text.map { OutwardText(.freeText, field: field, text: $0) } }
        case .crisis(let crisis):
            return crisis.regions.map { OutwardText(.label, field: "regions", text: $0) }
                + (crisis.area.map { [OutwardText(.label, field: "area", text: $0)] } ?? [])
        // Its profile went through the gate when it was made.
        case .introduction: return []
        }
    }
}
