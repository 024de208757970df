import Outreach
import Prevention
import Store
import Workforce

/// What outreach remembers of a person, and what partners were told of the cells that they are in.
struct SubjectOutreach {
    private(set) var memberships: [[SubjectField]] = []
    private(set) var told: [[SubjectField]] = []

    init(_ record: SubjectRecord, _ outreach: OutreachRecord, isDutch: Bool) throws {
        let states = Dictionary(outreach.states.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let holds = Dictionary(outreach.holds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // Of introductions the export has sections of their own.
        let introductions = Set(outreach.introductions.map(\.key)).union(outreach.consents.map(\.id))
        for document in record.documents where !introductions.contains(document.key) {
            var fields = [
                SubjectField("kind", document.kind), SubjectField("key", document.key),
                SubjectField("changed", document.changed), SubjectField("member", document.isMember),
            ]
            if document.kind == "subject", let state = states[document.key] {
                fields.append(SubjectField("title", isDutch ? state.content.title.dutch : state.content.title.english))
                if document.isMember { tell(outreach.publications.filter { $0.subject == state.key }, isDutch) }
            }
            if document.kind == "hold", let hold = holds[document.key] {
                fields += [
                    SubjectField("by", hold.by), SubjectField("reason", hold.reason),
                    SubjectField("since", hold.since), SubjectField("released", hold.releasedAt),
                ]
            }
            memberships.append(fields)
        }
    }

    private mutating func tell(_ publications: [Publication], _ isDutch: Bool) {
        for publication in publications {
            let title = publication.content.title
            told.append([
                SubjectField("partner", publication.partner), SubjectField("subject", publication.subject),
                SubjectField("title", isDutch ? title.dutch : title.english),
                SubjectField("status", publication.status.rawValue), SubjectField("last_told", publication.time),
            ])
        }
    }
}
