import Outreach
import Workforce

/// How a partner may come in through the partner API.
extension PartnerReader {
    func apiAccess(_ section: YamlSection) -> Partner.APIAccess {
        var access = Partner.APIAccess()
        guard let api = section.section("partnerApi") else { return access }
        for (index, text) in (api.texts("certificateFingerprints") ?? []).enumerated() {
            let digits = text.lowercased().filter { $0 != ":" }
            guard digits.count == 64, digits.allSatisfy(\.isHexDigit) else {
                api.log.error(
                    "invalid-fingerprint", line: api.lineOf("certificateFingerprints"),
                    path: "\(api.pathOf("certificateFingerprints"))[\(index)]", value: Shown.value(text),
                    "\(Shown.value(text)) is no SHA-256 of a certificate",
                    remedy: "write the 64 digits of `openssl x509 -in CERTIFICATE -noout -fingerprint -sha256`")
                continue
            }
            access.certificateFingerprints.append(digits)
        }
        switch SecretReference(api, name: "inboundSecret", context: context, forOwnerOnly: true) {
        case .absent, .wrong: break
        case .found(let text, let key, _):
            if let fault = SigningSecret.fault(of: text, kind: .v1) {
                api.error("invalid-secret", key, fault.reason, remedy: fault.remedy)
            } else {
                access.inboundSecret = Secret(text)
            }
        }
        access.requiresSignature = api.flag("requireSignature") ?? false
        if access.requiresSignature, !api.has("inboundSecretFile"), !api.has("inboundSecretEnv") {
            api.error(
                "contradiction", "requireSignature",
                "signatures are asked for, and there is nothing to verify them with",
                remedy: "write `inboundSecretFile: PATH` beside it, or leave it out")
        }
        api.finish(hints: [
            "inboundSecret": "write `inboundSecretFile: PATH` and keep the secret in that file",
            "token": "leave it out: `doorstroom partners token ID` issues one, and keeps what is needed",
        ])
        return access
    }
}
