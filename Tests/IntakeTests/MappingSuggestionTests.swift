import Foundation
import Testing
import Workforce

@testable import Intake

@Suite("Suggested mappings")
struct MappingSuggestionTests {
    private func draft(_ text: String, file: String = "personeel-2026-01.csv") throws -> String {
        try MappingSuggestion.suggest(Array(text.utf8), file: file, isPrefix: false)
    }

    private static let dutch =
        "Personeelsnummer;Roepnaam;Achternaam;Geboortedatum;Geslacht;Datum in dienst;Functie;Afdeling;Vestiging;FTE;"
        + "Contractsoort;Einddatum contract;Datum uit dienst;Reden uit dienst;BSN;Ziekteverzuim;Lease\n"
        + (1...30).map { row in
            "\(row);Jan;Jansen;\(row % 28 + 1)-03-1980;"
                + "\(row % 2 == 0 ? "M" : "V");01-0\(row % 9 + 1)-2015;Kassier;Winkel;Breda;"
                + "0,\(row % 5 + 4);\(row % 3 == 0 ? "Bepaalde tijd" : "Onbepaalde tijd");"
                + "\(row % 3 == 0 ? "31-12-2026" : "31-12-9999");\(row == 4 ? "01-02-2025" : "");"
                + "\(row == 4 ? "Eigen verzoek" : "");1;2;ja\n"
        }.joined()

    @Test("A Dutch export gets its columns, forms and codes")
    func dutch() throws {
        let yaml = try draft(Self.dutch)
        for line in [
            "    pattern: \"personeel-????-??.csv\"", "    delimiter: \";\"", "    dates: [\"d-M-yyyy\"]",
            "    decimal: \",\"", "    nulls: [\"31-12-9999\"]", "      employee_id: Personeelsnummer",
            "        columns: [Roepnaam, Achternaam]", "      hire_date: \"Datum in dienst\"", "      job: Functie",
            "      unit: Afdeling", "      establishment: Vestiging", "      contract_end: \"Einddatum contract\"",
            "          \"Bepaalde tijd\": fixed_term", "          \"Onbepaalde tijd\": permanent", "          M: m",
            "          V: f", "          \"Eigen verzoek\": resignation", "    drop: [BSN, Ziekteverzuim]",
            "    #   Lease",
            "    # UNSURE: contract_end and exit_date must hold the first day no longer in service, not the last day in it.",
        ] {
            #expect(yaml.contains(line + "\n"), "\(line)\n\(yaml)")
        }
        #expect(!yaml.contains("Jansen") && !yaml.contains("Kassier"))
        #expect(!yaml.contains("FILL_IN"))
    }

    @Test("Salaries and numbers are no dates that mean none, and no value of a person stands in the draft")
    func salaries() throws {
        let rows = (1...30).map { row in
            "3001\(1000 + row),0\(row % 9 + 1)-03-2015,clerk,A,\(3000 + row).50,\(row % 3 == 0 ? "31-12-9999" : "")\n"
        }.joined()
        let yaml = try draft("employee_id,hire_date,job,establishment,salary,contract_end\n" + rows)
        #expect(yaml.contains("    nulls: [\"31-12-9999\"]\n"))
        #expect(yaml.firstRange(of: /30\d\d\.50|3001\d{4}/) == nil, "\(yaml)")
        let plain = try draft("employee_id,hire_date,job,establishment,salary\n" + "1,2015-03-01,clerk,A,3001.50\n")
        #expect(!plain.contains("nulls"))
    }

    @Test("Day numbers of a spreadsheet are spoken of for dates only")
    func dayNumbers() throws {
        let rows = (1...9).map { "\(21_000 + $0),\(42_000 + $0),clerk,A\n" }.joined()
        let yaml = try draft("employee_id,hire_date,job,establishment\n" + rows)
        #expect(yaml.contains("      employee_id: employee_id\n"))
        #expect(yaml.contains("      hire_date: hire_date  # UNSURE: the values are a spreadsheet's day numbers"))
    }

