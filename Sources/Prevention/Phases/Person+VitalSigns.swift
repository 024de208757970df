package import Workforce

extension Person {
    /// Completed years in the job at a date; without a start in the job, in service.
    package func yearsInJob(at asOf: CalendarDate) -> Int { (jobSince ?? serviceSince).completedYears(at: asOf) }

    /// The vital signs that one person's own row shows (domain rules §5); missing training hours show nothing.
    package func vitalSigns(at asOf: CalendarDate, policy: PreventionPolicy) -> VitalSigns {
        var signs: VitalSigns = []
        if (jobSince ?? serviceSince).hasCompleted(years: policy.inertiaYears, at: asOf) { signs.insert(.inertia) }
        if trainingHours == 0 { signs.insert(.untrained) }
        return signs
    }
}
