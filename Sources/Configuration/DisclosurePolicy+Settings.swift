import Outreach
import Workforce

extension DisclosurePolicy {
    /// Reads the configuration key `disclosure`; what is absent or wrong keeps the default.
    init(_ section: YamlSection) {
        self.init()
        outwardMinimum = section.integer("outwardMinimum", in: 1...1000, unit: " people") ?? outwardMinimum
        if outwardMinimum < 10 {
            // A smaller cell can point at persons; no setting allows it (domain rules §10).
            section.error(
                "out-of-range", "outwardMinimum", value: "\(outwardMinimum)",
                "\(outwardMinimum) is under 10, the fewest people that may be counted together in what leaves the employer",
                remedy: "write 10 or more")
        }
        inwardMinimum = section.integer("inwardMinimum", in: 5...1000, unit: " people") ?? inwardMinimum
        roundTo = section.integer("roundTo", in: 1...100) ?? roundTo
        republishChange = section.integer("republishChange", in: 1...1000, unit: " people") ?? republishChange
        cellChanges = section.choice("cellChanges") ?? cellChanges
        section.finish()
        if cellChanges == .everyScan {
            section.warning(
                "weak-disclosure", "cellChanges", value: cellChanges.rawValue,
                "what one known person's move does to a group is told on its day, and can show that person's phase",
                remedy: "write \(CellChanges.fourWeekly.rawValue)")
        }
        for (key, value) in [("roundTo", roundTo), ("republishChange", republishChange)] where value < 5 {
            section.warning(
                "weak-disclosure", key, value: "\(value)",
                "under 5, the difference between two nights can show what happened to single persons",
                remedy: "write 5 or more")
        }
        if inwardMinimum > max(10, outwardMinimum) {
            section.error(
                "contradiction", "inwardMinimum", value: "\(inwardMinimum)",
                "figures inside would need more people than those that leave (`outwardMinimum` is \(outwardMinimum))",
                remedy: "write \(outwardMinimum) or less, or raise `outwardMinimum`")
        }
        if roundTo > max(10, outwardMinimum) {
            section.error(
                "contradiction", "roundTo", value: "\(roundTo)",
                "a published cell of \(outwardMinimum) could round to nobody",
                remedy: "write \(outwardMinimum) or less; 5 is usual")
        }
    }
}
