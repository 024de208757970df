import Foundation
import Prevention
import Workforce

@testable import Outreach

/// Everything that all partners ever received, read from the bytes of the events, as the attacker holds it.
struct PartnerTranscript {
    enum Verb { case raised, changed, withdrawn }

    /// One event about a cell.
    struct Word {
        var night: Int
        var verb: Verb
        var subject: String
        /// Of the cell; of a withdrawal as it was before.
        var figures: Figures
    }

    struct Figures: Equatable {
        var region = ""
        var occupation = ""
        var phase = 0
        var cause = ""
        var quarter: String?
        var people = 0
        /// Hundredths.
        var centiFTE = 0
        var skills: [String] = []

        /// The partition, as the attacker names it.
        var partition: String { "\(region)|\(phase)|\(cause)|\(quarter ?? "-")" }
    }

    /// One event about an internship offer.
    struct OfferWord {
        var night: Int
        var subject: String
        var isEnd: Bool
        var region: String
        var occupation: String
        var starts: CalendarDate?
    }

    private(set) var offers: [OfferWord] = []
    /// What the partner was told who hears of every region from the start; the others are held against it.
    private(set) var words: [Word] = []
    /// By night, region and phase, where totals are published.
    var totals: [Int: [String: Int]] = [:]
    /// Events of all families and partners.
    private(set) var eventCount = 0
    /// What another partner was told of a cell and the first one was not: a second reading of the same count.
    private(set) var secondReadings = 0
    private var last: [String: Figures] = [:]

    static let first = "all"

    mutating func receive(_ events: [RenderedEvent], night: Int, refine: (inout Figures, String) -> Void = { _, _ in })
    {
        eventCount += events.count
        for event in events where event.partner == Self.first { read(event, night: night, refine: refine) }
        for event in events where event.partner != Self.first {
            guard var figures = Self.figures(of: event) else { continue }
            refine(&figures, event.subject)
            if figures.people != last[event.subject]?.people { secondReadings += 1 }
        }
    }

    private mutating func read(_ event: RenderedEvent, night: Int, refine: (inout Figures, String) -> Void) {
        if event.type.contains("internships.offer") { offers.append(offerWord(event, night: night)) }
        guard event.type.contains("redundancies.alert") else { return }
        guard var figures = Self.figures(of: event) else {
            let before = last[event.subject] ?? Figures()
            words.append(Word(night: night, verb: .withdrawn, subject: event.subject, figures: before))
            return
        }
        refine(&figures, event.subject)
        last[event.subject] = figures
        words.append(
            Word(
                night: night, verb: event.type.contains("raised") ? .raised : .changed, subject: event.subject,
                figures: figures))
    }

    private func offerWord(_ event: RenderedEvent, night: Int) -> OfferWord {
        if event.type.contains("withdrawn"), var word = offers.last(where: { $0.subject == event.subject }) {
            (word.night, word.isEnd) = (night, true)
            return word
        }
        let body = (try? JSONSerialization.jsonObject(with: Data(event.body))) as? [String: Any]
        let data = body?["data"] as? [String: Any] ?? [:]
        return OfferWord(
            night: night, subject: event.subject, isEnd: false, region: data["region"] as? String ?? "",
            occupation: (data["occupation"] as? [String: Any])?["code"] as? String ?? "",
            starts: (data["starts"] as? String).flatMap(CalendarDate.init(iso:)))
    }

    /// What an alert says of its cell; nil for a withdrawal and for other events.
    private static func figures(of event: RenderedEvent) -> Figures? {
        guard event.type.contains("redundancies.alert"), !event.type.contains("withdrawn"),
            let body = try? JSONSerialization.jsonObject(with: Data(event.body)) as? [String: Any],
            let data = body["data"] as? [String: Any], let occupation = data["occupation"] as? [String: Any]
        else { return nil }
        var figures = Figures()
        figures.region = data["region"] as? String ?? ""
        figures.occupation = occupation["code"] as? String ?? ""
        if figures.occupation == "all" { figures.occupation = "" }
        figures.phase = data["phase"] as? Int ?? 0
        figures.cause = data["cause"] as? String ?? ""
        figures.quarter = data["quarter"] as? String
        figures.people = data["people"] as? Int ?? 0
        figures.centiFTE = (data["fte"] as? Int ?? 0) * 100
        figures.skills = data["skills"] as? [String] ?? []
        return figures
    }
}
