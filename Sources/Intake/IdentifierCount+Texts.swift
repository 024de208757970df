/// The same count for a column in hand, as the small files have it.
extension IdentifierCount {
    init(column: String, texts: some Sequence<String>) {
        self.init(column: column)
        var tally = IdentifierTally(column: 0)
        for text in texts where !text.isEmpty { FieldFormat.withBytes(text) { tally.count($0) } }
        add(tally)
    }
}
