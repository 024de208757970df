import Foundation

/// The sandbox's one page: what arrived, newest first by subject, with the verdict on each, what it says in words, and the
/// answers that can be given. Forms and no script, so that it works with every browser and every aid.
struct SandboxPage {
    let arrivals: [Sandbox.Arrival]
    let replies: [SandboxReply]
    let misbehaviours: [String: SandboxMisbehaviour]
    let partners: [String]
    /// Partners for whom answers can be given.
    let answering: Set<String>
    let language: SandboxLanguage
    /// yyyy-MM-dd, what dates of forms begin with.
    let today: String

    static let stylePath = "/sandbox.css"
    /// Subjects on the page.
    static let most = 200
    /// Nothing but the page's own style and forms.
    static let policy =
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    var html: String {
        let other: SandboxLanguage = language == .nl ? .en : .nl
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <title>\(words(.title))</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="stylesheet" href="\(SandboxPage.stylePath)">
            </head>
            <body>
            <a class="skip" href="#arrivals">\(words(.skip))</a>
            <header>
            <h1>\(words(.title))</h1>
            <nav><a href="/?language=\(language.rawValue)">\(words(.refresh))</a>
            <a href="/?language=\(other.rawValue)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\(words(.otherLanguage))</a></nav>
            </header>
            <main>
            \(manners)
            \(vacancies)
            <h2 id="arrivals">\(words(.arrivals)) (\(arrivals.count))</h2>
            \(answering.isEmpty ? "<p>\(words(.noAnswer))</p>" : "")
            \(subjects)
            </main>
            </body>
            </html>

            """
    }

    // What arrived

    /// What arrived of one subject for one partner, newest first.
    private struct Subject {
        var newest: Sandbox.Arrival { arrivals[0] }
        var arrivals: [Sandbox.Arrival]
    }

    private var subjects: String {
        var order: [String] = []
        var found: [String: Subject] = [:]
        for arrival in arrivals.reversed() {
            let key = "\(arrival.partner) \(arrival.subject)"
            if found[key] == nil { order.append(key) }
            found[key, default: Subject(arrivals: [])].arrivals.append(arrival)
        }
        if order.isEmpty { return "<p>\(words(.nothing))</p>" }
        let shown = order.prefix(SandboxPage.most).enumerated().compactMap { number, key in
            found[key].map { section($0, number: number) }
        }
        let more = order.count - shown.count
        return shown.joined(separator: "\n") + (more > 0 ? "<p>\(more) \(words(.withheld)).</p>" : "")
    }

    private func section(_ subject: Subject, number: Int) -> String {
        let newest = subject.newest
        let content = SandboxContent(newest, in: language)
        let lines = content.lines.map { "<dt>\(escape($0.label))</dt><dd>\(escape($0.value))</dd>" }
        return """
            <section aria-labelledby="subject-\(number)">
            <h3 id="subject-\(number)">\(escape(content.heading))</h3>
            <p>\(words(.partner)) <strong>\(escape(newest.partner))</strong>, <code>\(escape(newest.subject))</code></p>
            \(lines.isEmpty ? "" : "<h4>\(words(.contents))</h4>\n<dl>\(lines.joined())</dl>")
            <table>
            <caption>\(words(.arrivals))</caption>
            <thead><tr><th scope="col">\(words(.number))</th><th scope="col">\(words(.event))</th>\
            <th scope="col">\(words(.verdict))</th><th scope="col">\(words(.answered))</th></tr></thead>
            <tbody>
            \(subject.arrivals.map(row).joined(separator: "\n"))
            </tbody>
            </table>
            \(given(newest))
            \(answering.contains(newest.partner) && newest.signatureFault.isEmpty ? forms(newest, content) : "")
            </section>
            """
    }

    private func row(_ arrival: Sandbox.Arrival) -> String {
        var faults: [String] = []
        if !arrival.signatureFault.isEmpty { faults.append("\(language(.signature)): \(arrival.signatureFault)") }
        if !arrival.eventFault.isEmpty { faults.append("\(language(.schema)): \(arrival.eventFault)") }
        let verdict =
            faults.isEmpty
            ? "<span class=\"good\">\(words(.verified))</span>"
            : "<span class=\"bad\">\(escape(faults.joined(separator: "; ")))</span>"
        return """
            <tr><td>\(escape(String(arrival.sequence.drop { $0 == "0" })))</td>\
            <td>\(escape(SandboxContent(arrival, in: language).heading))\
            <details><summary>\(words(.raw))</summary><pre tabindex="0">\(escape(arrival.event))</pre></details></td>\
            <td>\(verdict)\(arrival.isRepeat ? ", \(words(.seenBefore))" : "")</td>\
            <td>\(escape(arrival.treatment))</td></tr>
            """
    }

    private func given(_ arrival: Sandbox.Arrival) -> String {
        list(
            replies.filter {
                $0.partner == arrival.partner && $0.subject == arrival.subject && $0.action != .vacancy
            })
    }

    private func list(_ replies: [SandboxReply]) -> String {
        if replies.isEmpty { return "" }
        let items = replies.reversed().map { reply in
            let status = reply.status.map(String.init) ?? language(.unreached)
            return
                "<li class=\"\(reply.isGood ? "good" : "bad")\">\(action(reply.action)): \(escape(status)) \(escape(code(reply.detail)))</li>"
        }
        return "<h4>\(words(.given))</h4>\n<ul role=\"status\">\(items.joined())</ul>"
    }

    // Answers

    private func forms(_ arrival: Sandbox.Arrival, _ content: SandboxContent) -> String {
        if content.isPing { return "" }
        let own = replies.filter { $0.partner == arrival.partner && $0.subject == arrival.subject && $0.isGood }
        var forms = [
            form(
                .acknowledge, arrival,
                [
                    choice("status", .state, ["received", "in-progress", "handled", "not-relevant"])
                ])
        ]
        if content.isOffer {
            forms.append(form(.accept, arrival, [count("places", .places)]))
            forms.append(
                form(
                    .decline, arrival,
                    [
                        choice("reason", .reason, ["no-candidate", "distance", "level", "period", "other"])
                    ]))
            if let accepted = own.last(where: { $0.action == .accept }) {
                forms.append(
                    form(.fill, arrival, reference: accepted.reference, [day("starts", .starts, "")]))
            }
        }
        if let reference = content.reference {
            if own.contains(where: { $0.action == .profile && $0.reference == reference }) {
                forms.append(
                    form(
                        .details, arrival, reference: reference,
                        [choice("wanted", .wanted, ["emailadres", "telefoonnummer"])]))
            } else {
                forms.append(form(.profile, arrival, reference: reference, []))
            }
        }
        if content.isAboutPeople {
            let steps: [SandboxAction] = [.intake, .start, .outcome]
            let done = own.last { steps.contains($0.action) }
            // One trajectory after the other: its number is this sandbox's own, and never a name.
            let isNew = done == nil || done?.action == .outcome
            let reference = isNew ? "proef-" + UUID().uuidString.prefix(8).lowercased() : done?.reference ?? ""
            if isNew { forms.append(form(.intake, arrival, reference: reference, [day("date", .date, today)])) }
            if done?.action == .intake {
                forms.append(form(.start, arrival, reference: reference, [day("date", .date, today)]))
            }
            if done?.action == .start {
                forms.append(
                    form(
                        .outcome, arrival, reference: reference,
                        [
                            choice(
                                "outcome", .outcome, ["new-work", "education", "back-at-employer", "other", "stopped"]),
                            day("date", .date, today),
                        ]))
            }
        }
        return "<h4>\(words(.answers))</h4>\n<div class=\"forms\">\(forms.joined(separator: "\n"))</div>"
    }

    private var vacancies: String {
        if answering.isEmpty { return "" }
        let blank = Sandbox.Arrival(partner: answering.sorted()[0])
        let own = list(replies.filter { $0.action == .vacancy })
        let places = [
            choice("partner", .partner, answering.sorted()), text("name", .vacancyName),
            text("occupation", .occupation, isRequired: false), count("places", .places),
            day("until", .until, ""),
        ]
        let reference = "proef-" + UUID().uuidString.prefix(8).lowercased()
        return """
            <section aria-labelledby="vacancies">
            <h2 id="vacancies">\(words(.vacancies))</h2>
            \(form(.vacancy, blank, reference: reference, places, hasPartner: false))
            \(own)
            </section>
            """
    }

    private func form(
        _ action: SandboxAction, _ arrival: Sandbox.Arrival, reference: String = "", _ inputs: [String],
        hasPartner: Bool = true
    ) -> String {
        var hidden = [
            ("action", action.rawValue), ("event", arrival.id), ("subject", arrival.subject), ("reference", reference),
            ("key", UUID().uuidString.lowercased()), ("language", language.rawValue),
        ]
        if hasPartner { hidden.append(("partner", arrival.partner)) }
        let fields = hidden.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\(escape($0.1))\">" }
        return """
            <form method="post" action="/answers">\(fields.joined())\(inputs.joined())\
            <button type="submit">\(self.action(action))</button></form>
            """
    }

    // How it behaves

    private var manners: String {
        let standing = misbehaviours.sorted { $0.key < $1.key }.map { partner, found in
            let left = found.requests.map { ", \($0) \(language(.left))" } ?? ""
            let name = partner.isEmpty ? language(.allPartners) : partner
            return "<li>\(escape(name)): \(escape(code(found.manner.rawValue) + left))</li>"
        }
        let now =
            standing.isEmpty
            ? "<p>\(words(.now)): \(words(.well)).</p>" : "<p>\(words(.now)):</p><ul>\(standing.joined())</ul>"
        let choices = ["well"] + SandboxMisbehaviour.Manner.allCases.map(\.rawValue)
        return """
            <section aria-labelledby="manners">
            <h2 id="manners">\(words(.misbehave))</h2>
            \(now)
            <form method="post" action="/misbehave"><input type="hidden" name="language" value="\(language.rawValue)">\
            \(choice("manner", .manner, choices))\
            \(choice("partner", .partner, [""] + partners))\
            \(optional("requests", .requests))\(optional("seconds", .seconds))\
            <button type="submit">\(words(.set))</button></form>
            </section>
            """
    }

    // Inputs, each with its label

    private func choice(_ name: String, _ label: SandboxWords, _ values: [String]) -> String {
        let options = values.map { value in
            "<option value=\"\(escape(value))\">\(escape(value.isEmpty ? language(.allPartners) : code(value)))</option>"
        }
        return "<label>\(words(label)) <select name=\"\(name)\">\(options.joined())</select></label>"
    }

    private func day(_ name: String, _ label: SandboxWords, _ value: String) -> String {
        "<label>\(words(label)) <input type=\"date\" name=\"\(name)\" value=\"\(escape(value))\"></label>"
    }

    private func count(_ name: String, _ label: SandboxWords) -> String {
        "<label>\(words(label)) <input type=\"number\" name=\"\(name)\" min=\"1\" max=\"1000\" value=\"1\" required></label>"
    }

    private func optional(_ name: String, _ label: SandboxWords) -> String {
        "<label>\(words(label)) <input type=\"number\" name=\"\(name)\" min=\"0\"></label>"
    }

    private func text(_ name: String, _ label: SandboxWords, isRequired: Bool = true) -> String {
        "<label>\(words(label)) <input type=\"text\" name=\"\(name)\" maxlength=\"200\"\(isRequired ? " required" : "")></label>"
    }

    // Words

    private func words(_ words: SandboxWords) -> String { escape(language(words)) }

    private func action(_ action: SandboxAction) -> String {
        SandboxWords.actions[action].map { words($0) } ?? escape(action.rawValue)
    }

    private func code(_ text: String) -> String { SandboxWords.codes[text].map { language($0) } ?? text }

    private func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

extension SandboxPage {
    /// Dark on light, or light on dark, as the reader's system has it; every pair above 7:1.
    static let style = """
        :root { color-scheme: light dark; --text: #1a1a1a; --page: #ffffff; --line: #767676; --good: #00521f; --bad: #8c0000;
          --link: #003f8a; --panel: #f2f4f7 }
        @media (prefers-color-scheme: dark) { :root { --text: #f2f2f2; --page: #16181b; --line: #9a9a9a; --good: #8fe0a8;
          --bad: #ffb3b3; --link: #a9cdff; --panel: #22262b } }
        * { box-sizing: border-box }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; color: var(--text);
          background: var(--page) }
        a { color: var(--link) }
        header { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: baseline }
        nav a { margin-inline-start: 1rem }
        section { background: var(--panel); border-radius: .5rem; padding: .5rem 1rem 1rem; margin: 1rem 0 }
        h2, h3, h4 { margin: .75rem 0 .25rem }
        dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .15rem 1rem; margin: 0 }
        dt { font-weight: 600 } dd { margin: 0 }
        table { border-collapse: collapse; width: 100%; margin-top: .5rem }
        caption { text-align: start; font-weight: 600 }
        th, td { text-align: start; padding: .3rem .6rem .3rem 0; vertical-align: top; border-bottom: 1px solid var(--line) }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 } code { overflow-wrap: anywhere }
        .good { color: var(--good) } .bad { color: var(--bad); font-weight: 600 }
        .forms { display: flex; flex-wrap: wrap; gap: 1rem }
        form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end }
        .forms form { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem }
        label { display: grid; font-size: .9rem }
        input, select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line);
          border-radius: .25rem; padding: .25rem .5rem; min-height: 2.75rem }
        button { font-weight: 600; cursor: pointer }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
        .skip { position: absolute; inset-inline-start: -99rem } .skip:focus { inset-inline-start: 1rem; background: var(--page) }

        """
}
