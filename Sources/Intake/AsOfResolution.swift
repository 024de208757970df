import Workforce

/// The date that a bundle stands for, and who says so.
///
/// In this order: `snapshot.yaml`, `--as-of`, a date in a name (interface: "Snapshot bundle"). Sources that contradict
/// each other are an error: a snapshot under a wrong date would replace another one.
struct AsOfResolution: Equatable, Sendable {
    /// A date, with the words that name its source.
    struct Statement: Equatable, Sendable {
        var date: CalendarDate
        var origin: String
    }

    private(set) var stated: Statement?
    private var named: NameDate?
    private var name: String?

    /// - Throws: `IntakeError` when two sources contradict each other.
    init(manifest: CalendarDate?, override: CalendarDate?, names: [String]) throws {
        if let manifest, let override, manifest != override {
            throw AsOfResolution.contradiction(
                "snapshot.yaml says \(manifest) and `--as-of` says \(override).",
                "Leave out `--as-of`, or correct `asOf` in snapshot.yaml.")
        }
        for name in names {
            let dates = NameDate.all(in: name)
            guard let first = dates.first else { continue }
            guard dates.allSatisfy({ $0 == first }) else {
                guard manifest == nil, override == nil else { continue }
                throw AsOfResolution.contradiction(
                    "The name \(name) holds more than one date.",
                    "Give the date of the snapshot with `--as-of`, or in snapshot.yaml.")
            }
            (self.named, self.name) = (first, name)
            break
        }
        if let manifest {
            stated = Statement(date: manifest, origin: "snapshot.yaml")
        } else if let override {
            stated = Statement(date: override, origin: "--as-of")
        }
        if let stated {
            try requireAgreement(of: stated)
        } else if let named, let name {
            stated = Statement(date: named.date, origin: AsOfResolution.origin(named, name))
        }
    }

    /// The same question when the rows of the mapping's file say their own dates.
    ///
    /// - Parameters:
    ///   - rows: the dates of the rows.
    ///   - source: the words that name where the rows' dates stand.
    func check(rows: Set<CalendarDate>, source: String) throws {
        guard let stated, !rows.isEmpty else { return }
        let fromName = named != nil && name.map { stated.origin.contains($0) } == true
        if rows.count == 1, let only = rows.first, fromName ? named?.agrees(with: only) == true : stated.date == only {
            return
        }
        // A file that holds many dates is often named for the day it was made: only what was stated counts.
        if fromName, rows.count > 1 { return }
        let list = rows.sorted().prefix(5).map(\.description).joined(separator: ", ") + (rows.count > 5 ? ", …" : "")
        throw AsOfResolution.contradiction(
            "\(source) says \(list) and \(stated.origin) says \(stated.date).",
            fromName
                ? "Rename the file so that it holds the right date or none, or correct `asOf` in the mapping."
                : "Leave one of the two out: the rows say their own date.")
    }

    private func requireAgreement(of stated: Statement) throws {
        guard let named, let name, !named.agrees(with: stated.date) else { return }
        throw AsOfResolution.contradiction(
            "\(stated.origin) says \(stated.date) and the name \(name) says \(named.date).",
            "Rename it so that it holds the right date or none, or correct \(stated.origin).")
    }

    private static func origin(_ date: NameDate, _ name: String) -> String {
        switch date {
        case .day: "the name \(name)"
        case .month: "the month in the name \(name), taken as its last day"
        }
    }

    private static func contradiction(_ reason: String, _ remedy: String) -> IntakeError {
        IntakeError(code: "as-of-contradiction", reason: reason, remedy: remedy)
    }

    /// The error when nothing says which date the snapshot stands for.
    static func missing(_ bundle: String) -> IntakeError {
        IntakeError(
            code: "as-of-missing", file: bundle, reason: "Nothing says which date the snapshot stands for.",
            remedy: "Give it with `--as-of yyyy-MM-dd`, put `asOf: yyyy-MM-dd` in snapshot.yaml, put the date as "
                + "`yyyy-MM-dd` in the folder's or file's name, or name its column in the mapping under `asOf`.")
    }
}
