package import Foundation
internal import GRDB
package import Workforce

/// How a partner accompanies somebody to other work (domain rules §12), under the partner's own number.
///
/// Who it is stands behind `subject`, the key of the introduction, and nowhere here.
package struct Trajectory: Equatable, Sendable {
    package var partner: String
    package var id: String
    /// Key of the introduction, alert or offer that it came of.
    package var subject: String?
    /// Codes, in the order of the partner.
    package var measures: [String]
    package var intake: CalendarDate
    package var started: CalendarDate?
    package var ended: CalendarDate?
    /// Code; nil while it is open.
    package var outcome: String?
    package var newJobDate: CalendarDate?
    /// `permanent`, `fixed-term`, `agency`, `self-employed`.
    package var newJobContract: String?
    package var changed: Date

    package init(partner: String, id: String, intake: CalendarDate, changed: Date) {
        self.partner = partner
        self.id = id
        self.intake = intake
        self.changed = changed
        measures = []
    }
}

extension PartnerDeeds {
    /// The partner's trajectory of that number.
    package func trajectory(_ id: String) throws -> Trajectory? {
        try Trajectory.fetch(in: db, where: "partner = ? AND trajectory = ?", [partner, id]).first
    }

    /// A trajectory that begins with this request.
    package func newTrajectory(_ id: String, intake: CalendarDate) -> Trajectory {
        Trajectory(partner: partner, id: id, intake: intake, changed: now)
    }

    /// Whether the partner was told of a subject.
    package func wasTold(of subject: String) throws -> Bool { try knows(subject: subject) }

    /// Keeps what a trajectory is from now on.
    package func put(_ trajectory: Trajectory, as kind: PartnerAnswer.Kind) throws -> Trajectory {
        var trajectory = trajectory
        trajectory.changed = now
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO trajectory (partner, trajectory, subject, measures, intake, started, ended, outcome,
                    new_job_date, new_job_contract, changed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            partner, trajectory.id, trajectory.subject, trajectory.measures.joined(separator: "|"),
            trajectory.intake.dayNumber, trajectory.started?.dayNumber, trajectory.ended?.dayNumber,
            trajectory.outcome, trajectory.newJobDate?.dayNumber, trajectory.newJobContract,
            Outbox.milliseconds(now),
        ])
        try note(kind, subject: trajectory.id, detail: trajectory.outcome)
        return trajectory
    }
}

extension Trajectory {
    static func fetch(
        in db: GRDB.Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Trajectory] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT partner, trajectory, subject, measures, intake, started, ended, outcome, new_job_date,
                    new_job_contract, changed
                FROM trajectory WHERE \(condition) ORDER BY partner, trajectory
                """)
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            func day(_ index: Int) -> CalendarDate? { (row[index] as Int32?).map(CalendarDate.init(dayNumber:)) }
            var trajectory = Trajectory(
                partner: row[0], id: row[1], intake: CalendarDate(dayNumber: row[4]), changed: Outbox.date(row[10]))
            trajectory.subject = row[2]
            trajectory.measures = (row[3] as String).split(separator: "|").map(String.init)
            trajectory.started = day(5)
            trajectory.ended = day(6)
            trajectory.outcome = row[7]
            trajectory.newJobDate = day(8)
            trajectory.newJobContract = row[9]
            return trajectory
        }
    }
}

extension PartnerDesk {
    /// All that partners report, for planners and for counting their effect.
    package func trajectories() throws -> [Trajectory] {
        try database.read { db in try Trajectory.fetch(in: db, where: "1", []) }
    }
}
