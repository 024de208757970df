package import Foundation
package import Outreach
package import Store
import Synchronization
package import Workforce

/// Says which partner a request is of: by a bearer token, or by the client certificate that a trusted proxy has seen.
///
/// Whoever is unknown, disabled, or of an agreement that has ended is refused alike, without being told which.
package final class PartnerGate: Sendable {
    /// What the gate must know of the house; asked anew at each request, so that a reload counts at once.
    package struct House: Sendable {
        package var partners: @Sendable () -> [Partner]
        package var today: @Sendable () -> CalendarDate
        package var now: @Sendable () -> Date
        /// Whether what an address says of client certificates and of clients' addresses is believed.
        package var trusts: @Sendable (_ address: String) -> Bool
        /// The header of client certificates.
        package var certificateHeader: String

        package init(
            partners: @escaping @Sendable () -> [Partner], today: @escaping @Sendable () -> CalendarDate,
            now: @escaping @Sendable () -> Date, trusts: @escaping @Sendable (_ address: String) -> Bool,
            certificateHeader: String
        ) {
            self.partners = partners
            self.today = today
            self.now = now
            self.trusts = trusts
            self.certificateHeader = certificateHeader
        }
    }

    private let house: House
    private let admission = Mutex(PartnerAdmission())

    package init(_ house: House) { self.house = house }

    /// From now on these tokens count.
    package func admit(_ admission: PartnerAdmission) { self.admission.withLock { $0 = admission } }

    /// The partner of a request; nil for one that is refused.
    ///
    /// - Parameters:
    ///   - header: by name, in any case.
    ///   - peer: the address that the connection is of.
    func partner(peer: String, header: (String) -> String?) -> Partner? {
        let id: String?
        if let authorization = header("Authorization") {
            id = bearer(authorization).flatMap(owner(of:))
        } else if house.trusts(peer), let certificate = header(house.certificateHeader) {
            id = ClientCertificateHeader.fingerprint(certificate).flatMap(owner(ofCertificate:))
        } else {
            id = nil
        }
        guard let id, let partner = house.partners().first(where: { $0.id == id }),
            !admission.withLock({ $0.disabled.contains(id) }),
            partner.agreement.validUntil.map({ house.today() <= $0 }) ?? true
        else { return nil }
        return partner
    }

    /// The address that a request comes from: behind a trusted proxy, what that says.
    func address(peer: String, header: (String) -> String?) -> String {
        guard house.trusts(peer), let forwarded = header("X-Forwarded-For") else { return peer }
        let hops = forwarded.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        // The last one that is no proxy of ours: whatever stands before it anybody may have written.
        return hops.last { !house.trusts($0) } ?? peer
    }

    private func bearer(_ authorization: String) -> Substring? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 256 else { return nil }
        return parts[1]
    }

    private func owner(of token: Substring) -> String? {
        let digest = PartnerToken.digest(of: token.utf8)
        let now = house.now()
        return admission.withLock { admission in
            var owner: String?
            // All are looked at, and each whole, whichever it is.
            for token in admission.tokens
            where PartnerGate.isEqual(token.digest, digest) && token.isValid(at: now) { owner = token.partner }
            return owner
        }
    }

    private func owner(ofCertificate fingerprint: String) -> String? {
        let presented = Array(fingerprint.utf8)
        var owner: String?
        for partner in house.partners() {
            for known in partner.api.certificateFingerprints where PartnerGate.isEqual(Array(known.utf8), presented) {
                owner = partner.id
            }
        }
        return owner
    }

    /// Takes as long for values that differ as for equal ones.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
