import Outcomes
import Prevention
import Store
import Workforce

/// The database's own tables as they speak of one person.
struct SubjectRows {
    let record: SubjectRecord

    init(_ record: SubjectRecord) { self.record = record }

    var identity: [SubjectField] {
        [
            SubjectField("employee_id", record.employeeID), SubjectField("name", record.name),
            SubjectField("email", record.email), SubjectField("job_wish", record.jobWish),
        ]
    }

    var snapshots: [[SubjectField]] {
        record.snapshots.map { snapshot in
            [
                SubjectField("as_of", snapshot.asOf), SubjectField("source", snapshot.source),
                SubjectField("imported", snapshot.imported), SubjectField("superseded", snapshot.isSuperseded),
            ] + Self.columns(snapshot.row)
        }
    }

    var leavers: [[SubjectField]] {
        record.leavers.map { [SubjectField("missing_since", $0.asOf)] + Self.columns($0.row) }
    }

    var filtered: [[SubjectField]] { record.filtered.map { [SubjectField("as_of", $0)] } }

    var mentions: [[SubjectField]] {
        record.mentions.map { mention in
            [
                SubjectField("file", mention.file), SubjectField("snapshots", mention.snapshots.map(\.description)),
            ] + mention.fields.sorted { $0.key < $1.key }.map { SubjectField($0.key, $0.value) }
        }
    }

    var phases: [[SubjectField]] {
        record.phases.map { phase in
            [
                SubjectField("from", phase.from), SubjectField("until", phase.until),
                SubjectField("replay", phase.isReplay), SubjectField("phase", number: phase.phase),
                SubjectField("rules", phase.rules.identifiers), SubjectField("cause", phase.cause.code),
                SubjectField("selection", phase.selection.code), SubjectField("rank", number: phase.rank),
                SubjectField("tied", phase.tied), SubjectField("probability", cents: phase.probability),
                SubjectField("basis", phase.basis.code), SubjectField("redundancy_date", phase.redundancyDate),
                SubjectField("expected_exit", phase.expectedExit),
            ]
        }
    }

    var scores: [[SubjectField]] {
        guard let score = record.score, score.scores.contains(where: { $0 != nil }) else { return [] }
        return [
            Outcome.allCases.map { SubjectField($0.code, score: score.scores[$0.rawValue]) }
                + [SubjectField("balance", score: score.balance)]
                + Outcome.allCases.map { SubjectField("coverage_\($0.code)", score: score.coverage[$0.rawValue]) }
        ]
    }

    var vitalSigns: [[SubjectField]] {
        record.vitalSigns.identifiers.map { [SubjectField("sign", $0)] }
            + record.groupsWithoutBirthDate.map { [SubjectField("birth_date_missing_for", $0)] }
    }

    var audit: [[SubjectField]] {
        record.audit.map {
            [
                SubjectField("time", $0.time), SubjectField("system_user", $0.systemUser),
                SubjectField("verb", $0.verb),
            ]
        }
    }

    /// By the columns of `employees.csv`.
    private static func columns(_ row: EmployeeRow) -> [SubjectField] {
        [
            SubjectField("birth_date", row.birthDate), SubjectField("gender", row.gender.code),
            SubjectField("hire_date", row.hireDate), SubjectField("service_since", row.serviceSince),
            SubjectField("job", row.job), SubjectField("job_since", row.jobSince), SubjectField("unit", row.unit),
            SubjectField("establishment", row.establishment), SubjectField("contract", row.contract.code),
            SubjectField("contract_end", row.contractEnd), SubjectField("contract_renewal", row.renewal.code),
            SubjectField("fte", cents: row.centiFTE), SubjectField("monthly_salary", cents: row.monthlySalary),
            SubjectField("redundant_since", row.redundantSince), SubjectField("notice_date", row.noticeDate),
            SubjectField("exit_date", row.exitDate), SubjectField("exit_reason", row.exitReason.code),
            SubjectField("indispensable", row.indispensable),
            SubjectField("training_hours_12m", cents: row.trainingHours),
            SubjectField("performance", cents: row.performance), SubjectField("skills", row.skills),
            SubjectField("consent_introduction", row.consentIntroduction),
        ]
    }
}
