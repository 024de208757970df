"""A certificate authority made for one test: certificates of every kind, good and bad, and what revokes them."""

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


class Authority:
    """Writes PEM files into a folder; `certificate` is the path of its own."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.issued = (x509.CertificateBuilder().subject_name(self.subject).issuer_name(self.subject)
                       .public_key(self.key.public_key()).serial_number(x509.random_serial_number())
                       .not_valid_before(NOW - 400 * DAY).not_valid_after(NOW + 400 * DAY)
                       .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                       .sign(self.key, hashes.SHA256()))
        self.certificate = self.write(f"{name}.pem", self.issued.public_bytes(serialization.Encoding.PEM))

    def write(self, name, data):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        return path

    def issue(self, name, hosts=("127.0.0.1",), since=-10, until=300, password=None):
        """Paths of a certificate for these hosts, as server and client, and of its key; days count from now."""
        key = ec.generate_private_key(ec.SECP256R1())

        def host(text):
            try:
                return x509.IPAddress(ipaddress.ip_address(text))
            except ValueError:
                return x509.DNSName(text)

        issued = (x509.CertificateBuilder()
                  .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])).issuer_name(self.subject)
                  .public_key(key.public_key()).serial_number(x509.random_serial_number())
                  .not_valid_before(NOW + since * DAY).not_valid_after(NOW + until * DAY)
                  .add_extension(x509.SubjectAlternativeName([host(each) for each in hosts]), critical=False)
                  .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                                 critical=False)
                  .sign(self.key, hashes.SHA256()))
        how = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
        return (self.write(f"{name}.crt", issued.public_bytes(serialization.Encoding.PEM)),
                self.write(f"{name}.key", key.private_bytes(serialization.Encoding.PEM,
                                                            serialization.PrivateFormat.PKCS8, how)))

    def revoke(self, *certificates):
        """Path of the list that revokes them."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.subject).last_update(NOW - DAY).next_update(NOW + DAY)
        for path in certificates:
            with open(path, "rb") as file:
                serial = x509.load_pem_x509_certificate(file.read()).serial_number
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - DAY).build())
        return self.write(f"{self.name}.crl", builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
