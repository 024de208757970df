import Foundation

/// What the columns of HR exports are called, in Dutch, English, German and French.
enum ColumnVocabulary {
    /// How sure a name is of its meaning.
    enum Match: Equatable {
        case known(EmployeeField)
        /// Near a known name, or holding one.
        case similar(EmployeeField)

        var field: EmployeeField {
            switch self {
            case .known(let field), .similar(let field): field
            }
        }
    }

    /// What a column name means, or nil.
    static func match(_ name: String) -> Match? {
        let key = normalised(name)
        if key.isEmpty { return nil }
        if let field = fields[key] ?? fields[normalised(spelledOut(name))] { return .known(field) }
        // The longest known name that the column's begins with: `afdelingscode`, `functieomschrijving`.
        let beginning = fields.keys.filter { $0.count >= 4 && key.hasPrefix($0) }.max {
            ($0.count, $1) < ($1.count, $0)
        }
        if let beginning, let field = fields[beginning] { return .similar(field) }
        return nil
    }

    /// German umlauts as systems without them write them.
    private static func spelledOut(_ name: String) -> String {
        [("ä", "ae"), ("ö", "oe"), ("ü", "ue")].reduce(name.precomposedStringWithCanonicalMapping.lowercased()) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    /// Lowercase letters and digits, without accents, blanks and marks.
    static func normalised(_ name: String) -> String {
        let folded = name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || ("0"..."9").contains($0)
        }
        return String(String.UnicodeScalarView(folded)).replacing("ß", with: "ss")
    }

    /// Parts of a name that stand in columns of their own, in the order in which they are joined.
    static let givenNames = names("roepnaam voornaam firstname givenname forename vorname prenom first")
    static let infixes = names("voorvoegsel tussenvoegsel voorvoegsels nameprefix vorsatzwort particule")
    static let familyNames = names("achternaam geboortenaam lastname surname familyname nachname familienname nom last")

    /// Columns that say on which date the rows hold, or in which year.
    static let asOfDates = names(
        "peildatum momentdatum snapshotdate asof asofdate recorddate recorddatekey reportdate stichtag "
            + "auswertungsdatum datesituation datedesituation dateextraction")
    static let asOfYears = names("statusyear peiljaar snapshotyear reportyear jaar year stichjahr jahr annee")

    /// Columns that say whether somebody is still there.
    static let statuses = names("status employeestatus employmentstatus dienstverbandstatus medewerkerstatus statut")

