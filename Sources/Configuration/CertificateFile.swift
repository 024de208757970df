import CCertificate
import Foundation
import Outreach
import Workforce

/// Reads files of certificates and keys (PEM), as libcurl's TLS will.
struct CertificateFile {
    let context: SettingsContext

    /// Bundles of authorities are long.
    private static let longest = 4 << 20
    /// A certificate that ends within so many days is warned about.
    private static let warningDays: Int64 = 30

    /// The certificates that `caFile` names; nil without the key, or after reporting what is wrong.
    func authorities(_ section: YamlSection) -> [UInt8]? {
        guard section.has("caFile"), let bytes = bytes(section, "caFile") else { return nil }
        guard facts(bytes).count > 0 else {
            section.error(
                "invalid-certificate", "caFile", "the file holds no certificate in PEM form",
                remedy: "write the path of the authority's certificate, beginning with -----BEGIN CERTIFICATE-----")
            return nil
        }
        return bytes
    }

    /// The certificate of a section `clientCertificate`, its key and the key's password.
    func clientCertificate(_ section: YamlSection) -> Partner.ClientCertificate? {
        let chain = chain(section)
        let key = key(section)
        var password: Secret?
        switch SecretReference(section, name: "password", context: context, forOwnerOnly: true) {
        case .found(let text, _, _): password = Secret(text)
        case .wrong: return nil
        case .absent: break
        }
        guard let chain, let key else { return nil }
        let certificate = Partner.ClientCertificate(chain: chain, key: key, password: password)
        return fits(certificate, section) ? certificate : nil
    }

    private func chain(_ section: YamlSection) -> [UInt8]? {
        guard section.has("certificateFile") else {
            section.missing("certificateFile", remedy: "write the path of the certificate, PEM, its chain behind it")
            return nil
        }
        guard let bytes = bytes(section, "certificateFile") else { return nil }
        let facts = facts(bytes)
        guard facts.count > 0 else {
            section.error(
                "invalid-certificate", "certificateFile", "the file holds no certificate in PEM form",
                remedy: "convert a .p12 or .pfx with `openssl pkcs12 -in FILE -clcerts -nokeys -out certificate.pem`")
            return nil
        }
        let day = WallClock(zone: .gmt).day(Date(timeIntervalSince1970: TimeInterval(facts.not_after)))
        if facts.not_after < context.now {
            section.error(
                "certificate-expired", "certificateFile", "the certificate has expired on \(day)",
                remedy: "ask its authority for a new one, or take `clientCertificate` out until it is there")
            return nil
        }
        if facts.not_before > context.now {
            section.error(
                "certificate-not-yet-valid", "certificateFile", "the certificate is not valid yet",
                remedy: "check this machine's clock, or wait until it is")
            return nil
        }
        if facts.not_after < context.now + Self.warningDays * 86_400 {
            section.warning(
                "certificate-expires", "certificateFile", "the certificate expires on \(day)",
                remedy: "ask its authority for a new one before that day: nothing is sent to this partner from then on")
        }
        return bytes
    }

    private func key(_ section: YamlSection) -> Secret? {
        switch SecretReference(section, name: "key", context: context, limit: 65_536, forOwnerOnly: true) {
        case .found(let text, _, _): return Secret(text)
        case .wrong: return nil
        case .absent:
            section.missing("keyFile", remedy: "write the path of the certificate's private key, PEM, mode 600")
            return nil
        }
    }

    private func fits(_ certificate: Partner.ClientCertificate, _ section: YamlSection) -> Bool {
        let key = certificate.key.bytes
        let verdict = certificate.chain.withUnsafeBytes { chain in
            key.withUnsafeBytes { key in
                ccertificate_check_key(
                    chain.baseAddress, chain.count, key.baseAddress, key.count, certificate.password?.text)
            }
        }
        switch verdict {
        case CCERTIFICATE_KEY_FITS: return true
        case CCERTIFICATE_KEY_LOCKED:
            section.error(
                "locked-key", "keyFile",
                certificate.password == nil
                    ? "the key is encrypted, and there is no password" : "the password does not open the key",
                remedy: "write the path of a file with the key's password as `passwordFile`")
        case CCERTIFICATE_KEY_OF_ANOTHER:
            section.error(
                "foreign-key", "keyFile", "the key is not that of the certificate",
                remedy: "name the key that the certificate was asked for with; the certificate stands first in its file"
            )
        default:
            section.error(
                "invalid-key", "keyFile", "the file holds no private key in PEM form",
                remedy: "convert a .p12 or .pfx with `openssl pkcs12 -in FILE -nocerts -out key.pem`")
        }
        return false
    }

    private func bytes(_ section: YamlSection, _ key: String) -> [UInt8]? {
        guard let written = section.text(key) else { return nil }
        let path = context.resolve(written)
        guard let status = context.files.status(path), !status.isDirectory else {
            section.error(
                "missing-file", key, value: Shown.value(written), "there is no file \(Shown.value(written))",
                remedy: "write the path of a PEM file, relative to the configuration file or absolute")
            return nil
        }
        let bytes: [UInt8]
        do {
            bytes = try context.files.read(path, Self.longest + 1)
        } catch {
            section.error(
                "unreadable-file", key, value: Shown.value(written), "the file \(Shown.value(written)) cannot be read",
                remedy: "let the user that runs Doorstroom read it")
            return nil
        }
        // Cut off it would believe some of its authorities only.
        guard bytes.count <= Self.longest else {
            section.error(
                "file-too-long", key, value: Shown.value(written),
                "the file \(Shown.value(written)) has more than \(Self.longest >> 20) MB",
                remedy: "keep the certificates in it that are needed, or correct the path")
            return nil
        }
        return bytes
    }

    private func facts(_ bytes: [UInt8]) -> ccertificate_facts {
        bytes.withUnsafeBytes { ccertificate_read($0.baseAddress, $0.count) }
    }
}
