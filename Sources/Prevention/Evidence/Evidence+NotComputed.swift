extension Evidence.NotComputed {
    /// What is listed beside every result (domain rules §4).
    package static let besideEveryResult: [Evidence.NotComputed] = [
        Evidence.NotComputed(
            identifier: "bans-on-dismissal",
            statement: Statement(
                english: "Bans on dismissal (works council members, pregnancy, illness) are not computed.",
                dutch: "Opzegverboden (or-leden, zwangerschap, ziekte) zijn niet meegenomen.")),
        Evidence.NotComputed(
            identifier: "occupational-disability",
            statement: Statement(
                english: "The position of people with an occupational disability is not computed.",
                dutch: "De positie van mensen met een arbeidsbeperking is niet meegenomen.")),
        Evidence.NotComputed(
            identifier: "secondment",
            statement: Statement(
                english: "Exceptions for secondment are not computed.",
                dutch: "Uitzonderingen bij detachering zijn niet meegenomen.")),
        Evidence.NotComputed(
            identifier: "collective-agreement",
            statement: Statement(
                english: "Deviating collective agreements are not computed.",
                dutch: "Afwijkende cao-afspraken zijn niet meegenomen.")),
    ]

    /// The same, with the probability where policy leaves it out.
    static func list(withProbability isMissing: Bool) -> [Evidence.NotComputed] {
        isMissing ? besideEveryResult + [probability] : besideEveryResult
    }

    private static let probability = Evidence.NotComputed(
        identifier: "probability",
        statement: Statement(
            english: "The probability of redundancy is not computed.",
            dutch: "De kans op boventalligheid is niet berekend."))
}
