import Foundation
import Prevention
import Testing
import Workforce

@testable import Outreach

@Suite("What a profile tells, and how coarse")
struct ProfileTests {
    /// Twelve sellers and two cashiers in one shop; skills by how many have them.
    private func workforce(_ change: (inout [EmployeeRow]) -> Void = { _ in }) -> Workforce {
        var rows = (1...14).map { number in
            var row = EmployeeRow(
                id: "E\(number)", hireDate: CalendarDate(iso: "2015-01-01")!, job: number <= 12 ? "sales" : "cashier",
                establishment: "shop-1")
            row.name = "Anna Voorbeeld\(number)"
            row.email = "anna\(number)@example.org"
            row.skills = number == 1 ? ["selling", "falconry", "Anna Voorbeeld2"] : ["selling", "Anna Voorbeeld2"]
            row.jobWish = number == 1 ? "something with animals" : ""
            return row
        }
        change(&rows)
        var workforce = Workforce(
            asOf: CalendarDate(iso: "2026-03-02")!, employerCountry: "NL", employees: EmployeeColumns(rows: rows))
        var sales = Job(job: "sales", isco08: "5223")
        (sales.esco, sales.level, sales.sector) = ("http://data.europa.eu/esco/occupation/1", "MBO", "4711")
        var cashier = Job(job: "cashier", isco08: "5230")
        cashier.level = "7"
        workforce.jobs = [sales, cashier]
        var shop = Establishment(establishment: "shop-1", country: "NL", region: "Twente")
        (shop.name, shop.postcode) = ("Voorbeeldwinkel", "7511 AB")
        workforce.establishments = [shop]
        return workforce
    }

    private func profile(
        _ row: Int = 0, in workforce: Workforce, disclosure: Partner.Disclosure = .pseudonymous,
        freeText: Bool = false
    ) -> CandidateProfile {
        var result = PreventionResult(asOf: workforce.asOf)
        for _ in 0..<workforce.employees.count { result.expectedExit.append(CalendarDate(iso: "2026-05-12")) }
        var agreement = Partner.Agreement()
        (agreement.disclosure, agreement.freeText) = (disclosure, freeText)
        return ProfileComposer(workforce: workforce, policy: DisclosurePolicy())
            .profile(of: row, in: result, id: "00000000000000000000000000", agreement: agreement)
    }

