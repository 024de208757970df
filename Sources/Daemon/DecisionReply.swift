import Outreach
import Prevention

/// What a deciding verb answers: what it changed, and what partners will and will not hear of it.
struct DecisionReply {
    /// What the next release would have done before the decision.
    let before: SubjectOutlook
    /// Whether a person had taken it back.
    let wasTakenBack: Bool
    /// Whether any partner was ever told of it.
    let wasEverTold: Bool
    /// The moment of the next release, in the employer's time; nil when none is scheduled.
    let release: String?

    var held: String {
        if wasTakenBack { return "held; it was taken back before, and that stays so" }
        return before.known.isEmpty
            ? "held; no partner has it" : "held; \(list(before.known)) keeps what it was told, and hears nothing new"
    }

    var takenBack: String {
        let verb = wasTakenBack ? "was taken back already" : "taken back"
        if !before.known.isEmpty { return "\(verb); \(list(before.known)) hears so \(moment("regular release"))" }
        return "\(verb); \(wasEverTold ? "no partner has it any more" : "no partner has heard of it")"
    }

    /// - Parameter after: what the next release does now.
    func released(_ after: SubjectOutlook) -> String {
        var parts = ["released"]
        if !after.raised.isEmpty { parts.append("it goes out to \(list(after.raised)) \(moment("release"))") }
        if !after.changed.isEmpty { parts.append("\(list(after.changed)) hears the change \(moment("release"))") }
        if !after.withdrawn.isEmpty {
            parts.append("\(list(after.withdrawn)) hears \(moment("regular release")) that it is gone")
        }
        if !after.blockers.isEmpty {
            parts.append("\(after.sends ? "for others it" : "it") is still kept in: \(after.blockers.words.english)")
        } else if !after.sends {
            if after.known.isEmpty {
                parts.append("no partner asks for it now")
            } else if wasTakenBack {
                parts.append("it is not taken back: \(list(after.known)) keeps it as it was told")
            } else {
                parts.append("\(list(after.known)) has it as it is, so that nothing needs to go out")
            }
        }
        return parts.joined(separator: "; ")
    }

    private func list(_ partners: [String]) -> String { partners.joined(separator: ", ") }

    private func moment(_ name: String) -> String {
        release.map { "at the next \(name), \($0)" } ?? "at the next \(name)"
    }
}
