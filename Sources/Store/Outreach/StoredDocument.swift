internal import Outreach
internal import Workforce

/// What ``DocumentTable`` must know of a document.
protocol StoredDocument: Codable, Sendable {
    static var documentKind: String { get }
    var storedKey: String { get }
    /// Keys of the persons in it, ascending; kept beside the JSON.
    var storedPeople: [Int64] { get set }
}

extension StoredDocument {
    var storedPeople: [Int64] {
        get { [] }
        set {}
    }
}

extension SubjectState: StoredDocument {
    static var documentKind: String { "subject" }
    var storedKey: String { key }
    var storedPeople: [Int64] {
        get { people }
        set { people = newValue }
    }
}

extension Hold: StoredDocument {
    static var documentKind: String { "hold" }
    var storedKey: String { id }
    var storedPeople: [Int64] {
        get { people }
        set { people = newValue }
    }
}

extension WithheldGroup: StoredDocument {
    static var documentKind: String { "withheld" }
    var storedKey: String { "\(partition.identity)|\(reason.rawValue)" }
    var storedPeople: [Int64] {
        get { people }
        set { people = newValue }
    }
}

extension Crisis: StoredDocument {
    static var documentKind: String { "crisis" }
    var storedKey: String { identity }
}

extension WithheldOffer: StoredDocument {
    static var documentKind: String { "withheld-offer" }
    var storedKey: String { internship }
}

extension Publication: StoredDocument {
    static var documentKind: String { "publication" }
    var storedKey: String { "\(subject)|\(partner)" }
}

extension Approval: StoredDocument {
    static var documentKind: String { "approval" }
    var storedKey: String { subject }
}

extension Consent: StoredDocument {
    static var documentKind: String { "consent" }
    var storedKey: String { id }
    var storedPeople: [Int64] {
        get { person == AuditEntry.erasedPerson ? [] : [person] }
        set { person = newValue.first ?? AuditEntry.erasedPerson }
    }
}

extension Introduction: StoredDocument {
    static var documentKind: String { "introduction" }
    var storedKey: String { key }
    var storedPeople: [Int64] {
        get { person == AuditEntry.erasedPerson ? [] : [person] }
        set { person = newValue.first ?? AuditEntry.erasedPerson }
    }
}

extension PartitionMemory: StoredDocument {
    static var documentKind: String { "partition" }
    var storedKey: String { id }
}

extension CellCount: StoredDocument {
    static var documentKind: String { "cell-count" }
    var storedKey: String { "cells" }
}

extension MovedPeople: StoredDocument {
    static var documentKind: String { "moved" }
    var storedKey: String { since.description }
    var storedPeople: [Int64] {
        get { people }
        set { people = newValue }
    }
}

extension OutwardLikelihood: StoredDocument {
    static var documentKind: String { "likelihood" }
    var storedKey: String { "outward" }
    var storedPeople: [Int64] {
        get { people }
        set { people = newValue }
    }
}
