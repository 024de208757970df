import Workforce

extension OutreachScan.Output {
    /// Passes every text of the states through the gate. A skill that fails is left out; anything else that fails
    /// keeps its subject from going out, until the text is mended.
    mutating func applyGate(_ gate: DisclosureGate) {
        var unique: [String: Int] = [:]
        var texts: [OutwardText] = []
        func place(_ text: OutwardText) -> Int {
            let name = "\(text.kind)|\(text.field)|\(text.text)"
            if let place = unique[name] { return place }
            unique[name] = texts.count
            texts.append(text)
            return texts.count - 1
        }
        let places = states.map { $0.content.texts.map(place) }
        let findings = gate.findings(in: texts)
        var hasRefusedSkill = false
        for index in states.indices {
            for place in places[index] where !findings[place].isEmpty {
                if texts[place].field == "skills", case .alert(var alert) = states[index].content {
                    alert.skills.removeAll { $0 == texts[place].text }
                    states[index].content = .alert(alert)
                    hasRefusedSkill = true
                } else {
                    states[index].refusals += findings[place].map {
                        $0.problem(field: texts[place].field, subject: states[index].operatorName)
                    }
                }
            }
            warnings += states[index].refusals
        }
        if hasRefusedSkill {
            warnings.append(
                Problem(
                    .warning, code: "disclosure-skill", file: "employees.csv", column: "skills",
                    reason:
                        "a skill that many people list reads like personal data; it was left out of what partners get",
                    remedy: "correct the skill in the HR system"))
        }
    }
}

extension SubjectState {
    /// What the operator finds the subject by: an internship's own code, else the opaque key.
    package var operatorName: String {
        switch content {
        case .alert: key
        case .offer(let offer): offer.internship
        case .crisis, .introduction: key
        }
    }
}
