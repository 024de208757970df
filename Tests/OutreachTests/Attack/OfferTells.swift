import Workforce

@testable import Outreach

/// What the end of an internship offer tells of somebody who is known to have left the same occupation and region: how
/// often an offer went before it began, told by the first release after somebody left, and how often the employer had let
/// that person go.
struct OfferTells {
    /// Leavers whose occupation and region had an offer on the night before.
    private(set) var leavers = 0
    private(set) var letGo = 0
    /// Of them those with whose leaving such an offer went.
    private(set) var leaversWithEnd = 0
    private(set) var letGoWithEnd = 0

    init(_ attacked: AttackedEmployer) {
        let nights = attacked.nights
        for move in nights.moves where move.kind == .left && (1..<nights.nights.count).contains(move.night) {
            let workforce = nights.nights[move.night].workforce
            guard let place = workforce.establishments.first(where: { $0.establishment == move.fromEstablishment })
            else { continue }
            let release = move.night + (attacked.nightsPerRelease - 1) - move.night % attacked.nightsPerRelease
            let told = attacked.transcript.offers.filter {
                $0.region == place.region && $0.occupation == String(move.fromJob.prefix(4))
            }
            let standing = Dictionary(grouping: told.filter { $0.night < move.night }, by: \.subject).values
                .compactMap { words in words.max { $0.night < $1.night } }.filter { !$0.isEnd }.map(\.subject)
            guard !standing.isEmpty else { continue }
            let isLetGo = nights.standing(of: move.member, on: move.night)?.phase == 4
            let hasEnd = told.contains {
                $0.isEnd && (move.night...release).contains($0.night) && standing.contains($0.subject)
                    && $0.starts.map { $0 > workforce.asOf } ?? true
            }
            leavers += 1
            if isLetGo { letGo += 1 }
            if hasEnd { leaversWithEnd += 1 }
            if hasEnd, isLetGo { letGoWithEnd += 1 }
        }
    }
}
