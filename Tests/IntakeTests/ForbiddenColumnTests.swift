import Testing
import Workforce

@testable import Intake

@Suite("Forbidden columns")
struct ForbiddenColumnTests {
    @Test(
        "Health data are known by their names in four languages",
        arguments: [
            "Arbeidsgehandicapt",
            "ziekte", "Ziekteverzuim %", "verzuimpercentage", "kort_verzuim", "ZIEKMELDING", "arbeidsongeschikt", "WIA",
            "re-integratie", "sick", "sickDays", "SICK_LEAVE", "absence_days", "absenteeism", "diagnosis", "disability",
            "medical_note", "pregnant", "health_status", "maladie", "jours_maladie", "arrêt de travail", "santé",
            "Krankheitstage", "Krank", "Fehlzeiten", "Arbeitsunfähigkeit", "Schwerbehinderung", "AU-Tage",
            "Langzeitkrank",
        ])
    func health(_ name: String) { #expect(ForbiddenColumn(name) == .health) }

    @Test(
        "National identifiers are known by their names",
        arguments: [
            "BSN", "bsn_nr", "werknemerBSN", "sofinummer", "sofi", "burgerservicenummer", "Burger Service Nummer",
            "INSZ", "AHV-Nr",
            "niss", "Rijksregisternummer", "rijksregister nr", "ssn", "Social Security Number", "NSS",
            "Numéro de sécurité sociale", "national_id", "National Insurance No", "Sozialversicherungsnummer",
            "SV-Nummer",
            "Steuer-ID", "passport_no",
        ])
    func identifiers(_ name: String) { #expect(ForbiddenColumn(name) == .nationalIdentifier) }

    @Test(
        "Names that only look alike are let through",
        arguments: [
            "training_hours_12m", "training", "personeelsnummer", "persoonsnummer", "Personalnummer", "nationality",
            "nationaliteit", "Ziekenhuis", "Krankenhaus", "skills", "Afdeling", "billing", "illustrator", "is_invalid",
            "Sofia", "service_since", "Contractsoort", "Ausbildung", "insights", "wiarda", "Vertragsart", "absolute",
            "", "123",
        ])
    func others(_ name: String) { #expect(ForbiddenColumn(name) == nil) }

    @Test("No canonical column is forbidden")
    func canonical() {
        for target in Mapping.Target.allCases {
            for column in target.columns { #expect(ForbiddenColumn(column) == nil, "\(column)") }
        }
    }

    @Test("A dropped column refuses nothing")
    func dropped() {
        func codes(_ dropped: [String]) -> [String] {
            var values = IdentifierCount(column: "kenmerk")
            (values.values, values.bsn) = (20, 18)
            return Admission.refusals(
                ofColumns: ["bsn", "ziekte", "kenmerk", "job"], identifiers: [values], dropped: dropped, file: "f"
            ).map(\.code)
        }
        #expect(codes([]) == ["national-identifier", "health-data", "national-identifier"])
        #expect(codes(["bsn", "ziekte", "kenmerk"]) == [])
    }

    @Test("The remedy is the line to write")
    func remedy() {
        let refusal = Admission.refusals(ofColumns: ["Ziekteverzuim %"], identifiers: [], dropped: [], file: "f")
        #expect(refusal.first?.remedy.contains("`drop: [\"Ziekteverzuim %\"]`") == true)
    }
}