    private static func names(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

    private static let fields: [String: EmployeeField] = {
        var fields: [String: EmployeeField] = [:]
        for (field, words) in words {
            for word in words.split(separator: " ") { fields[String(word)] = field }
            fields[normalised(field.rawValue)] = field
        }
        return fields
    }()

    private static let words: [EmployeeField: String] = [
        .id:
            "personeelsnummer persnr personeelsnr medewerkernummer medewerkersnummer medewerkerid "
            + "medewerkercode medewerker werknemer werknemernummer werknemersnummer werknemerid "
            + "employeeid employeenumber employeeno empid empno staffid "
            + "personnelnumber personnummerintern personid workerid personalnummer personalnr mitarbeiternummer "
            + "mitarbeiterid matricule numeromatricule identifiantsalarie stamnummer",
        .name: "naam volledigenaam medewerkernaam fullname employeename mitarbeitername nomcomplet weergavenaam "
            + "legalname workername",
        .email: "email emailwerk emailadres werkemail workemail emailaddress mail mailadresse adressemail courriel "
            + "emailprofessionnel",
        .birthDate: "geboortedatum gebdatum birthdate dateofbirth dob birthday birthdatekey geburtsdatum gebdat "
            + "datedenaissance datenaissance naissance",
        .gender: "geslacht gender sex gendershort geschlecht sexe genre",
        .hireDate: "datumindienst indienst indienstdatum datumindiensttreding indiensttreding begindatumdienstverband "
            + "hiredate datehired startdate employmentstart originalhiredate orighiredate orighiredatekey joindate "
            + "eintrittsdatum eintritt einstellungsdatum dateembauche datedembauche dateentree datedentree embauche",
        .serviceSince: "datumancienniteit ancienniteit ancienniteitsdatum dienstjarenvanaf datumjubileum senioritydate "
            + "continuousservicedate servicedate dienstalter betriebszugehoerigkeitseit dateanciennete datedanciennete",
        .job: "functie functiecode functienaam functieomschrijving job jobcode jobtitle title position jobname "
            + "role jobprofile businesstitle planstelle stelle stellenbezeichnung funktion taetigkeit tatigkeit positionsbezeichnung fonction "
            + "poste emploi intituleposte",
        .jobSince: "datuminfunctie infunctiesinds begindatumfunctie functiesinds positionsince jobstartdate "
            + "positionstartdate infunktionseit stelleseit datedeprisedeposte datefonction",
        .unit: "afdeling afdelingscode afdelingcode afdelingsnaam organisatieeenheid oe team kostenplaats department "
            + "departmentname dept supervisoryorganization orgeenheid orgunit organisationalunit organizationalunit costcenter costcentre abteilung "
            + "organisationseinheit kostenstelle service departement unite centredecout",
        .establishment: "vestiging vestigingscode standplaats locatie werklocatie bedrijfsvestiging site location "
            + "worklocation store storename branch office standort arbeitsort betriebsstaette "
            + "betriebsstatte personalteilbereich niederlassung werk filiale etablissement lieudetravail agence",
        .contract: "contractsoort soortcontract contracttype typecontract dienstverband soortdienstverband "
            + "aarddienstverband soortmedewerker contractvorm employmenttype contract workertype employeetype "
            + "vertragsart vertragstyp beschaeftigungsart befristung typedecontrat contrat naturecontrat",
        .contractEnd: "einddatumcontract contracteinddatum contracteinde einddatumdienstverband contractend "
            + "contractenddate vertragsende befristetbis befristungsende datefincontrat datedefindecontrat fincontrat "
            + "findecontrat",
        .contractRenewal:
            "verlenging contractverlenging wordtverlengd renewal contractrenewal verlaengerung renouvellement",
        .fte: "fte deeltijdfactor parttimefactor parttimepercentage dienstverbandpercentage deeltijdpercentage "
            + "deeltijd fulltimeequivalent bschgrad beschaeftigungsgrad beschaftigungsgrad teilzeitfaktor vollzeitaequivalent etp "
            + "tauxactivite tempsdetravail",
        .monthlySalary:
            "brutosalaris maandsalaris brutomaandsalaris salaris monthlysalary basesalary salary grosssalary "
            + "bruttogehalt monatsgehalt gehalt salairebrut salairemensuel salaire",
        .redundantSince: "boventalligsinds datumboventallig boventallig redundantsince redundancydate",
        .noticeDate: "opzegdatum datumopzegging noticedate dateofnotice kuendigungsdatum kundigungsdatum datepreavis "
            + "datenotification",
        .exitDate: "datumuitdienst uitdienst uitdienstdatum einddatum exitdate terminationdate terminationdatekey "
            + "leavedate enddate austrittsdatum austritt datedesortie datesortie datedepart",
        .exitReason: "redenuitdienst uitdienstreden redeneinde redenontslag exitreason terminationreason termreason "
            + "termreasondesc leavingreason reasonforleaving austrittsgrund kuendigungsgrund motifsortie motifdesortie "
            + "motifdepart",
        .indispensable: "onmisbaar indispensable keyplayer unabkoemmlich",
        .trainingHours:
            "opleidingsuren trainingsuren scholingsuren traininghours weiterbildungsstunden heuresformation "
            + "heuresdeformation",
        .performance: "beoordeling performance performancerating rating leistungsbeurteilung evaluation",
        .skills: "vaardigheden competenties skills competencies kompetenzen competences",
        .consentIntroduction: "toestemming toestemmingintroductie consent einwilligung consentement",
        .jobWish: "functiewens loopbaanwens jobwish careerwish berufswunsch souhaitprofessionnel",
    ]
}
