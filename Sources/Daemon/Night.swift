import DoorstroomConfiguration
import Intake
import Outcomes
import Outreach
import Prevention
import Store
import Workforce

/// What one run is about: its date, its kind and what was there before it, read before anything is taken in.
struct Night: Sendable {
    let settings: Settings
    let request: ScanRequest
    let asOf: CalendarDate
    let today: CalendarDate
    let kind: ScanRecord.Kind
    let former: ScanRecord?
    /// What outreach remembers of the runs and releases before: read while files are.
    private let remembered: Pending<Result<OutreachRecord, any Error>>
    /// Whom the run before found likely to be made redundant, with and without the hidden plan rows; nobody in a replay,
    /// which has none before it.
    private let likelyBefore: (inside: Set<PersonKey>, outward: Set<PersonKey>?)

    /// Whether alerts and offers are composed. Of a date to come nothing goes outward: its announcements and embargoes
    /// are still to come as well.
    var composes: Bool { kind == .live && !request.sendsNothing && asOf <= today }

    /// Whether a live run of today leaves alerts and offers as they are, because it was asked to.
    var keepsIntents: Bool { kind == .live && request.sendsNothing && asOf <= today }

    init(_ instance: Instance, _ request: ScanRequest) throws {
        settings = instance.settings
        self.request = request
        today = instance.today
        asOf = request.asOf ?? today
        former = try instance.database.lastLiveScan()
        // A look ahead makes no replay of the nights that are still to come.
        let isAfterLookAhead = former.map { [today] in $0.asOf > today } ?? false
        kind = isAfterLookAhead ? .live : try instance.database.scanKind(asOf: asOf)
        likelyBefore = kind == .live ? try instance.database.likelyPeople() : ([], nil)
        remembered = Pending { [database = instance.database] in Result { try database.outreach() } }
    }

    func memory() throws -> OutreachRecord { try remembered.wait().get() }

    /// Phases, scores, cells and offers: a function of the workforce and of what is remembered. Phases are there on
    /// return; the rest is worked out while they are written.
    func findings(in loaded: LoadedWorkforce, progress: @Sendable (String) -> Void) -> NightFindings {
        var stopwatch = Stopwatch()
        progress("working out phases")
        let engine = PreventionEngine(policy: settings.prevention, statutes: settings.statutes)
        var run = engine.run(on: loaded.workforce)
        // Also where nothing goes outward: the next run that composes goes on from whom this one finds likely. What is
        // hidden today is so in a look ahead, too.
        let outwardPlan =
            kind == .live
            ? PlanDisclosure(plan: loaded.workforce.plan, asOf: min(asOf, today)).outwardPlan : nil
        let likelyOutside = loaded.rows(of: likelyBefore.outward ?? likelyBefore.inside)
        // Once nothing is hidden any more, what was known inside alone must not keep anybody in a cell.
        let likelyInside = outwardPlan == nil ? likelyOutside : loaded.rows(of: likelyBefore.inside)
        let results = ScanResults(
            loaded: loaded,
            prevention: run.assess(
                plan: loaded.workforce.plan, likelyBefore: likelyInside, isLast: outwardPlan == nil))
        let outward = outwardPlan.map { run.assess(plan: $0, likelyBefore: likelyOutside, isLast: true) }
        stopwatch.lap("phases")
        let odometer = Pending { engine.odometer(of: results.loaded.workforce, result: results.prevention) }
        // Once the rules have let go of their memory.
        let scores = Pending { [settings] in
            ScoreEngine(
                scorecard: settings.scorecard, policy: settings.outcomes,
                groupMinimum: settings.disclosure.inwardMinimum
            ).scoreInHundredths(loaded.workforce)
        }
        let outwardOdometer =
            composes
            ? outward.map { outward in
                Pending { engine.odometer(of: results.loaded.workforce, result: outward) }
            } : nil
        let outreach = Pending {
            Result {
                composes
                    ? compose(results, outward, try memory()) {
                        OutreachScan.Odometers(inside: odometer.wait(), outward: outwardOdometer?.wait())
                    } : nil
            }
        }
        return NightFindings(
            results: results, likelihood: outward.map { OutwardLikelihood(of: $0, personKeys: loaded.keys) },
            odometer: odometer, outreach: outreach, scores: scores, seconds: stopwatch.laps)
    }

    private func compose(
        _ results: ScanResults, _ outward: PreventionResult?, _ memory: OutreachRecord,
        _ odometers: @escaping @Sendable () -> OutreachScan.Odometers
    ) -> OutreachScan.Output {
        let workforce = results.loaded.workforce
        var input = OutreachScan.Input(
            workforce: workforce, inside: results.prevention, personKeys: results.loaded.keys)
        input.outward = outward
        input.odometers = odometers
        input.policy = settings.disclosure
        input.maxAgeDays = settings.intake.maxAgeDays
        input.memory = memory.memory
        input.count = memory.count
        input.moved = memory.moved
        input.withheld = memory.withheld
        input.withheldOffers = memory.withheldOffers
        input.keys = memory.keys
        input.states = memory.states
        input.holds = memory.holds
        input.crises = memory.crises
        input.introductions = memory.introductions
        input.consents = memory.consents
        input.introductionPolicy = settings.introductions
        input.partners = settings.partners
        input.recall(memory.publications)
        var generator = SystemRandomNumberGenerator()
        return OutreachScan.run(input, using: &generator)
    }

    /// What is to be mended in how establishments state the units that dismissals are counted together over.
    func unitProblems(of findings: NightFindings) -> [Problem] {
        let workforce = findings.results.loaded.workforce
        return settings.statedUnits.problems(
            in: workforce.establishments, employerCountry: workforce.employerCountry)
    }

    /// The planner's morning reading, as far as the findings alone tell it.
    func summary(by summariser: ScanSummariser) -> ScanSummary {
        var summary = summariser.summary(kind: request.isDryRun ? .dryRun : kind == .live ? .live : .replay)
        summary.isAhead = asOf > today
        summary.formerPhases = former.flatMap(ScanSummariser.phases)
        return summary
    }
}

extension OutreachRecord {
    /// The intents that stand, as if a run had just found them.
    var unchanged: OutreachScan.Output {
        var outreach = OutreachScan.Output()
        outreach.states = states
        outreach.memory = memory
        outreach.count = count
        outreach.moved = moved
        outreach.keys = keys
        outreach.holds = holds
        outreach.crises = crises
        outreach.withheld = withheld
        outreach.withheldOffers = withheldOffers
        return outreach
    }

    /// As it stands once a run's findings are written: what a release at once begins with.
    func after(_ outreach: OutreachScan.Output) -> OutreachRecord {
        var record = self
        record.states = outreach.states
        record.memory = outreach.memory
        record.count = outreach.count
        record.moved = outreach.moved
        record.keys = outreach.keys
        record.holds = outreach.holds
        record.crises = outreach.crises
        let ended = Dictionary(
            outreach.endedIntroductions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        record.introductions = introductions.map { ended[$0.key] ?? $0 }
        record.withheld = outreach.withheld
        record.withheldOffers = outreach.withheldOffers
        return record
    }
}
