import Prevention
import Workforce

/// Reads lengths of notice of one entry, which are all in months or all in weeks: the first that is met decides.
///
/// A class, because the parts of an entry are read one after the other and all are held to the first.
final class NoticeLengths {
    private(set) var unit: StatutePack.Notice.Unit?

    /// Under `months` or `weeks`, or the names that stand for them in a section; required.
    func length(_ section: YamlSection, months: String = "months", weeks: String = "weeks") -> Int? {
        if section.has(months), section.has(weeks) {
            section.error(
                "contradiction", weeks, "the length is given in months and in weeks", remedy: "keep one of the two")
            return nil
        }
        if section.has(weeks) {
            return hold(weeks, of: section, to: .weeks) ? section.integer(weeks, in: 0...520, unit: " weeks") : nil
        }
        guard section.has(months) else {
            section.missing(unit == .weeks ? weeks : months, remedy: "write a whole number")
            return nil
        }
        return hold(months, of: section, to: .months) ? section.integer(months, in: 0...36, unit: " months") : nil
    }

    /// Whether a key, where it is written, is in the entry's unit.
    @discardableResult
    func hold(_ key: String, of section: YamlSection, to found: StatutePack.Notice.Unit) -> Bool {
        guard section.has(key) else { return true }
        let expected = unit ?? found
        unit = expected
        if expected == found { return true }
        section.error(
            "wrong-unit", key, "this length is in \(found.rawValue), and the entry began with \(expected.rawValue)",
            remedy: "write every length of the entry in \(expected.rawValue)")
        return false
    }

    /// `steps`, ascending by service from 0 on, none shorter than the one before it.
    func steps(_ section: YamlSection) -> [StatutePack.Notice.Step] {
        let entries = section.sections("steps") ?? []
        let steps = entries.map { (section: $0, step: step($0)) }
        // Of a first step that is wrong itself that is already told.
        if steps.isEmpty || steps[0].step.map({ $0.fromMonths != 0 }) ?? false {
            section.error(
                "statute-gap", "steps", "no step begins at 0 years of service",
                remedy: "begin with `{fromYears: 0, \(unit?.rawValue ?? "months"): …}`")
        }
        for (former, next) in zip(steps, steps.dropFirst()) {
            guard let before = former.step, let after = next.step else { continue }
            if after.fromMonths <= before.fromMonths {
                let key = next.section.has("fromMonths") ? "fromMonths" : "fromYears"
                next.section.error(
                    "statute-overlap", key, value: next.section.text(key),
                    "the step from \(Self.service(after.fromMonths)) does not come after the one from "
                        + "\(Self.service(before.fromMonths))",
                    remedy: "order the steps by service, each larger than the one before")
            } else if after.length < before.length {
                next.section.error(
                    "statute-descending", unit?.rawValue ?? "months", value: String(after.length),
                    "\(after.length) is less than the \(before.length) of the step before it",
                    remedy: "write at least \(before.length): no notice gets shorter with service")
            }
        }
        return steps.compactMap(\.step)
    }

    private func step(_ step: YamlSection) -> StatutePack.Notice.Step? {
        let months = step.integer("fromMonths", in: 0...720, unit: " months")
        let years = step.integer("fromYears", in: 0...60, unit: " years")
        if step.has("fromMonths"), step.has("fromYears") {
            step.error(
                "contradiction", "fromMonths", "the service is given in years and in months",
                remedy: "keep one of the two")
        } else if !step.has("fromMonths"), !step.has("fromYears") {
            step.missing("fromYears", remedy: "write a whole number")
        }
        let length = length(step)
        step.finish()
        guard let from = months ?? years.map({ $0 * 12 }), let length else { return nil }
        return StatutePack.Notice.Step(fromMonths: from, length: length)
    }

    /// `perStartedYear`, ascending, beginning after the last step.
    func increases(
        _ section: YamlSection, after last: StatutePack.Notice.Step?
    ) -> [StatutePack.Notice.Increase] {
        let entries = section.sections("perStartedYear") ?? []
        var former = (last?.fromMonths ?? 0) / 12
        return entries.compactMap { entry in
            let years = entry.requiredInteger("fromYears", in: 1...60, unit: " years")
            let length = length(entry)
            entry.finish()
            guard let years, let length else { return nil }
            if years <= former {
                entry.error(
                    "statute-overlap", "fromYears", value: String(years),
                    "\(years) years do not come after the \(former) before",
                    remedy: "write more than \(former): each begins after the last step and after the one before it")
            }
            former = years
            return StatutePack.Notice.Increase(fromYears: years, length: length)
        }
    }

    private static func service(_ months: Int) -> String {
        months % 12 == 0 ? "\(months / 12) years" : "\(months) months"
    }
}
