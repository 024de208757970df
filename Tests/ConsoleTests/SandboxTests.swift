import Foundation
import Testing

@testable import Console

@Suite("The sandbox")
struct SandboxTests {
    @Test(
        "The language is the one asked for, else the browser's, else English",
        arguments: [
            ("nl", "en", SandboxLanguage.nl), (nil, "nl-BE,nl;q=0.9,en;q=0.5", .nl), (nil, "fr, nl;q=0.5", .nl),
            ("xx", nil, .en), (nil, nil, .en), ("en", "nl", .en),
        ] as [(String?, String?, SandboxLanguage)])
    func language(asked: String?, accepted: String?, expected: SandboxLanguage) {
        #expect(SandboxLanguage(asked: asked, accepted: accepted) == expected)
    }

    @Test("A misbehaviour lasts for as many requests as it was told to, and a partner's own goes before that of all")
    func counted() async throws {
        let desk = SandboxDesk()
        await desk.behave(SandboxMisbehaviour(manner: .failing, requests: 2), towards: "")
        await desk.behave(SandboxMisbehaviour(manner: .gone), towards: "a")
        #expect(await desk.next(for: "b")?.manner == .failing)
        #expect(await desk.next(for: "a")?.manner == .gone)
        #expect(await desk.next(for: "b")?.manner == .failing)
        #expect(await desk.next(for: "b") == nil)
        #expect(await desk.next(for: "a")?.manner == .gone)
        await desk.behave(nil, towards: "")
        #expect(await desk.next(for: "a") == nil)
    }

    @Test(
        "An instruction that cannot be meant is refused",
        arguments: [
            SandboxInstruction(manner: "odd"), SandboxInstruction(manner: "slow", seconds: -1),
            SandboxInstruction(manner: "busy", seconds: 3_601), SandboxInstruction(manner: "slow", requests: 0),
        ])
    func refused(instruction: SandboxInstruction) {
        #expect(throws: SandboxRefusal.self) { try instruction.misbehaviour() }
    }

