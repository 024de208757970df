import Outreach
import Prevention
import Workforce

/// What the next release does about every subject, if the states of one scan stand until then.
struct ReleaseProspects {
    /// By subject, in order of family and title.
    private(set) var lines: [ScanChanges.Outward] = []

    /// - Parameters:
    ///   - withheld: why offers are not made that partners were told of.
    ///   - only: the subjects that are looked at; nil for all.
    init(
        states: [SubjectState], withheld: [WithheldOffer], publications: [Publication], partners: [Partner],
        rules: ReleaseRules, only: Set<String>? = nil
    ) {
        let reasons = Dictionary(withheld.map { ($0.internship, $0.reason) }, uniquingKeysWith: { first, _ in first })
        let told = Dictionary(grouping: publications, by: \.subject)
        let present = Dictionary(
            zip(states.lazy.map(\.key), states.indices), uniquingKeysWith: { first, _ in first })
        for subject in only ?? Set(told.keys).union(present.keys) {
            let state = present[subject].map { states[$0] }
            let publications = told[subject] ?? []
            guard let content = state?.content ?? publications.max(by: { $0.sequence < $1.sequence })?.content
            else { continue }
            let outlook = SubjectOutlook(of: state, told: publications, partners: partners, rules: rules)
            var reason = outlook.isTakenBack ? outlook.blockers.words : .nothing
            if state == nil, case .offer(let offer) = content { reason = reasons[offer.internship]?.words ?? .nothing }
            append(
                outlook, subject: subject, content: content, state: state, told: publications, withdrawnFor: reason)
        }
        lines.sort {
            ($0.family.rawValue, $0.title, $0.subject, $0.kind.rawValue)
                < ($1.family.rawValue, $1.title, $1.subject, $1.kind.rawValue)
        }
    }

    private mutating func append(
        _ outlook: SubjectOutlook, subject: String, content: SubjectState.Content, state: SubjectState?,
        told: [Publication], withdrawnFor reason: Statement
    ) {
        var line = ScanChanges.Outward(
            kind: .waits, family: content.listedFamily, subject: subject, title: content.title.english,
            dutchTitle: content.title.dutch, count: state?.trueCount ?? 0,
            toldCount: told.filter { $0.status == .standing }.map(\.trueCount).max())
        func add(_ kind: ScanChanges.Outward.Kind, _ partners: [String]) {
            guard !partners.isEmpty else { return }
            line.kind = kind
            line.partners = partners
            lines.append(line)
        }
        add(.raised, outlook.raised)
        add(.changed, outlook.changed)
        (line.reason, line.dutchReason) = (reason.english, reason.dutch)
        add(.withdrawn, outlook.withdrawn)
        let name = ListingStateName.of("intended", blockers: outlook.blockers)
        // What partners have as it is waits for nothing, and what a person took back least of all.
        let waits = outlook.known.isEmpty || outlook.keepsChange || !outlook.raised.isEmpty
        guard state != nil, waits, name != "intended", !outlook.isTakenBack else { return }
        line.kind = .waits
        line.partners = []
        line.state = name
        (line.reason, line.dutchReason) = (outlook.blockers.words.english, outlook.blockers.words.dutch)
        lines.append(line)
    }

    /// What differs from how it was before: new lines, and a line for whatever was to go out and is not there any more.
    ///
    /// - Parameters:
    ///   - former: the prospects of these subjects before.
    ///   - changed: subjects whose state is not what it was; of the others nothing differs.
    func changes(since former: ReleaseProspects, of changed: Set<String>) -> [ScanChanges.Outward] {
        let known = Set(former.lines.map(\.recognised))
        // A cell whose release class changed is another subject of the same title, and is told of as that.
        let subjects = Set(lines.map(\.subject))
        let titles = Set(lines.map(\.title))
        let dropped = former.lines.filter {
            !subjects.contains($0.subject) && !titles.contains($0.title) && $0.kind != .withdrawn
        }
        var seen: Set<String> = []
        return lines.filter { changed.contains($0.subject) && !known.contains($0.recognised) }
            + dropped.filter { seen.insert($0.subject).inserted }.map { line in
                var line = line
                line.kind = .dropped
                line.partners = []
                line.state = ""
                (line.reason, line.dutchReason) = ("", "")
                return line
            }
    }
}

extension ScanChanges.Outward {
    /// Equal for lines that say the same; of what only waits, the count is not news.
    fileprivate var recognised: String {
        "\(kind.rawValue)|\(subject)|\(kind == .waits ? state : "\(count)|\(partners.joined(separator: ","))")"
    }
}

extension SubjectState.Content {
    fileprivate var listedFamily: ScanChanges.Outward.Family {
        switch self {
        case .alert: .alert
        case .offer: .offer
        case .crisis: .crisis
        case .introduction: .introduction
        }
    }
}
