package import Foundation
internal import GRDB
package import Outreach
package import Workforce

/// Places of an internship offer that a partner has accepted (domain rules §11).
package struct OfferReservation: Equatable, Sendable {
    package enum State: String, Sendable {
        case reserved
        /// Somebody comes.
        case filled
        /// The partner gave the places back.
        case returned
        /// The employer withdrew the offer before they were filled.
        case withdrawn

        /// Whether the places are taken.
        var isStanding: Bool { self == .reserved || self == .filled }
    }

    package var id: String
    package var partner: String
    /// The offer's key.
    package var subject: String
    package var places: Int
    package var state: State
    /// The partner's own.
    package var reference: String?
    package var reserved: Date
    package var changed: Date
    /// When whoever fills the places begins.
    package var starts: CalendarDate?
}

/// An offer as one partner was told of it, with what it reserved.
package struct PartnerOffer: Equatable, Sendable {
    package var key: String
    package var content: OfferContent
    package var isOpen: Bool
    package var reservations: [OfferReservation]
    /// Places that the partner can still accept.
    package var available: Int
}

extension PartnerDeeds {
    /// The offer as this partner was told of it; nil when it never was.
    ///
    /// Only what was told decides, not what is known inside by now: an offer that is silently not there any more answers as
    /// before until its withdrawal goes out (domain rules §10). Places are what the partner was told less what it has
    /// accepted, and less what others have more by now than when it was told: so none is given away twice.
    package func offer(_ key: String) throws -> PartnerOffer? {
        guard let publication = try publication(of: key), case .offer(let content) = publication.content else {
            return nil
        }
        let all = try OfferReservation.all(of: key, in: db)
        let own = all.filter { $0.partner == partner }
        func standing(_ reservations: [OfferReservation]) -> Int {
            reservations.filter(\.state.isStanding).map(\.places).reduce(0, +)
        }
        let others = standing(all) - standing(own)
        let told =
            try Int.fetchOne(
                db, sql: "SELECT taken FROM offer_told WHERE partner = ? AND subject = ?", arguments: [partner, key])
            ?? 0
        let taken = standing(own) + max(0, others - told)
        let isOpen = publication.status == .standing && (content.starts.map { today < $0 } ?? true)
        return PartnerOffer(
            key: key, content: content, isOpen: isOpen, reservations: own,
            available: isOpen ? max(0, content.places - taken) : 0)
    }