    @Test("A form becomes the partner API's request", arguments: SandboxAction.allCases)
    func requests(action: SandboxAction) throws {
        let form = try SandboxForm([
            "action": action.rawValue, "partner": "a", "event": "e-1", "subject": "s1", "reference": "r-1",
            "key": "k-1",
            "status": "handled", "places": "2", "reason": "level", "starts": "2027-01-04", "date": "2027-01-05",
            "outcome": "new-work", "name": "Monteur", "occupation": "monteur", "until": "",
            "wanted": "emailadres",
        ])
        let expected: [SandboxAction: (String, String, String)] = [
            .acknowledge: ("POST", "events/e-1/acknowledgement", #"{"status":"handled"}"#),
            .accept: ("POST", "offers/s1/acceptance", #"{"places":2}"#),
            .decline: ("POST", "offers/s1/decline", #"{"reason":"level"}"#),
            .fill: ("POST", "offers/s1/fill", #"{"reservation":"r-1","starts":"2027-01-04"}"#),
            .vacancy: (
                "PUT", "vacancies/r-1",
                #"{"aantalPlaatsen":2,"beroep":{"naamBeroep":"monteur"},"naamVacature":"Monteur"}"#
            ),
            .profile: ("GET", "profiles/r-1", ""),
            .details: ("POST", "profiles/r-1/details", #"{"wanted":["emailadres"]}"#),
            .intake: ("POST", "trajectories/r-1/intake", #"{"date":"2027-01-05","subject":"s1"}"#),
            .start: ("POST", "trajectories/r-1/start", #"{"date":"2027-01-05"}"#),
            .outcome: (
                "POST", "trajectories/r-1/outcome",
                #"{"date":"2027-01-05","newWork":{"date":"2027-01-05"},"outcome":"new-work"}"#
            ),
        ]
        let (method, path, body) = try #require(expected[action])
        let request = form.request
        #expect(request.method == method)
        #expect(request.path == "/partner/v1/" + path)
        #expect(String(decoding: request.body, as: UTF8.self) == body)
        #expect(request.idempotencyKey == "k-1")
    }

    @Test(
        "An id from the page cannot lead to another path",
        arguments: ["../admin", "a/b", "a?b", "a%2Fb", "a b"])
    func paths(id: String) {
        #expect(throws: SandboxRefusal.self) {
            try SandboxForm(["action": "accept", "subject": id, "key": "k"])
        }
    }

    @Test("Fields of a form come out as they were typed")
    func fields() {
        #expect(FormFields.parse("a=b+c&d=%26%3D&e&=f") == ["a": "b c", "d": "&=", "e": "", "": "f"])
    }

    @Test("What arrived cannot put anything on the page but text")
    func escaped() {
        var arrival = Sandbox.Arrival(partner: "<i>")
        arrival.type = "<script>"
        arrival.subject = "\"><b>"
        arrival.signatureFault = "<u>'"
        arrival.event = #"{"data": {"<s>": "<em>"}}"#
        let page = SandboxPage(
            arrivals: [arrival], replies: [], misbehaviours: [:], partners: ["<p>"], answering: [], language: .en,
            today: "2026-11-29"
        ).html
        for tag in ["<i>", "<script>", "\"><b>", "<u>", "<s>", "<em>", "<p>\""] { #expect(!page.contains(tag)) }
        #expect(page.contains("&lt;script&gt;"))
    }

    @Test("An event is told in words of the reader's language")
    func words() {
        var arrival = Sandbox.Arrival(partner: "a")
        arrival.type = "nl.doorstroom.redundancies.alert-raised.v1"
        arrival.event = """
            {"data": {"region": "Twente", "phase": 2, "cause": "surplus", "skills": [],
              "occupation": {"scheme": "isco-08", "code": "2514", "level": "unit-group"}}}
            """
        let content = SandboxContent(arrival, in: .nl)
        #expect(content.heading == "Vroege melding")
        #expect(
            content.lines.map { "\($0.label): \($0.value)" } == [
                "Arbeidsmarktregio: Twente", "Beroepsgroep: ISCO-08 2514 (beroepsgroep)", "Fase: 2: ontslag dreigt",
                "Oorzaak: boventalligheid", "Vaardigheden die velen hebben: geen",
            ])
        #expect(content.isAboutPeople && !content.isOffer)
    }

    @Test("A profile is fetched once and then details can be asked for; a ping asks for no answer")
    func profile() throws {
        func buttons(_ type: String, _ event: String, _ replies: [SandboxReply] = []) -> [SandboxAction] {
            var arrival = Sandbox.Arrival(partner: "a")
            (arrival.type, arrival.subject, arrival.id, arrival.event) = (type, "s1", "e-1", event)
            let page = SandboxPage(
                arrivals: [arrival], replies: replies, misbehaviours: [:], partners: ["a"], answering: ["a"],
                language: .en,
                today: "2026-11-30"
            ).html
            // The vacancy is no answer to an event.
            return SandboxAction.allCases.filter {
                $0 != .vacancy && page.contains("name=\"action\" value=\"\($0.rawValue)\"")
            }
        }
        let introduced = "nl.doorstroom.candidates.introduced.v1"
        let event = #"{"dataref": "https://partners.example.nl/partner/v1/profiles/r-7", "data": {}}"#
        #expect(buttons(introduced, event) == [.acknowledge, .profile, .intake])
        let form = try SandboxForm([
            "action": "profile", "partner": "a", "subject": "s1", "reference": "r-7", "key": "k",
        ])
        let body = Array(#"{"idWerkzoekende": "x"}"#.utf8)
        let fetched = SandboxReply(
            form, SandboxAPI.Answer(status: 200, body: body), moment: Date(timeIntervalSince1970: 0))
        #expect(fetched.detail.contains("idWerkzoekende"))
        #expect(buttons(introduced, event, [fetched]) == [.acknowledge, .details, .intake])
        let gone = SandboxReply(form, SandboxAPI.Answer(status: 410), moment: Date(timeIntervalSince1970: 0))
        #expect(buttons(introduced, event, [gone]) == [.acknowledge, .profile, .intake])
        #expect(buttons("nl.doorstroom.partners.ping.v1", #"{"data": {}}"#) == [])
    }
}
