internal import Foundation

/// Takes a person's names out of stored JSON.
enum SubjectRedaction {
    /// The JSON with a mark where its texts name the person; nil where none does.
    static func redacted(json text: String, _ names: SubjectNames) throws -> String? {
        // Most documents do not hold the words at all.
        guard names.isMentioned(in: text) else { return nil }
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        let (changed, isChanged) = redacted(object, names)
        guard isChanged else { return nil }
        let data = try JSONSerialization.data(
            withJSONObject: changed, options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
        return String(decoding: data, as: UTF8.self)
    }

    private static func redacted(_ value: Any, _ names: SubjectNames) -> (value: Any, isChanged: Bool) {
        switch value {
        case let text as String:
            if names.isMeant(by: text) { return (SubjectNames.mark, true) }
            let redacted = names.redacted(text)
            return (redacted, redacted != text)
        case let list as [Any]:
            let items = list.map { redacted($0, names) }
            return (items.map(\.value), items.contains(where: \.isChanged))
        case let object as [String: Any]:
            let members = object.mapValues { redacted($0, names) }
            return (members.mapValues(\.value), members.values.contains(where: \.isChanged))
        default: return (value, false)
        }
    }
}
