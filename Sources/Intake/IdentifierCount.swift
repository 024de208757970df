/// How many values of a column pass the checksum of a national identifier (interface: "Validation").
package struct IdentifierCount: Equatable, Sendable {
    /// The source column.
    package var column: String
    /// Values that are not empty.
    package var values = 0
    /// Values that pass the 11-test of the Dutch BSN: nine digits, or eight with a leading zero left out.
    package var bsn = 0
    /// Values that pass the modulo-97 test of the Belgian INSZ: eleven digits, also as `yy.mm.dd-xxx.cc`.
    package var insz = 0

    /// Nothing counted yet.
    package init(column: String) { self.column = column }

    /// The identifier that the column holds: at least 20 values, of which at least 90 % pass.
    package var identifier: String? {
        if values >= 20, bsn * 10 >= values * 9 { return "BSN" }
        if values >= 20, insz * 10 >= values * 9 { return "INSZ" }
        return nil
    }

    mutating func add(_ tally: IdentifierTally) {
        values += tally.values
        bsn += tally.bsn
        insz += tally.insz
    }
}
