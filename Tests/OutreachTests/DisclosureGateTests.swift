import Testing
import Workforce

@testable import Outreach

/// What the gate before enqueue refuses (delivery rules, "Event").
@Suite struct DisclosureGateTests {
    private func findings(
        _ text: String, names: [String] = [], ids: [String]? = nil, kind: OutwardText.Kind = .freeText,
        field: String = "description"
    ) -> [DisclosureGate.Finding] {
        let ids = ids ?? names.indices.map { "row-\($0)" }
        let count = max(names.count, ids.count)
        let employees = EmployeeColumns(
            rows: (0..<count).map { index in
                var row = EmployeeRow(
                    id: ids.indices.contains(index) ? ids[index] : "row-\(index)", hireDate: CalendarDate(dayNumber: 0),
                    job: "j", establishment: "e")
                row.name = names.indices.contains(index) ? names[index] : ""
                return row
            })
        return DisclosureGate(employees: employees).findings(in: [OutwardText(kind, field: field, text: text)])[
            0]
    }

    @Test(
        "A full name is found however it is written",
        arguments: [
            ("Jan de Vries", "Ask for Jan de Vries."), ("Jan de Vries", "JAN DE VRIES"),
            ("Jan de Vries", "jan  de\tvries"),
            ("Jan de Vries", "Jan-de-Vries"), ("Jan de Vries", "Vries, Jan de"), ("Jan de Vries", "de Vries (Jan)"),
            ("Jan de Vries", "Jan Vries"), ("Jan de Vries", "JanDeVries"), ("Vries, Jan de", "Jan de Vries"),
            ("De Vries, Jan", "Jan de Vries"), ("Jan Pieter de Vries", "Jan de Vries"), ("Zoë Müller", "zoe muller"),
            ("Zoe Muller", "Zoë Müller"), ("Zoë Müller", "ZOE\u{301} MU\u{308}LLER"), ("Søren Łukasz", "soren lukasz"),
            ("Anne-Marie O'Neil", "Anne Marie ONeil"), ("Jan de Vries", "Jan\u{200B} de Vr\u{AD}ies"),
            ("Jan de Vries", "Ｊａｎ ｄｅ Ｖｒｉｅｓ"), ("İbrahim Yıldız", "ibrahim yildiz"), ("Jan de Vries", "(Jan de Vries)"),
            ("Weiß, Jürgen", "Jurgen Weiss"), ("Мария Иванова", "мария иванова"),
            // Letters of other scripts that look the same.
            ("Jan de Vries", "J\u{430}n d\u{435} Vri\u{435}\u{455}"), ("Jan Otto", "J\u{3B1}n \u{39F}tt\u{3BF}"),
            ("J\u{430}n de Vries", "Jan de Vries"),
        ])
    func fullNames(name: String, text: String) {
        #expect(findings(text, names: ["Piet Pot", name]).contains(.fullName))
    }

    @Test(
        "What is no full name of an employee passes",
        arguments: [
            ("Jan de Vries", "Jan helps you."), ("Jan de Vries", "The firm De Vries trains you."),
            ("Jan de Vries", "Jan van Vries"),
            ("Jan de Vries", "Jande Vriesland"), ("Jan de Vries", "Jan Pot"), ("Vries, Jan de", "de Vries"),
            ("Jan", "Jan"), ("", "x"),
            ("Jan de Vries", ""), ("Mies Bos", "Miesbosch"),
        ])
    func otherTexts(name: String, text: String) {
        #expect(findings(text, names: [name]).isEmpty)
    }

    @Test(
        "An e-mail address is found, of an employee or not",
        arguments: [
            "mail jan@voorbeeld.nl", "jan@intranet", "jan @ voorbeeld.nl", "j.de-vries+x@a.b", "jan＠voorbeeld.nl",
            "\"jan\"@voorbeeld.nl", "jan (at) voorbeeld.nl", "jan[AT]voorbeeld.nl",
            "jan apenstaartje voorbeeld.nl",
        ])
    func addresses(text: String) {
        #expect(findings(text) == [.emailAddress])
        #expect(findings(text, kind: .label) == [.emailAddress])
        #expect(findings(text, kind: .code) == [.emailAddress])
    }

    @Test(
        "A lone at sign is no address",
        arguments: ["@", "5 @ 2", "a @", "@ home", "at work (at)", "start in 2027 at noon"])
    func noAddresses(text: String) {
        #expect(findings(text).contains(.emailAddress) == (text == "5 @ 2"))
    }

