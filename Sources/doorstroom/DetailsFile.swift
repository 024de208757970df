import Daemon
import Foundation
import Outreach

/// Reads what a person tells of themself: JSON with the standard's names and no other.
enum DetailsFile {
    private static let largest = 32_768

    static func read(_ path: String) throws -> CandidateDetails {
        let bytes: Data
        if path == "-" {
            bytes = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let read = FileManager.default.contents(atPath: path) else {
                throw refused("The file cannot be read.")
            }
            bytes = read
        }
        guard bytes.count <= largest else { throw refused("It is larger than 32 KB.") }
        let object: [String: Any]
        do {
            guard let read = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
                throw refused("It is no JSON object.")
            }
            object = read
        } catch is CocoaError {
            throw refused("It is no JSON.")
        }
        let unknown = object.keys.filter { !CandidateDetails.fields.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw refused("It holds \(unknown.map { String($0.prefix(40)) }.joined(separator: ", ")).")
        }
        let inner: Set = ["naamContactpersoonAfdeling", "telefoonnummer", "emailadres"]
        let contacts = object["contactpersoon"] as? [[String: Any]] ?? []
        guard contacts.allSatisfy({ inner.isSuperset(of: $0.keys) && !$0.isEmpty }) else {
            throw refused(
                "A contactpersoon holds other members than \(inner.sorted().joined(separator: ", ")), or none.")
        }
        do {
            return try JSONDecoder().decode(CandidateDetails.self, from: bytes)
        } catch is DecodingError {
            throw refused("A value is of another kind: persoonlijkePresentatie is a text, the others are lists.")
        }
    }

    private static func refused(_ reason: String) -> DaemonError {
        DaemonError(
            .usage, code: "details-unreadable", message: "The details cannot be taken: \(reason)",
            remedy: "Write JSON with any of \(CandidateDetails.fields.joined(separator: ", ")).")
    }
}