    @Test("Titles above the column names are passed over, with or without delimiters")
    func titles() throws {
        for title in ["Overzicht medewerkers;;;;;\n\n", "Overzicht medewerkers\n;;;;;\nper 31-01-2026\n"] {
            let text = title + "Medewerker;Naam;Datum in dienst;Functie;Vestiging;Deeltijd %\n"
            let rows = (1...9).map { "\($0);Jan;0\($0)-02-2015;Verkoper;Breda;80,00\n" }.joined()
            let yaml = try draft(text + rows)
            #expect(yaml.contains("    header: \(title.count { $0 == "\n" } + 1)\n"), "\(yaml)")
            #expect(yaml.contains("      employee_id: Medewerker\n") && !yaml.contains("FILL_IN"))
            #expect(
                yaml.contains(
                    "      fte:  # UNSURE: these look like percentages, hence 100 for full time\n"
                        + "        column: \"Deeltijd %\"\n        fullTime: 100\n"), "\(yaml)")
            #expect(yaml.contains("    decimal: \",\"\n"))
        }
        #expect(try !draft(Self.dutch).contains("header:"))
    }

    @Test(
        "Names of widely used systems are known",
        arguments: [
            "Pers.Nr.\tEintritt\tPlanstelle\tPersonalteilbereich\tOrgeinheit\tBschGrad",
            "Worker ID\tHire Date\tJob Profile\tLocation\tLegal Name\tSupervisory Organization",
            "Werknemer\tDatum in dienst\tFunctie\tVestiging\tOrg.eenheid\tDeeltijd %",
        ])
    func systems(header: String) throws {
        #expect(try !draft(header + "\n1\t2015-03-01\tA\tB\tC\t1\n").contains("FILL_IN"))
    }

    @Test("Day and month that no value tells apart are said to be unsure")
    func ambiguous() throws {
        let rows = (1...5).map { "\($0),0\($0)/02/2015,clerk,A\n" }.joined()
        let yaml = try draft("employee_id,hire_date,job,establishment\n" + rows)
        #expect(yaml.contains("dates: [\"MM/dd/yyyy\"]  # UNSURE: dd/MM/yyyy reads the values as well"))
        let clear = try draft("employee_id,hire_date,job,establishment\n" + rows + "9,13/02/2015,clerk,A\n")
        #expect(clear.contains("dates: [\"dd/MM/yyyy\"]\n"))
    }

    @Test("Exits of people who have not left are bound to the status when there are many, and left alone when few")
    func hindsight() throws {
        func draft(leaving: Int) throws -> String {
            let rows = (1...40).map { row in
                "\(row),2015-01-01,clerk,A,\(row <= 5 ? "Terminated" : "Active"),"
                    + "\(row <= 5 + leaving ? "2026-05-01" : "")\n"
            }
            return try self.draft("employee_id,hire_date,job,establishment,Status,exit_date\n" + rows.joined())
        }
        let many = try draft(leaving: 10)
        #expect(many.contains("        when: {Status: [Terminated]}\n        column: exit_date\n"))
        #expect(many.contains("UNSURE: 10 of 35 people still there hold an exit"))
        #expect(try draft(leaving: 1).contains("      exit_date: exit_date\n"))
    }

    @Test("The date of the snapshot comes from its column, or from a year where the dates differ")
    func asOf() throws {
        func draft(_ date: (Int) -> String) throws -> String {
            let rows = (1...9).map { "\($0),2015-01-01,clerk,A,\(date($0)),2025\n" }.joined()
            return try self.draft("employee_id,hire_date,job,establishment,recorddate,Year\n" + rows)
        }
        #expect(try draft { _ in "31-12-2025" }.contains("asOf: {column: recorddate, formats: [\"dd-MM-yyyy\"]}\n"))
        #expect(try draft { "0\($0)-11-2025" }.contains("asOf: {yearEnd: Year}  # taken as 31 December of the year"))
    }

    @Test("A required column that nothing resembles has to be filled in")
    func missing() throws {
        let yaml = try draft("employee_id,hire_date,job\n1,2015-01-01,clerk\n", file: "a.csv")
        #expect(yaml.contains("      establishment: FILL_IN  # UNSURE"))
        #expect(yaml.contains("pattern: \"a.csv\""))
    }

    @Test(
        "Percentages as FTE are drafted as such when they clearly are; hours and mixtures are left to the employer",
        arguments: [
            (["100", "80", "50", "0"], true, "UNSURE: these look like percentages"),
            (["100 %", "62,5%", "80,00%", ""], true, "UNSURE: these look like percentages"),
            (["36", "24", "32,5", "0"], false, "UNSURE: these look like hours a week: write what full time is"),
            (["1872", "936"], false, "UNSURE: these are not all shares"),
            (["100", "0.80", "1.00", "50"], false, "UNSURE: these are not all shares"),
            (["1,00", "0,80", "1,20", ""], false, nil),
        ] as [([String], Bool, String?)])
    func fullTime(values: [String], isDrafted: Bool, note: String?) throws {
        let rows = values.enumerated().map { "\($0);2015-03-01;clerk;A;\($1)\n" }.joined()
        let yaml = try draft("employee_id;hire_date;job;establishment;fte\n" + rows)
        #expect(yaml.contains("        fullTime: 100\n") == isDrafted, "\(yaml)")
        #expect(yaml.contains("UNSURE: these") == (note != nil))
        if let note { #expect(yaml.contains(note), "\(yaml)") }
    }

    @Test("Percentages as FTE, spreadsheet days and unknown codes are said")
    func unsure() throws {
        let rows = (1...9).map { "\($0),4200\($0),clerk,A,\($0 * 10),\($0 % 2 == 0 ? "vast" : "pool")\n" }.joined()
        let yaml = try draft("employee_id,hire_date,job,establishment,fte,contract\n" + rows)
        #expect(yaml.contains("fte:  # UNSURE: these look like percentages"))
        #expect(yaml.contains("hire_date: hire_date  # UNSURE: the values are a spreadsheet's day numbers"))
        #expect(yaml.contains("map these as well") && yaml.contains("vast: permanent") && yaml.contains("pool"))
    }

    @Test(
        "Names of four languages are known, each for one column",
        arguments: [
            ("Personalnummer", EmployeeField.id), ("Matricule", .id), ("Geburtsdatum", .birthDate),
            ("Date d'embauche", .hireDate), ("Eintrittsdatum", .hireDate), ("Date de naissance", .birthDate),
            ("Vertragsart", .contract), ("Type de contrat", .contract), ("Kündigungsgrund", .exitReason),
            ("Beschäftigungsgrad", .fte), ("Standort", .establishment), ("Établissement", .establishment),
            ("Datum anciënniteit", .serviceSince), ("Employee ID", .id), ("terminationdate_key", .exitDate),
        ])
    func vocabulary(_ name: String, _ field: EmployeeField) { #expect(ColumnVocabulary.match(name) == .known(field)) }

    @Test(
        "Codes of four languages are known",
        arguments: [
            ("Onbepaalde tijd", EmployeeField.contract, "permanent"), ("Bepaalde tijd", .contract, "fixed_term"),
            ("CDD", .contract, "fixed_term"), ("unbefristet", .contract, "permanent"),
            ("befristet", .contract, "fixed_term"),
            ("0-uren", .contract, "on_call"), ("Uitzendkracht", .contract, "agency"), ("ZZP", .contract, "contractor"),
            ("Auszubildender", .contract, "apprentice"), ("Vrouw", .gender, "f"), ("weiblich", .gender, "f"),
            ("Homme", .gender, "m"), ("Ja", .contractRenewal, "yes"), ("Arbeidsongeschikt", .exitReason, "other"),
            ("Bedrijfseconomische redenen", .exitReason, "redundancy"), ("Pensioen", .exitReason, "retirement"),
            ("Layoff", .exitReason, "redundancy"), ("Démission", .exitReason, "resignation"),
            ("Einde contract van rechtswege", .exitReason, "contract_end"), ("Proeftijd", .exitReason, "probation"),
            ("Vaststellingsovereenkomst", .exitReason, "settlement"),
            ("Ontslag door werknemer", .exitReason, "resignation"),
        ])
    func codes(_ value: String, _ field: EmployeeField, _ code: String) {
        #expect(ValueVocabulary.code(value, for: field) == code)
    }

    @Test("A spreadsheet, an empty file and a folder are refused with what to do")
    func refused() throws {
        let folder = try ScratchFolder()
        #expect(throws: IntakeError.self) { try MappingSuggestion.suggest(folder.path) }
        #expect(throws: IntakeError.self) { try MappingSuggestion.suggest(folder.path + "/none.csv") }
        #expect(throws: IntakeError.self) { try MappingSuggestion.suggest(try folder.write("empty.csv", "")) }
    }
}
