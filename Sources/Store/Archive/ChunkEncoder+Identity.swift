internal import Workforce

extension ChunkEncoder {
    /// Rows of the snapshot whose people the chain last knew with another birth date, absent people included: they keep
    /// what they last had.
    ///
    /// Costs the decoding of one column, and of a second one only where a date differs.
    func otherBirthDates(than chain: ChunkChain) throws(StoreError) -> [UInt32] {
        let born = try chain.decodeArray(.birthDate, rows: rows)
        let dates = source.columns.birthDate
        let differing = born.indices.filter { index in
            let row = source.rowOf[source.rowOf.startIndex + index]
            guard row != ChunkSource.missing, born[index] != ColumnCodec.absent else { return false }
            let date = dates.days[Int(row)]
            return date != DateColumn.absent && date != born[index]
        }
        if differing.isEmpty { return [] }
        // Somebody of whom nothing is kept has 0 throughout; nobody was both born and hired on that day.
        let hired = try chain.decodeArray(.hireDate, rows: rows)
        return differing.filter { born[$0] != 0 || hired[$0] != 0 }
            .map { source.rowOf[source.rowOf.startIndex + $0] }
    }
}
