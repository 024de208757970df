/// The sandbox's one page: what arrived, newest first, with the verdict on each.
enum SandboxPage {
    static func render(_ arrivals: [Sandbox.Arrival]) -> String {
        let rows = arrivals.reversed().map(row).joined(separator: "\n")
        let body =
            arrivals.isEmpty
            ? "<p>Nothing has arrived yet. Point a partner's endpoint at <code>/hooks/PARTNER</code> and release.</p>"
            : """
            <table>
            <thead><tr><th>Partner</th><th>Event</th><th>Subject</th><th>No.</th><th>Verdict</th><th>Content</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            """
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sandbox mobility centre</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; vertical-align: top;
            border-bottom: 1px solid #ccc } .bad { color: #a40000; font-weight: 600 } pre { white-space: pre-wrap; margin: 0 }
            </style></head>
            <body>
            <h1>Sandbox mobility centre</h1>
            <p>\(arrivals.count) events arrived.</p>
            \(body)
            </body></html>

            """
    }

    private static func row(_ arrival: Sandbox.Arrival) -> String {
        let faults = [arrival.signatureFault, arrival.eventFault].filter { !$0.isEmpty }
        let verdict =
            faults.isEmpty
            ? "verified" + (arrival.isRepeat ? ", seen before" : "")
            : "<span class=\"bad\">\(escape(faults.joined(separator: "; ")))</span>"
        return """
            <tr><td>\(escape(arrival.partner))</td><td>\(escape(arrival.type))</td><td><code>\(escape(arrival.subject))</code></td>\
            <td>\(escape(arrival.sequence))</td><td>\(verdict)</td>\
            <td><details><summary>show</summary><pre>\(escape(arrival.event))</pre></details></td></tr>
            """
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