    @Test(
        "An employee id is found as a token of its own",
        arguments: [
            ("E1234", "ask E1234 for more", true), ("E1234", "ask e1234.", true), ("E-1234", "E-1234", true),
            ("E-1234", "E 1234", true),
            ("1234", "room 1234", true), ("E1234", "E12345", false), ("E1234", "XE1234", false),
            ("1234", "room 12345", false), ("1234", "12 34", false),
        ])
    func employeeIDs(id: String, text: String, isFound: Bool) {
        #expect(findings(text, ids: [id]) == (isFound ? [.employeeID] : []))
        // Elsewhere only ids that are not a number, which a region or a level may hold as well.
        let isMarked = isFound && id.hasPrefix("E")
        #expect(findings(text, ids: [id], kind: .label) == (isMarked ? [.employeeID] : []))
        #expect(findings(text, ids: [id], kind: .code) == (isMarked ? [.employeeID] : []))
    }

    @Test(
        "A number that passes a national checksum is found, alone",
        arguments: [
            ("111222333", true), ("bsn:123456782.", true), ("123456782", true), ("123456783", false),
            ("000000000", false), ("1234.56.782", true),
            ("123 456 782", true), ("x123456782", false), ("123456782x", false), ("1123456782", false),
            ("85073003328", true), ("85.07.30-033.28", true),
            ("85073003327", false), ("00012556777", true), ("17073003384", true), ("４ 123456782", true),
            ("１２３４５６７８２", true), ("niveau 4, 2026", false),
            ("123456782 en 5", true), ("call 053-4891234", false),
        ])
    func nationalIdentifiers(text: String, isFound: Bool) {
        #expect(findings(text) == (isFound ? [.nationalIdentifier] : []))
        #expect(findings(text, kind: .label) == (isFound ? [.nationalIdentifier] : []))
        #expect(findings(text, kind: .code) == (isFound ? [.nationalIdentifier] : []))
        // Nine digits, of which every eleventh passes.
        #expect(findings(text, kind: .code, field: "accreditation").isEmpty)
    }

    @Test(
        "What has no code's shape is free text, also in a code's field",
        arguments: [
            ("mbo-4", true), ("havo/vwo 3", true), ("25655", true), ("niveau 2", true),
            ("bel Assink 06-12345678", false), ("vraag naar Z001", false), ("Z001!", false),
            ("Verkoper in een warenhuis", false), ("Sluiting Drachten", false), ("06-12345678", false),
            ("Jan Smit", false), ("A 1", true), ("100050123", true),
        ])
    func codes(text: String, isCode: Bool) {
        #expect(OutwardText.isCode(text) == isCode)
        var offer = OfferContent(internship: "I1", region: "Twente", places: 1)
        offer.level = text
        guard case .offer(let closed) = SubjectState.Content.offer(offer).disclosed(freeText: false),
            case .offer(let open) = SubjectState.Content.offer(offer).disclosed(freeText: true)
        else { return }
        #expect(closed.level == (isCode ? text : nil))
        #expect(open.level == text)
        #expect(SubjectState.Content.offer(offer).texts.last?.kind == (isCode ? .code : .freeText))
    }

    @Test("A text longer than the schema allows is refused", arguments: [(10_000, false), (10_001, true)])
    func tooLong(length: Int, isRefused: Bool) {
        #expect(findings(String(repeating: "a", count: length)) == (isRefused ? [.tooLong] : []))
    }

    @Test("Every finding tells what to do and nothing of whom", arguments: DisclosureGate.Finding.allCases)
    func problems(finding: DisclosureGate.Finding) {
        let problem = finding.problem(field: "description", subject: "I1")
        #expect(problem.code == "disclosure-\(finding.rawValue)")
        #expect(problem.column == "description" && problem.value == "I1" && !problem.remedy.isEmpty)
    }

    @Test("Texts are told apart")
    func severalTexts() {
        var row = EmployeeRow(id: "E1", hireDate: CalendarDate(dayNumber: 0), job: "j", establishment: "e")
        row.name = "Jan de Vries"
        let gate = DisclosureGate(employees: EmployeeColumns(rows: [row]))
        let texts = ["nothing", "Jan de Vries", "E1 and a@b"].map { OutwardText(.freeText, field: "title", text: $0) }
        #expect(gate.findings(in: texts) == [[], [.fullName], [.emailAddress, .employeeID]])
        #expect(gate.findings(in: []) == [])
    }
}
