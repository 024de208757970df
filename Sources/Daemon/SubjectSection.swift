package import Foundation
import Workforce

/// One part of an export: a heading, what it is, and its records.
package struct SubjectSection: Sendable, Encodable {
    package var name: String
    package var heading: String
    package var explanation: String
    package var records: [[SubjectField]]

    private enum CodingKeys: String, CodingKey { case name, heading, explanation, records }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(heading, forKey: .heading)
        try container.encode(explanation, forKey: .explanation)
        var list = container.nestedUnkeyedContainer(forKey: .records)
        for record in records {
            var object = list.nestedContainer(keyedBy: SubjectField.Key.self)
            for field in record { try field.encode(into: &object) }
        }
    }
}

/// A value by its plain name; absent ones are left out of a record.
package struct SubjectField: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case text(String)
        case number(Decimal)
        case flag(Bool)
        case list([String])
    }

    package var name: String
    package var value: Value?

    init(_ name: String, _ text: String?) {
        self.name = name
        value = text.flatMap { $0.isEmpty ? nil : .text($0) }
    }

    init(_ name: String, _ date: CalendarDate?) { self.init(name, date?.description) }

    init(_ name: String, _ moment: Date?) { self.init(name, moment?.formatted(.iso8601)) }

    init(_ name: String, _ flag: Bool) {
        self.name = name
        value = .flag(flag)
    }

    init(_ name: String, _ list: [String]) {
        self.name = name
        value = list.isEmpty ? nil : .list(list)
    }

    init(_ name: String, number: Int?) {
        self.name = name
        value = number.map { .number(Decimal($0)) }
    }

    /// Hundredths.
    init(_ name: String, cents: Int?) {
        self.name = name
        value = cents.map { .number(Decimal($0) / 100) }
    }

    init(_ name: String, score: Double?) { self.init(name, cents: score.map { Int(($0 * 100).rounded()) }) }

    /// As a person reads it.
    package var text: String? {
        switch value {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let list): list.joined(separator: ", ")
        case nil: nil
        }
    }

    struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    fileprivate func encode(into object: inout KeyedEncodingContainer<Key>) throws {
        let key = Key(stringValue: name)
        switch value {
        case .text(let text): try object.encode(text, forKey: key)
        case .number(let number): try object.encode(number, forKey: key)
        case .flag(let flag): try object.encode(flag, forKey: key)
        case .list(let list): try object.encode(list, forKey: key)
        case nil: break
        }
    }
}
