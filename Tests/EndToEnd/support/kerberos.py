"""A Kerberos realm of its own (MIT's, Debian's `krb5-kdc`) on loopback, and a squid that lets in whom the realm knows."""

import os
import subprocess

from support.peers import Process, free_port, program

REALM = "PARTNER.TEST"


class Realm(Process):
    """Knows `doorstroom` and `HTTP/localhost`; `environment` makes a program one of its members."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "realm")
        os.makedirs(self.folder)
        port = free_port()
        self.write("krb5.conf", f"""[libdefaults]
    default_realm = {REALM}
    dns_lookup_kdc = false
    dns_lookup_realm = false
    dns_canonicalize_hostname = false
    rdns = false
    udp_preference_limit = 1
[realms]
    {REALM} = {{
        kdc = 127.0.0.1:{port}
    }}
[domain_realm]
    localhost = {REALM}
""")
        self.write("kdc.conf", f"""[kdcdefaults]
    kdc_listen = ""
    kdc_tcp_listen = 127.0.0.1:{port}
[realms]
    {REALM} = {{
        database_name = {self.folder}/principal
        key_stash_file = {self.folder}/stash
        acl_file = {self.folder}/acl
    }}
""")
        self.environment = {"KRB5_CONFIG": self.path("krb5.conf"), "KRB5_KDC_PROFILE": self.path("kdc.conf"),
                            "KRB5RCACHENAME": "none:"}
        self.administer([program("kdb5_util"), "create", "-s", "-P", "master", "-r", REALM])
        for name, keys in (("doorstroom", "client.keytab"), ("HTTP/localhost", "proxy.keytab")):
            self.administer([program("kadmin.local"), "-r", REALM, "-q", f"addprinc -randkey {name}"])
            self.administer([program("kadmin.local"), "-r", REALM, "-q", f"ktadd -k {self.path(keys)} {name}"])
        super().__init__([program("krb5kdc"), "-n", "-r", REALM], [port], self.path("kdc.out"), env=self.environment)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def administer(self, arguments):
        subprocess.run(arguments, check=True, capture_output=True, env={**os.environ, **self.environment})

    def member(self, cache="MEMORY:"):
        """What a program's environment holds that has the realm's key of `doorstroom`."""
        return {**self.environment, "KRB5_CLIENT_KTNAME": self.path("client.keytab"), "KRB5CCNAME": cache}

    def stranger(self):
        """The same, without a key."""
        return {**self.environment, "KRB5_CLIENT_KTNAME": self.path("none.keytab"), "KRB5CCNAME": "MEMORY:"}
