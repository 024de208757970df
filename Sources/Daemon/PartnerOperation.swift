import DoorstroomConfiguration
import Foundation
import Logging
import Outreach
import Store

/// Performs what a person wants of a partner's endpoint and secrets; each deed is in the audit log with its doer.
struct PartnerOperation {
    let instance: Instance
    let sender: Sender

    func apply(_ request: PartnerRequest) async throws -> OperationReply {
        let partners = instance.settings.partners
        guard let partner = partners.first(where: { $0.id == request.partner }) else {
            var error = PartnerTest.unknown(request.partner, among: partners)
            error.remedy += " A daemon knows of a new partner from its next reload on (SIGHUP)."
            throw error
        }
        return OperationReply(message: try await message(request, partner: partner))
    }

    private func message(_ request: PartnerRequest, partner: Partner) async throws -> String {
        let now = instance.clock.now()
        switch request.action {
        case .enable:
            try await instance.database.outbox.setEndpoint(
                partner: partner.id, enabled: true, audit: note(request, "enable"), now: now)
            sender.endpointsChanged()
            await sender.admissionChanged()
            return "deliveries to \(partner.id) go on"
        case .disable(let reason): return try await disable(partner, reason: reason, request: request, now: now)
        case .rotate(let kind, let configured, let secret, let overlap):
            return try await rotate(
                partner, kind, from: configured, to: secret, overlap: overlap, request: request, now: now)
        case .extend(let kind, let overlap):
            let ends = try await instance.database.secrets.extend(
                try name(partner, kind), until: now + overlap, audit: note(request, "rotate-secret", "extended"),
                now: now)
            return "the former \(kind.rawValue) secret of \(partner.id) signs along until \(text(ends))"
                + (await takeUp(partner))
        case .finish(let kind):
            try await instance.database.secrets.finish(
                try name(partner, kind), audit: note(request, "rotate-secret", "finished"), now: now)
            return "the former \(kind.rawValue) secret of \(partner.id) has ended" + (await takeUp(partner))
        case .issueToken(let digest, let overlap, let life):
            return try await issue(digest, partner, overlap: overlap, life: life, request: request, now: now)
        case .revokeTokens:
            let count = try await instance.database.partnerTokens.revoke(
                partner: partner.id, audit: note(request, "token", "revoked"), now: now)
            await sender.admissionChanged()
            return count == 0
                ? "\(partner.id) had no token that was valid"
                : "no token of \(partner.id) opens the partner API any more"
        }
    }

    private func issue(
        _ digest: [UInt8], _ partner: Partner, overlap: TimeInterval?, life: TimeInterval?, request: PartnerRequest,
        now: Date
    ) async throws -> String {
        let former = try await instance.database.partnerTokens.issue(
            digest: digest, partner: partner.id, overlap: overlap, ends: life.map { now + $0 },
            audit: note(request, "token", "issued"), now: now)
        await sender.admissionChanged()
        return "\(partner.id) has a new token for the partner API"
            + (life.map { ", until \(text(now + $0))" } ?? "")
            + (former.map { "; former ones go on until \(text($0))" } ?? "; no other is valid")
    }

    private func disable(
        _ partner: Partner, reason: String, request: PartnerRequest, now: Date
    ) async throws -> String {
        guard reason.count <= Decision.longestReason else {
            throw DaemonError(
                .usage, code: "reason-too-long",
                message: "The reason has \(reason.count) characters; at most \(Decision.longestReason) are kept.",
                remedy: "Say it shorter; nothing was changed.")
        }
        let outbox = instance.database.outbox
        try await outbox.setEndpoint(
            partner: partner.id, enabled: false, reason: reason, audit: note(request, "disable", reason), now: now)
        sender.endpointsChanged()
        await sender.admissionChanged()
        let standing = try await outbox.standingSubjects(partner: partner.id).count
        let told =
            standing == 0
            ? "" : "; \(standing) subjects that it was told of are neither changed nor withdrawn there meanwhile"
        return "nothing is sent to \(partner.id) until 'doorstroom partners enable \(partner.id)'\(told)"
    }

    private func rotate(
        _ partner: Partner, _ kind: SignatureKind, from configured: String, to secret: String, overlap: TimeInterval?,
        request: PartnerRequest, now: Date
    ) async throws -> String {
        let name = try name(partner, kind)
        for text in [configured, secret] {
            guard let fault = SigningSecret.fault(of: text, kind: kind) else { continue }
            throw DaemonError(
                .usage, code: "invalid-secret", message: "\(fault.reason).".capitalizedSentence, remedy: fault.remedy)
        }
        let rotation = try await instance.database.secrets.rotate(
            name, configured: configured, to: secret, overlap: overlap,
            audit: note(request, "rotate-secret", overlap == nil ? "\(kind.rawValue), at once" : kind.rawValue),
            now: now)
        instance.logger.notice(
            "A partner's secret was rotated", metadata: ["partner": "\(partner.id)", "kind": "\(kind.rawValue)"])
        let former = rotation.formerEnds.map { "; the former one signs along until \(text($0))" } ?? "; no other does"
        return "\(partner.id) is signed for with a new \(kind.rawValue) secret from now on\(former)"
            + (await takeUp(partner))
    }

    /// Has the daemon's engine sign with what stands now.
    ///
    /// - Returns: what must be said when requests that were signed before are still on their way.
    private func takeUp(_ partner: Partner) async -> String {
        let limit = Duration.seconds(partner.endpoint.timeoutSeconds + 5)
        guard await sender.secretsChanged(partner.id, limit) else {
            return "; requests signed before may still be on their way: wait a minute before the partner changes over"
        }
        return ""
    }

    private func name(_ partner: Partner, _ kind: SignatureKind) throws(DaemonError) -> SecretStore.Name {
        guard partner.endpoint.secret(kind) != nil else { throw PartnerOperation.unsigned(partner, kind) }
        return SecretStore.Name(partner: partner.id, kind: kind)
    }

    static func unsigned(_ partner: Partner, _ kind: SignatureKind) -> DaemonError {
        let key = kind.referenceName + "File"
        return DaemonError(
            .usage, code: "not-signed-so", message: "Events to \(partner.id) are not signed by \(kind.rawValue).",
            remedy: "Name a secret as `endpoint.\(key)` first, or rotate "
                + partner.endpoint.signatureKinds.map(\.rawValue).joined(separator: " or ") + ".")
    }

    private func note(_ request: PartnerRequest, _ verb: String, _ detail: String = "") -> AuditNote {
        AuditNote(
            systemUser: request.user,
            verb: "partners \(verb) \(request.partner)" + (detail.isEmpty ? "" : ": \(detail)"))
    }

    private func text(_ moment: Date) -> String {
        WallClock(zone: instance.settings.employer.timeZone).text(moment)
    }
}
