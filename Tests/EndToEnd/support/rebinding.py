"""A partner whose name resolves to another address each time. Runs in a network and file name space of its own, where
this process is the name server."""

import os
import socket
import sqlite3
import struct
import subprocess
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.authority import Authority  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402

PUBLIC = "93.184.216.34"
INSIDE = "10.1.2.3"


class Names:
    """A name server on 127.0.0.1: `answers` holds, per name, what each next question for an IPv4 address is told."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, peer = self.socket.recvfrom(1500)
            end, labels = 12, []
            while query[end]:
                labels.append(query[end + 1:end + 1 + query[end]].decode())
                end += query[end] + 1
            name, kind = ".".join(labels).lower(), struct.unpack(">H", query[end + 1:end + 3])[0]
            told = []
            if kind == 1 and name in self.answers:
                turns = self.answers[name]
                told = turns.pop(0) if len(turns) > 1 else turns[0]
                self.asked.append((name, told))
            head = query[:2] + struct.pack(">HHHHH", 0x8180, 1, len(told), 0, 0)
            rows = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + socket.inet_aton(address) for address in told)
            self.socket.sendto(head + query[12:end + 5] + rows, peer)


def main(program):
    os.umask(0o077)
    for command in (["ip", "link", "set", "lo", "up"],
                    # Everything in these blocks is answered here, and only the first address is this host's own.
                    ["ip", "address", "add", "93.184.216.1/24", "dev", "lo"], ["ip", "address", "add", "10.1.2.1/24", "dev", "lo"]):
        subprocess.run(command, check=True)
    with Workbench(program) as bench:
        for name, text in (("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"), ("hosts", "127.0.0.1 localhost\n"),
                           ("nsswitch.conf", "hosts: files dns\n")):
            path = bench.write_private(name, text)
            subprocess.run(["mount", "--bind", path, os.path.realpath("/etc/" + name)], check=True)
        names = Names({
            "steady.partner.test": [[PUBLIC]], "inside.partner.test": [[INSIDE]], "turning.partner.test": [[PUBLIC], [INSIDE]],
            "loopback.partner.test": [["127.0.0.1"]], "own.partner.test": [["93.184.216.1"]], "listed.partner.test": [[INSIDE]],
            "both.partner.test": [[INSIDE, "127.0.0.1", "169.254.169.254"]]})
        authority = Authority(bench.folder, "authority")
        hosts = list(names.answers)
        pair = authority.issue("server", hosts=hosts)
        conf = bench.path("nginx.conf")
        os.makedirs(bench.path("nginx"))
        with open(conf, "w") as file:
            file.write(f"user root; daemon off; pid {bench.folder}/nginx/pid; error_log {bench.folder}/error.log;\n"
                       "events {}\nhttp { log_format told '$server_addr $host $status'; "
                       f"access_log {bench.folder}/access.log told;\n"
                       + " ".join(f"{kind}_temp_path {bench.folder}/nginx/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
                       # A connection that ends with each request makes each attempt look the name up again.
                       + f" keepalive_timeout 0; server {{ listen 0.0.0.0:443 ssl; ssl_certificate {pair[0]}; "
                       f"ssl_certificate_key {pair[1]}; location / {{ return 202; }} }} }}\n")
        nginx = subprocess.Popen(["nginx", "-c", conf], env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"})
        try:
            for host in hosts:
                partner = host.split(".")[0]
                bench.add_partner(partner, 1, caFile=authority.certificate, concurrency=1, **(
                    {"allowAddresses": ["10.1.2.0/24"]} if partner == "listed" else {}))
                bench.partners[-1]["endpoint"]["url"] = f"https://{host}/hook"
            bench.write_config()
            bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
            bench.run("import", bundle)
            bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
            # libcurl keeps a name for a minute of its own, in one process: two runs look twice.
            bench.run("partners", "test", "turning")
            turned = bench.attempt("partners", "test", "turning")
            check(turned.returncode == 1 and "address-private" in turned.stderr, f"the name that turned inside is refused: {turned}")
            bench.run("deliver")
            with sqlite3.connect(bench.path("data", "doorstroom.sqlite")) as db:
                found = {}
                for partner, problem, reached in db.execute("SELECT partner, coalesce(status, fault), reached FROM outbox "
                                                            "JOIN outbox_attempt ON outbox = outbox.id"):
                    found.setdefault(partner, set()).add((problem, reached))
            expected = {"steady": (202, 1), "listed": (202, 1), "turning": ("address-private", 0), "inside": ("address-private", 0),
                        "loopback": ("address-loopback", 0), "own": ("address-own-host", 0)}
            for partner, outcome in expected.items():
                check(found[partner] == {outcome}, f"{partner}: {found[partner]}, expected {outcome}")
            check(all(problem.startswith("address-") for problem, _ in found["both"]), f"no address of several: {found['both']}")
            with open(bench.path("access.log")) as file:
                served = [tuple(line.split()) for line in file]
            check({row[1] for row in served} == {"steady.partner.test", "listed.partner.test", "turning.partner.test"},
                  f"nobody else was spoken to: {set(served)}")
            check([row[0] for row in served if row[1].startswith("turning")] == [PUBLIC], "and the turning name once, outside")
            check("address-denied" in bench.run("notices", "--format", "csv"), "the operator is told")
        finally:
            nginx.terminate()
            nginx.wait()
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
