import Outreach
import Store
import Workforce

/// What a partner reports of the people that it accompanies (domain rules §12): intake, start, outcome, in that order.
extension PartnerRoutes {
    static let trajectories: [PartnerRoute] = [
        PartnerRoute(.get, "/partner/v1/trajectories/{trajectory}", showTrajectory),
        PartnerRoute(.post, "/partner/v1/trajectories/{trajectory}/intake", deed: "report-intake", intake),
        PartnerRoute(.post, "/partner/v1/trajectories/{trajectory}/start", deed: "report-start", start),
        PartnerRoute(.post, "/partner/v1/trajectories/{trajectory}/outcome", deed: "report-outcome", outcome),
    ]

    @Sendable private static func showTrajectory(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["trajectory"] ?? ""
        let trajectory = try await call.read { deeds in try deeds.trajectory(id) }
        guard let trajectory else { throw unknownTrajectory }
        return PartnerReply(200, json(trajectory))
    }

    @Sendable private static func intake(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["trajectory"] ?? ""
        let date = try reportedDate(call)
        return try await call.write(about: id) { deeds in
            guard try deeds.trajectory(id) == nil else {
                throw outOfOrder(
                    "The intake of this trajectory was reported before.", "Report its start or its outcome.")
            }
            if let subject = call.text("subject"), try !deeds.wasTold(of: subject) {
                throw invalid("/subject", "is the key of nothing that you were told of")
            }
            var trajectory = deeds.newTrajectory(id, intake: date)
            trajectory.subject = call.text("subject")
            trajectory.measures = measures(call) ?? []
            return PartnerReceipt(
                status: 201, location: "/partner/v1/trajectories/\(id)",
                body: json(try deeds.put(trajectory, as: .trajectoryIntake)).bytes)
        }
    }

    @Sendable private static func start(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["trajectory"] ?? ""
        let date = try reportedDate(call)
        return try await call.write(about: id) { deeds in
            var trajectory = try open(id, deeds)
            guard trajectory.started == nil else {
                throw outOfOrder("Its start was reported before.", "Report its outcome when it ends.")
            }
            guard date >= trajectory.intake else { throw invalid("/date", "is before the intake") }
            trajectory.started = date
            trajectory.measures = measures(call) ?? trajectory.measures
            return PartnerReceipt(
                status: 200, body: json(try deeds.put(trajectory, as: .trajectoryStarted)).bytes)
        }
    }

    @Sendable private static func outcome(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["trajectory"] ?? ""
        let date = try reportedDate(call)
        let outcome = call.text("outcome") ?? ""
        let newWork = call.body.object?["newWork"]?.object
        if outcome == "new-work", newWork == nil { throw invalid("/newWork", "is missing: when does it begin?") }
        if outcome != "new-work", newWork != nil { throw invalid("/newWork", "does not belong to this outcome") }
        let begins = newWork?["date"]?.string.flatMap(CalendarDate.init(iso:))
        let contract = newWork?["contract"]?.string
        return try await call.write(about: id) { deeds in
            var trajectory = try open(id, deeds)
            guard date >= trajectory.started ?? trajectory.intake else {
                throw invalid("/date", "is before the intake or the start")
            }
            (trajectory.ended, trajectory.outcome) = (date, outcome)
            (trajectory.newJobDate, trajectory.newJobContract) = (begins, contract)
            return PartnerReceipt(
                status: 200, body: json(try deeds.put(trajectory, as: .trajectoryEnded)).bytes)
        }
    }

    private static func open(_ id: String, _ deeds: PartnerDeeds) throws -> Trajectory {
        guard let trajectory = try deeds.trajectory(id) else { throw unknownTrajectory }
        guard trajectory.ended == nil else {
            throw outOfOrder(
                "The outcome of this trajectory was reported before.", "Report a new one under a number of its own.")
        }
        return trajectory
    }

    /// What is reported has happened.
    private static func reportedDate(_ call: PartnerCall) throws -> CalendarDate {
        guard let date = call.date("date") else { throw invalid("/date", "is no date that there is") }
        guard date <= call.today else { throw invalid("/date", "is still to come") }
        return date
    }

    private static func measures(_ call: PartnerCall) -> [String]? {
        call.body.object?["measures"]?.array?.compactMap(\.string)
    }

    private static func invalid(_ pointer: String, _ detail: String) -> PartnerProblem {
        PartnerProblem(
            .invalidBody, "The report is not valid.", remedy: "Mend what `errors` lists.",
            errors: [.init(pointer: pointer, detail: detail)])
    }

    private static func outOfOrder(_ detail: String, _ remedy: String) -> PartnerProblem {
        PartnerProblem(.outOfOrder, detail, remedy: remedy)
    }

    private static var unknownTrajectory: PartnerProblem {
        PartnerProblem(
            .notFound, "You reported no trajectory of that number.",
            remedy: "Report its intake first: POST /partner/v1/trajectories/{trajectory}/intake.")
    }

    private static func json(_ trajectory: Trajectory) -> JSONValue {
        .object([
            "trajectory": .string(trajectory.id),
            "state": .string(trajectory.ended != nil ? "ended" : trajectory.started != nil ? "started" : "intake"),
            "subject": trajectory.subject.map { .string($0) },
            "measures": .array(trajectory.measures.map { .string($0) }),
            "intake": .string(trajectory.intake.description),
            "started": trajectory.started.map { .string($0.description) },
            "ended": trajectory.ended.map { .string($0.description) },
            "outcome": trajectory.outcome.map { .string($0) },
            "newWork": trajectory.newJobDate.map { date in
                .object([
                    "date": .string(date.description), "contract": trajectory.newJobContract.map { .string($0) },
                ])
            },
            "changed": .string(Timestamp.text(trajectory.changed)),
        ])
    }
}
