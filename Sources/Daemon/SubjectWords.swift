/// Headings of an export and what its parts are, for the person whom it is about.
struct SubjectWords {
    let isDutch: Bool

    var notes: [String] {
        [
            isDutch
                ? "Dit is alles wat Doorstroom over u bewaart. Veldnamen zijn die van de bestanden waar het uit komt."
                : "This is all that Doorstroom keeps about you. Field names are those of the files that it comes from.",
            isDutch
                ? "Waar bij een datum geen fase staat, was het fase 1 (gezonde organisatie), zonder andere reden."
                : "Where no phase is given for a date it was phase 1 (healthy organisation), for no other reason.",
            isDutch
                ? "Wat een berekening betekent, en waarom, zegt 'doorstroom explain'."
                : "What a computation means, and why, is said by 'doorstroom explain'.",
        ]
    }

    /// Not for the person.
    var caution: String {
        isDutch
            ? "Alleen voor wie dit overhandigt: fasen, datums en groepen kunnen berusten op plannen die nog niet bekend "
                + "zijn gemaakt, en de groepen zijn kennis van binnen. Bekijk ze voor u dit meegeeft."
            : "For whoever hands this over: phases, dates and groups may rest on plans that were not announced, and the "
                + "groups are inside knowledge. Look at them before you give this away."
    }

    func section(_ name: String, _ records: [[SubjectField]]) -> SubjectSection {
        let words = Self.words[name] ?? (name, name, "", "")
        return SubjectSection(
            name: name, heading: isDutch ? words.1 : words.0, explanation: isDutch ? words.3 : words.2,
            records: records.map { $0.filter { $0.value != nil } })
    }

    /// English and Dutch headings, then English and Dutch explanations.
    private static let words: [String: (String, String, String, String)] = [
        "identity": (
            "Who you are", "Wie u bent", "Stored encrypted, apart from the rest.",
            "Versleuteld bewaard, los van de rest."
        ),
        "snapshots": (
            "Your record in each export of the HR system", "Uw gegevens in elke export van het personeelssysteem",
            "One record for each date.", "Eén regel voor elke datum."
        ),
        "after_leaving": (
            "Your record after you left", "Uw gegevens nadat u vertrok",
            "Kept for the months of aftercare.", "Bewaard voor de maanden nazorg."
        ),
        "left_out": (
            "Exports in which you were left out", "Exports waarin u bent weggelaten",
            "A rule of the employer left your row out.", "Een regel van de werkgever liet uw regel weg."
        ),
        "side_files": (
            "Where else you are named", "Waar u verder in staat",
            "Measurements about you, and texts that name you.", "Metingen over u, en teksten die u noemen."
        ),
        "phases": (
            "Phases over time", "Fasen door de tijd",
            "What each scan found, with the chance of redundancy (0 to 1) where there is one.",
            "Wat elke scan vond, met de kans op boventalligheid (0 tot 1) waar die er is."
        ),
        "scores": (
            "Scores of the last scan", "Scores van de laatste scan",
            "They steer help, and never decide who must leave.",
            "Ze sturen hulp, en bepalen nooit wie moet vertrekken."
        ),
        "vital_signs": (
            "Vital signs", "Vitale signalen", "Of the last scan.", "Van de laatste scan."
        ),
        "clocks": (
            "Statutory dates and amounts", "Wettelijke termijnen en bedragen",
            "As the last scan has them. Decision support, not legal advice.",
            "Zoals de laatste scan ze heeft. Beslisondersteuning, geen juridisch advies."
        ),
        "outreach": (
            "Groups and holds that you are in", "Groepen en blokkades waar u in zit",
            "Inside knowledge: outside only rounded counts of at least ten people are told.",
            "Kennis van binnen: buiten wordt alleen een afgerond aantal van ten minste tien mensen genoemd."
        ),
        "told_to_partners": (
            "What partners were told of those groups", "Wat partners van die groepen weten",
            "Counts only; nobody was told that you are in them.", "Alleen aantallen; niemand hoorde dat u erin zit."
        ),
        "consents": (
            "What you agreed to", "Waar u mee instemde",
            "Consents to be introduced to partners, withdrawn ones too.",
            "Toestemmingen om u bij partners voor te stellen, ook ingetrokken."
        ),
        "introductions": (
            "To whom you were introduced", "Bij wie u bent voorgesteld",
            "Each with the profile that the partner could fetch, and what you told of yourself afterwards.",
            "Telkens met het profiel dat de partner kon ophalen, en wat u later over uzelf vertelde."
        ),
        "profiles_handed_out": (
            "What was fetched of it, when and by whom", "Wat daarvan is opgehaald, wanneer en door wie",
            "A reference gives its profile once; every attempt is kept.",
            "Een verwijzing geeft het profiel één keer; elke poging is bewaard."
        ),
        "audit": (
            "Who looked at you", "Wie u heeft bekeken",
            "Views of you alone; views of whole lists are not about one person.",
            "Alleen wie u apart bekeek; hele lijsten gaan niet over één persoon."
        ),
    ]
}
