import Prevention
import Workforce

extension OutreachScan {
    /// Adds tonight's crises and their subjects, and tells the operator of those that newly wait for a person.
    func followCrises(
        _ disclosure: PlanDisclosure, _ before: [String: SubjectState], in output: inout Output,
        using generator: inout some RandomNumberGenerator
    ) {
        guard let odometers = input.odometers?() else {
            output.crises = input.crises
            return
        }
        var outward: (result: PreventionResult, odometer: Odometer)?
        if let result = input.outward, let odometer = odometers.outward { outward = (result, odometer) }
        let watch = CrisisWatch(
            workforce: input.workforce, inside: input.inside, insideOdometer: odometers.inside, outward: outward,
            disclosure: disclosure, personKeys: input.personKeys, published: input.published, before: before)
        let found = watch.follow(input.crises, keys: &output.keys, using: &generator)
        output.crises = found.crises
        output.states += found.states
        // Of what is embargoed until a day nothing is said: a notice is read by more people than may know. Of what has no
        // day of announcement a person decides, and has to be told; that it says so keeps it out of the log.
        for state in found.states where state.opensOn == nil {
            if let former = before[state.key], former.opensOn == nil { continue }
            output.warnings.append(
                Problem(
                    .warning, code: Crisis.noticeCode, value: state.key,
                    reason: "a collective redundancy comes within reach; partners hear of it only when a person "
                        + "releases it", remedy: "see 'doorstroom crises list'"))
        }
    }
}

extension Crisis {
    /// The notice that a crisis waits for a person.
    package static let noticeCode = "crisis-waits"
}
