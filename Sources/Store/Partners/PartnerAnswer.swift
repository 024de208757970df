package import Foundation
internal import GRDB

/// One thing that a partner answered, as planners list it.
package struct PartnerAnswer: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case acknowledged
        case accepted, declined, filled, returned
        case vacancyOffered = "vacancy-offered"
        case vacancyReplaced = "vacancy-replaced"
        case vacancyWithdrawn = "vacancy-withdrawn"
        case trajectoryIntake = "trajectory-intake"
        case trajectoryStarted = "trajectory-started"
        case trajectoryEnded = "trajectory-ended"
    }

    /// Of the list, ascending.
    package var number: Int64
    package var time: Date
    package var partner: String
    package var kind: Kind
    /// The event, the offer's key, the partner's own number of its vacancy or trajectory.
    package var subject: String
    /// What it said, in codes: a status, a reason, a number of places.
    package var detail: String?
}

/// Which answers are asked for.
package struct PartnerAnswerFilter: Sendable {
    package var partner: String?
    package var kinds: Set<PartnerAnswer.Kind>?
    package var since: Date?
    package var limit = 100_000

    package init() {}
}

extension PartnerDeeds {
    /// Notes that an event has arrived, and what is done with it.
    ///
    /// - Returns: false for an event that the partner was never told of.
    package func acknowledge(event: String, status: String) throws -> Bool {
        let isKnown =
            try Bool.fetchOne(
                db,
                sql:
                    "SELECT 1 FROM outbox WHERE event = ? AND partner = ? AND (reached OR state IN ('delivered', 'leased'))",
                arguments: [event, partner]) ?? false
        if isKnown { try note(.acknowledged, subject: event, detail: status) }
        return isKnown
    }
}

extension PartnerDesk {
    /// How often partners answered since a moment, by kind.
    package func answerCounts(since moment: Date?) throws -> [String: Int] {
        try database.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT kind, count(*) FROM partner_answer WHERE moment >= ? GROUP BY kind",
                arguments: [moment.map(Outbox.milliseconds) ?? 0])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    /// What partners answered, newest first.
    package func answers(_ filter: PartnerAnswerFilter) throws -> [PartnerAnswer] {
        var conditions = ["1"]
        var arguments: StatementArguments = []
        if let partner = filter.partner {
            conditions.append("partner = ?")
            arguments += [partner]
        }
        if let since = filter.since {
            conditions.append("moment >= ?")
            arguments += [Outbox.milliseconds(since)]
        }
        if let kinds = filter.kinds {
            conditions.append("kind IN (\(databaseQuestionMarks(count: kinds.count)))")
            arguments += StatementArguments(kinds.map(\.rawValue).sorted())
        }
        arguments += [filter.limit]
        let sql = """
            SELECT id, moment, partner, kind, subject, detail FROM partner_answer
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?
            """
        return try database.read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                guard let kind = PartnerAnswer.Kind(rawValue: row[3]) else {
                    throw StoreError.damaged("partner's answer")
                }
                return PartnerAnswer(
                    number: row[0], time: Outbox.date(row[1]), partner: row[2], kind: kind, subject: row[4],
                    detail: row[5])
            }
        }
    }
}
