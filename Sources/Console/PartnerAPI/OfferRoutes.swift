import Outreach
import Store
import Workforce

/// What a partner answers to internship offers (domain rules §11).
extension PartnerRoutes {
    static let offers: [PartnerRoute] = [
        PartnerRoute(.get, "/partner/v1/offers/{offer}", show),
        PartnerRoute(.post, "/partner/v1/offers/{offer}/acceptance", deed: "accept-offer", accept),
        PartnerRoute(.post, "/partner/v1/offers/{offer}/decline", deed: "decline-offer", decline),
        PartnerRoute(.post, "/partner/v1/offers/{offer}/fill", deed: "fill-offer", fill),
        PartnerRoute(.get, "/partner/v1/reservations/{reservation}", showReservation),
        PartnerRoute(.delete, "/partner/v1/reservations/{reservation}", deed: "give-back-places", giveBack),
    ]

    @Sendable private static func show(_ call: PartnerCall) async throws -> PartnerReply {
        let key = call.parameters["offer"] ?? ""
        let offer = try await call.read { deeds in try known(key, deeds) }
        return PartnerReply(
            200,
            .object([
                "offer": .string(offer.key), "state": .string(offer.isOpen ? "open" : "closed"),
                "places": .integer(offer.content.places), "available": .integer(offer.available),
                "reservations": .array(offer.reservations.filter { $0.state != .returned }.map(json)),
            ]))
    }

    @Sendable private static func accept(_ call: PartnerCall) async throws -> PartnerReply {
        let places = call.count("places") ?? 1
        let reference = call.text("reference")
        let key = call.parameters["offer"] ?? ""
        return try await call.write(about: key) { deeds in
            let offer = try open(key, deeds)
            guard offer.available >= places else {
                throw PartnerProblem(
                    .noPlacesLeft, "\(offer.available) places are left, and \(places) were asked for.",
                    remedy: offer.available > 0
                        ? "Accept \(offer.available) or fewer."
                        : "Delete the offer; a new event tells of places that come free."
                )
            }
            var generator = SystemRandomNumberGenerator()
            let reservation = try deeds.accept(
                offer, places: places, reference: reference, id: UUIDv7.make(at: call.now, using: &generator))
            return PartnerReceipt(
                status: 201, location: "/partner/v1/reservations/\(reservation.id)", body: json(reservation).bytes)
        }
    }

    @Sendable private static func decline(_ call: PartnerCall) async throws -> PartnerReply {
        let reason = call.text("reason") ?? ""
        let key = call.parameters["offer"] ?? ""
        return try await call.write(about: key) { deeds in
            let offer = try open(key, deeds)
            if let standing = offer.reservations.first(where: { $0.state == .reserved || $0.state == .filled }) {
                throw PartnerProblem(
                    .placesHeld, "You have accepted places of this offer.",
                    remedy: "Give them back first: DELETE /partner/v1/reservations/\(standing.id).")
            }
            try deeds.decline(offer, reason: reason)
            return PartnerReceipt(
                status: 200,
                body: JSONValue.object([
                    "offer": .string(key), "state": .string("declined"), "reason": .string(reason),
                    "declined": .string(Timestamp.text(call.now)),
                ]).bytes)
        }
    }

    @Sendable private static func fill(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.text("reservation") ?? ""
        let starts = call.date("starts")
        let key = call.parameters["offer"] ?? ""
        return try await call.write(about: key) { deeds in
            _ = try known(key, deeds)
            let reservation = try own(id, deeds)
            guard reservation.subject == key else { throw unknownReservation }
            switch reservation.state {
            case .reserved: break
            case .withdrawn: throw closed
            case .filled, .returned: throw notStanding(reservation)
            }
            return PartnerReceipt(status: 200, body: json(try deeds.fill(reservation, starts: starts)).bytes)
        }
    }

    @Sendable private static func showReservation(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["reservation"] ?? ""
        return PartnerReply(200, json(try await call.read { deeds in try own(id, deeds) }))
    }

    @Sendable private static func giveBack(_ call: PartnerCall) async throws -> PartnerReply {
        let id = call.parameters["reservation"] ?? ""
        return try await call.write(about: id) { deeds in
            let reservation = try own(id, deeds)
            guard reservation.state == .reserved || reservation.state == .filled else {
                throw notStanding(reservation)
            }
            try deeds.giveBack(reservation)
            return PartnerReceipt(status: 204, body: [])
        }
    }

    private static func known(_ key: String, _ deeds: PartnerDeeds) throws -> PartnerOffer {
        guard let offer = try deeds.offer(key) else {
            throw PartnerProblem(
                .notFound, "No offer of that key was made to you.",
                remedy: "Take the `subject` of an internships.offer-published event that you received.")
        }
        return offer
    }

    private static func open(_ key: String, _ deeds: PartnerDeeds) throws -> PartnerOffer {
        let offer = try known(key, deeds)
        guard offer.isOpen else { throw closed }
        return offer
    }

    private static var closed: PartnerProblem {
        PartnerProblem(
            .closed, "The offer is no longer available.",
            remedy: "Delete it; a new event comes if there are places again.")
    }

    private static func own(_ id: String, _ deeds: PartnerDeeds) throws -> OfferReservation {
        // What was given back is gone, as its DELETE says.
        guard let reservation = try deeds.reservation(id), reservation.state != .returned else {
            throw unknownReservation
        }
        return reservation
    }

    private static var unknownReservation: PartnerProblem {
        PartnerProblem(
            .notFound, "You have no reservation of that id here.",
            remedy: "Take the `reservation` of your acceptance's answer, with the offer that it is of.")
    }

    private static func notStanding(_ reservation: OfferReservation) -> PartnerProblem {
        PartnerProblem(
            .reservationClosed, "The reservation is \(reservation.state.rawValue) already.",
            remedy: "See GET /partner/v1/reservations/\(reservation.id) for what it is.")
    }

    private static func json(_ reservation: OfferReservation) -> JSONValue {
        .object([
            "reservation": .string(reservation.id), "offer": .string(reservation.subject),
            "places": .integer(reservation.places), "state": .string(reservation.state.rawValue),
            "reference": reservation.reference.map { .string($0) },
            "reserved": .string(Timestamp.text(reservation.reserved)),
            "changed": .string(Timestamp.text(reservation.changed)),
            "starts": reservation.starts.map { .string($0.description) },
        ])
    }
}