    /// Reserves places of an open offer.
    ///
    /// The caller has seen, in this transaction, that there are so many.
    package func accept(
        _ offer: PartnerOffer, places: Int, reference: String?, id: String
    ) throws -> OfferReservation {
        let reservation = OfferReservation(
            id: id, partner: partner, subject: offer.key, places: places, state: .reserved, reference: reference,
            reserved: now, changed: now)
        try db.execute(
            sql: """
                INSERT INTO offer_reservation (id, partner, subject, places, state, reference, reserved, changed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, partner, offer.key, places, reservation.state.rawValue, reference, Outbox.milliseconds(now),
                Outbox.milliseconds(now),
            ])
        try note(.accepted, subject: offer.key, detail: "\(places) places")
        return reservation
    }

    /// Notes that the partner has nobody for an offer.
    package func decline(_ offer: PartnerOffer, reason: String) throws {
        try note(.declined, subject: offer.key, detail: reason)
    }

    /// A reservation of this partner.
    package func reservation(_ id: String) throws -> OfferReservation? {
        try OfferReservation.own(id, of: partner, in: db)
    }

    /// Notes that somebody comes to reserved places.
    package func fill(_ reservation: OfferReservation, starts: CalendarDate?) throws -> OfferReservation {
        var filled = reservation
        (filled.state, filled.changed, filled.starts) = (.filled, now, starts)
        try change(filled)
        try note(
            .filled, subject: reservation.subject,
            detail: "\(reservation.places) places" + (starts.map { " from \($0)" } ?? ""))
        return filled
    }

    /// Gives places back.
    package func giveBack(_ reservation: OfferReservation) throws {
        var returned = reservation
        (returned.state, returned.changed) = (.returned, now)
        try change(returned)
        try note(.returned, subject: reservation.subject, detail: "\(reservation.places) places")
    }

    private func change(_ reservation: OfferReservation) throws {
        try db.execute(
            sql: "UPDATE offer_reservation SET state = ?, changed = ?, starts = ? WHERE id = ?",
            arguments: [
                reservation.state.rawValue, Outbox.milliseconds(reservation.changed), reservation.starts?.dayNumber,
                reservation.id,
            ])
    }

    private func publication(of subject: String) throws -> Publication? {
        let text = try String.fetchOne(
            db, sql: "SELECT document FROM outreach_document WHERE kind = ? AND key = ?",
            arguments: [Publication.documentKind, "\(subject)|\(partner)"])
        return try text.map { try JSONDecoder().decode(Publication.self, from: Data($0.utf8)) }
    }
}

extension OfferReservation {
    private static let columns = "id, partner, subject, places, state, reference, reserved, changed, starts"

    static func all(of subject: String, in db: GRDB.Database) throws -> [OfferReservation] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT \(columns) FROM offer_reservation WHERE subject = ? ORDER BY reserved, id"),
            arguments: [subject]
        ).map(OfferReservation.init(row:))
    }

    static func own(_ id: String, of partner: String, in db: GRDB.Database) throws -> OfferReservation? {
        try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM offer_reservation WHERE id = ? AND partner = ?", arguments: [id, partner]
        ).map(OfferReservation.init(row:))
    }

    /// All, the newest first.
    static func all(in db: GRDB.Database) throws -> [OfferReservation] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM offer_reservation ORDER BY reserved DESC, id").map(
            OfferReservation.init(row:))
    }

    /// What is taken of every offer, by partner: releases count it off.
    static func standing(in db: GRDB.Database) throws -> OfferReservations {
        var reservations = OfferReservations()
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT subject, partner, sum(places) FROM offer_reservation WHERE state IN ('reserved', 'filled')
                GROUP BY subject, partner
                """)
        for row in rows { reservations.add(row[2], of: row[0], by: row[1]) }
        return reservations
    }

    /// Notes how many places others have of the offers that partners are told of now, and ends what was reserved, and not
    /// filled, of those that are withdrawn.
    ///
    /// - Parameter counted: what the release counted off; acceptances of the moments since would be offered once more.
    /// - Throws: `reservations-changed`, to be made again.
    static func follow(
        _ publications: [Publication], counted: OfferReservations, now: Date, in db: GRDB.Database
    ) throws {
        let offers = publications.filter { if case .offer = $0.content { true } else { false } }
        guard !offers.isEmpty else { return }
        guard try standing(in: db) == counted else { throw StoreError.reservationsChanged }
        let note = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO offer_told (partner, subject, taken) VALUES (?, ?, ?)")
        for publication in offers {
            try note.execute(arguments: [
                publication.partner, publication.subject,
                counted.taken(of: publication.subject, except: publication.partner),
            ])
            guard publication.status == .withdrawn else { continue }
            try db.cachedStatement(
                sql: """
                    UPDATE offer_reservation SET state = 'withdrawn', changed = ?
                    WHERE subject = ? AND partner = ? AND state = 'reserved'
                    """
            ).execute(arguments: [Outbox.milliseconds(now), publication.subject, publication.partner])
        }
    }

    private init(row: Row) throws {
        guard let state = State(rawValue: row[4]) else { throw StoreError.damaged("reservation") }
        self.init(
            id: row[0], partner: row[1], subject: row[2], places: row[3], state: state, reference: row[5],
            reserved: Outbox.date(row[6]), changed: Outbox.date(row[7]),
            starts: (row[8] as Int32?).map(CalendarDate.init(dayNumber:)))
    }
}

extension StoreError {
    static let reservationsChanged = StoreError(
        code: "reservations-changed", message: "a partner accepted or gave back places while a release was worked out",
        remedy: "Run the release again.")
}

extension PartnerDesk {
    /// Every reservation, the newest first: for listings inside.
    package func reservations() throws -> [OfferReservation] { try database.read(OfferReservation.all(in:)) }
}
