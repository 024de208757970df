/// What one group has in service at asOf (domain rules §2, §3).
struct GroupSupply {
    /// Hundredths of FTE that count as supply.
    var centiFTE = 0
    /// People, externals included.
    var heads = 0
    /// People hired after asOf, who are no supply.
    var futureHires = 0
}
