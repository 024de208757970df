/// Places of internship offers that partners have accepted (domain rules §11): each counts for one partner only.
///
/// The places of an offer are all that there are, taken ones included, for as long as the employer lists it.
package struct OfferReservations: Equatable, Sendable {
    /// Places by offer's key and partner.
    private var places: [String: [String: Int]] = [:]

    package init() {}

    package mutating func add(_ count: Int, of offer: String, by partner: String) {
        places[offer, default: [:]][partner, default: 0] += count
    }

    /// Places of an offer that any partner has, or any but one.
    package func taken(of offer: String, except partner: String? = nil) -> Int {
        (places[offer] ?? [:]).reduce(0) { $1.key == partner ? $0 : $0 + $1.value }
    }

    /// What a subject is for one partner: of an offer the places that are left, and those that the partner has itself; nil
    /// when that is none. Whoever has accepted a place so hears nothing of its own acceptance, and everybody else of fewer
    /// places, or of none.
    package func left(of state: SubjectState, for partner: String) -> SubjectState? {
        guard case .offer(var offer) = state.content, let taken = places[state.key] else { return state }
        let rest = max(0, offer.places - taken.values.reduce(0, +)) + (taken[partner] ?? 0)
        guard rest > 0 else { return nil }
        offer.places = rest
        var left = state
        left.content = .offer(offer)
        left.trueCount = rest
        return left
    }
}

extension SubjectState.Content {
    /// An offer with the places of another that has as many or more; everything else as it is.
    func withPlaces(ofUpTo other: SubjectState.Content) -> SubjectState.Content {
        guard case .offer(var offer) = self, case .offer(let former) = other, former.places >= offer.places else {
            return self
        }
        offer.places = former.places
        return .offer(offer)
    }
}
