/// What the codes of HR exports mean, in Dutch, English, German and French.
enum ValueVocabulary {
    /// The canonical code for a value of a column of closed codes; nil when it is not known.
    ///
    /// Reasons of health become `other` (domain rules §2).
    static func code(_ value: String, for field: EmployeeField) -> String? {
        let key = ColumnVocabulary.normalised(value)
        if key.isEmpty { return nil }
        switch field {
        case .gender: return lookUp(key, genders)
        case .contract: return lookUp(key, contracts) ?? holding(key, contractParts)
        case .contractRenewal, .indispensable: return lookUp(key, answers)
        case .exitReason:
            if ForbiddenColumn(value) == .health { return "other" }
            return lookUp(key, reasons) ?? holding(key, reasonParts)
        default: return nil
        }
    }

    /// Texts that stand for "no value".
    static func isNull(_ value: String) -> Bool {
        let nulls = [
            "-", "--", "?", ".", "n/a", "na", "#n/a", "#n/b", "#nv", "null", "nil", "none", "n.v.t.", "nvt", "geen",
            "leeg",
            "onbekend", "unknown", "k.a.", "keine", "aucun", "sans objet", "not applicable", "niet van toepassing",
            "entfällt", "00-00-0000", "00.00.0000", "00/00/0000", "0000-00-00",
        ]
        return nulls.contains(value.lowercased())
    }

    /// Whether a status means that the person has left; nil when the word is not known.
    static func hasLeft(_ status: String) -> Bool? {
        let left: Set = [
            "terminated", "inactive", "left", "leaver", "former", "uitdienst", "inactief", "vertrokken",
            "ausgeschieden",
            "ausgetreten", "inaktiv", "sorti", "parti", "inactif",
        ]
        let present: Set = [
            "active", "employed", "onleave", "indienst", "actief", "aktiv", "beschaeftigt", "beschaftigt", "actif",
            "present",
        ]
        let key = ColumnVocabulary.normalised(status)
        return left.contains(key) ? true : present.contains(key) ? false : nil
    }

    private static func lookUp(_ key: String, _ table: [(code: String, words: String)]) -> String? {
        table.first { $0.words.split(separator: " ").contains(Substring(key)) }?.code
    }

    private static func holding(_ key: String, _ table: [(code: String, words: String)]) -> String? {
        table.first { $0.words.split(separator: " ").contains { key.contains($0) } }?.code
    }

    private static let genders = [
        ("f", "f v vrouw female woman weiblich w frau femme feminin vrouwelijk"),
        ("m", "m man male maennlich mannlich h homme masculin mannelijk herr"),
        ("x", "x d divers other anders onbekend nonbinary nonbinair autre"),
    ]

    private static let answers = [
        ("yes", "yes y ja j true 1 oui o wahr"), ("no", "no n nee nein false 0 non falsch"),
    ]

    private static let contracts = [
        ("permanent", "vast permanent onbepaald cdi unbefristet regular perm"),
        ("fixed_term", "tijdelijk temporary bepaald cdd befristet fixed temp"),
        ("on_call", "oproep nuluren mup abruf zerohours casual"),
        ("agency", "uitzend interim interimaire leiharbeit zeitarbeit agency"),
        ("contractor", "zzp inhuur extern externe external contractor freelance freelancer"),
        ("apprentice", "bbl leerling apprentice azubi apprenti alternant"),
    ]

    /// Looked for inside a value, in this order: `onbepaalde` before `bepaalde`.
    private static let contractParts = [
        ("permanent", "onbepaaldetijd onbepaald unbefristet indefinite indeterminee openended permanent vast"),
        ("fixed_term", "bepaaldetijd bepaald befristet fixedterm determinee tijdelijk temporary"),
        ("on_call", "oproep nuluren 0uren abruf zerohour oncall"),
        ("agency", "uitzend payroll leiharbeit zeitarbeit interim agency detachering"),
        ("contractor", "zzp inhuur freelance contractor werkvertrag extern"),
        ("apprentice", "bbl leerling leerarbeid apprentic auszubildend ausbildung apprenti alternance"),
    ]

    private static let reasons = [
        ("resignation", "resignation resignaton quit voluntary demission"), ("retirement", "retirement rente retraite"),
        ("death", "death deceased tod deces"), ("transfer", "transfer overplaatsing mutation"),
        ("redundancy", "layoff redundancy redundant"), ("other", "other overig anders sonstiges autre"),
        ("cause", "cause"), ("dismissal", "dismissal fired"), ("settlement", "vso settlement"),
    ]

    private static let reasonParts = [
        (
            "resignation",
            "eigenverzoek ontslagdoorwerknemer resign eigenkuendigung eigenkundigung demission opgezegddoorwerknemer"
        ),
        ("retirement", "pensioen aow retire rente ruhestand retraite"),
        ("death", "overlijden overleden deceas death verstorben tod deces"),
        ("transfer", "overplaats overgang transfer versetzung"),
        ("probation", "proeftijd probation probezeit periodedessai"),
        ("cause", "dringendereden staandevoet misconduct fristlos fautegrave"),
        (
            "settlement",
            "vaststelling wederzijds settlement mutualagreement aufhebung rupturconvention ruptureconvention"
        ),
        (
            "contract_end",
            "eindecontract contracteinde vanrechtswege endofcontract contractend fristablauf vertragsende fincontrat "
                + "fincdd"
        ),
        ("redundancy", "boventallig reorganisatie bedrijfseconom redundan layoff betriebsbedingt economique"),
        ("dismissal", "ontslagdoorwerkgever dismiss kuendigung kundigung licenciement ontslag"),
    ]
}