    @Test("It has the standard's names, nothing of the person's own, and nothing that only few share")
    func whole() throws {
        let profile = profile(in: workforce())
        #expect(
            profile.text == """
                {"arbeidsmarktkwalificatie":{"codeWerkEnDenkniveauWerkzoekende":4,"vakvaardigheid":[{"omschrijving":\
                "selling"}],"werkervaring":[{"beroep":{"esco":"http://data.europa.eu/esco/occupation/1","isco08":\
                "5223"}}]},"bemiddelingsberoep":[{"esco":"http://data.europa.eu/esco/occupation/1","isco08":"5223"}],\
                "flexibiliteit":{"datumAanvangBeschikbaarVoorWerk":"2026-06-01"},"idWerkzoekende":\
                "00000000000000000000000000","indicatieBeschikbaarheidContactgegevens":2,"mobiliteit":\
                {"bemiddelingspostcode":"7511"},"sector":[{"codeSbi":4711}]}
                """)
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(SchemaCatalogue.schema(of: .candidateIntroduced)))
                as? [String: Any])
        let value = try JSONSerialization.jsonObject(with: Data(profile.text.utf8))
        #expect(SchemaCheck.problems(of: value, schema: schema, at: "") == [])
        for word in ["Anna", "example.org", "falconry", "Voorbeeldwinkel", "E1\"", "animals", "shop-1", "Twente"] {
            #expect(!profile.text.contains(word), "\(word)")
        }
    }

    @Test("An occupation that few have is named by the group above it, and then neither place nor ESCO is")
    func coarser() {
        let rare = profile(12, in: workforce())
        // Two cashiers, but fourteen in sales and services.
        #expect(rare.occupation?.code == "52")
        #expect(rare.esco == nil)
        #expect(rare.postcode == "7511")
        // A level of the employer's own making is none of the standard's.
        #expect(rare.level == nil)
        var small = workforce()
        small.establishments[0].region = nil
        let nowhere = profile(in: small)
        #expect(nowhere.occupation == nil && nowhere.postcode == nil)
        #expect(!nowhere.text.contains("beroep"))
    }

    @Test("Ten people in service share what is told: nine are too few, and whoever left does not count")
    func atTheEdge() {
        let nine = workforce { rows in rows.removeSubrange(9..<12) }
        #expect(profile(in: nine).occupation?.code == "52")
        let ten = workforce { rows in rows.removeSubrange(10..<12) }
        #expect(profile(in: ten).occupation?.code == "5223")
        let left = workforce { rows in
            rows.removeSubrange(10..<12)
            rows[9].exitDate = CalendarDate(iso: "2026-03-01")
        }
        #expect(profile(in: left).occupation?.code == "52")
        let eleven = workforce { rows in for row in 9..<14 { rows[row].skills = [] } }
        #expect(profile(in: eleven).skills.isEmpty)
    }

    @Test("A wish goes out where free text is agreed and the gate lets it")
    func wish() {
        #expect(profile(in: workforce()).wish == nil)
        #expect(profile(in: workforce(), freeText: true).wish == "something with animals")
        for text in ["work for anna3@example.org", "like Anna Voorbeeld4 does", "call 123456782", "E5 knows"] {
            let refused = profile(in: workforce { $0[0].jobWish = text }, freeText: true)
            #expect(refused.wish == nil, "\(text)")
        }
    }

    @Test(
        "Dates are the first of a month on which the person is free",
        arguments: [
            ("2026-05-12", "2026-06-01"), ("2026-06-01", "2026-06-01"), ("2026-12-31", "2027-01-01"),
        ])
    func months(_ date: String, _ first: String) {
        #expect(ProfileComposer.firstOfMonth(onOrAfter: CalendarDate(iso: date)!).description == first)
    }

    @Test(
        "Postcodes are cut to four digits, and what is none is left out",
        arguments: [
            ("7511 AB", "NL", "7511"), ("7511ab", "NL", "7511"), ("7511", "NL", "7511"), ("9000", "BE", "9000"),
            ("0511AB", "NL", nil), ("75110", "NL", nil), ("9000 AB", "BE", nil), ("D-4711", "NL", nil),
            ("4711", "DE", nil),
        ] as [(String, String, String?)])
    func postcodes(_ text: String, _ country: String, _ expected: String?) {
        #expect(ProfileComposer.fourDigits(text, country: country) == expected)
    }

    @Test("Details name the person only as they chose, and others not at all")
    func details() throws {
        var details = CandidateDetails()
        let gate = DisclosureGate(employees: workforce { $0[0].name = "" }.employees)
        #expect(details.faults(gate).count == 1)
        details.emailadres = ["anna1@example.org"]
        details.telefoonnummer = ["+31 6 12345678"]
        details.persoonlijkePresentatie = "I am Anna Voorbeeld1, and I like people."
        #expect(details.faults(gate) == [])
        let text = details.text(after: profile(in: workforce(), disclosure: .personal).text)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(value["emailadres"] as? [String] == ["anna1@example.org"])
        #expect(value["indicatieBeschikbaarheidContactgegevens"] as? Int == 1)
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(SchemaCatalogue.schema(of: .candidateIntroduced)))
                as? [String: Any])
        #expect(SchemaCheck.problems(of: value, schema: schema, at: "") == [])
        for change: (inout CandidateDetails) -> Void in [
            { $0.persoonlijkePresentatie = "Ask Anna Voorbeeld3" },
            { $0.persoonlijkePresentatie = "My number is 123456782" },
            { $0.persoonlijkePresentatie = "Write to me@example.org" },
            { $0.emailadres = ["nobody"] }, { $0.telefoonnummer = ["call me"] }, { $0.emailadres = [] },
        ] {
            var refused = details
            change(&refused)
            #expect(!refused.faults(gate).isEmpty)
        }
    }
}
