/// How many people a surplus is, at the average FTE of those who come into the order (domain rules §4.1).
struct PeopleToGo {
    /// Number of heads and their hundredths of FTE.
    var heads: Int
    var centiFTE: Int

    /// `floor((2·S·|heads| + F) / (2·F))`, at most all of them; 0 where they have no FTE.
    func number(covering surplus: Int) -> Int {
        guard centiFTE > 0 else { return 0 }
        return min(heads, (2 * surplus * heads + centiFTE) / (2 * centiFTE))
    }
}
