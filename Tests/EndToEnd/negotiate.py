#!/usr/bin/env python3
"""A proxy that asks for Negotiate, in a Kerberos realm: with the realm's key, and without.

    negotiate.py PROGRAM
"""

import os
import sqlite3
import sys

from support.authority import Authority
from support.kerberos import REALM, Realm
from support.peers import Nginx, Squid, free_port
from support.workbench import Workbench, check, finish, last_month_end


def main(name):
    with Workbench(name) as bench:
        peers = []
        try:
            run(bench, peers)
        finally:
            for peer in peers:
                peer.stop()
    finish()


def run(bench, peers):
    authority = Authority(bench.folder, "authority")
    server = authority.issue("server", hosts=("hooks.partner.test",))
    port, proxy = free_port(), free_port()
    nginx = Nginx(bench.folder, [{"port": port, "certificate": server[0], "key": server[1], "http2": True}])
    peers.append(nginx)
    realm = Realm(bench.folder)
    peers.append(realm)
    squid = Squid(bench.folder, proxy, ["hooks.partner.test"], realm=realm, ports=[port])
    peers.append(squid)
    bench.add_partner("werkcentrum", 1, caFile=authority.certificate, allowPorts=[port],
                      proxy={"url": f"http://localhost:{proxy}", "authentication": {"kind": "negotiate"}, "allowAddresses": ["127.0.0.0/8", "::1/128"]})
    bench.partners[-1]["endpoint"]["url"] = f"https://hooks.partner.test:{port}/hook"
    bench.write_config()
    bench.run("check")
    bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
    bench.run("import", bundle)
    bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
    events = bench.pending()
    check(events > 3, f"there are only {events} events")

    without = bench.attempt("deliver", env=realm.stranger())
    told = outcomes(bench)
    check(not nginx.told(port) and {state for state, _, _ in told} == {"retrying"}, f"nothing goes out without a key: {told}")
    check({failures for _, failures, _ in told} == {0}, f"the proxy's refusal uses up no retry: {told}")
    check({problem for _, _, problem in told if problem} == {"proxy-authentication"}, f"and is called by its name: {told}; {without.stderr}")

    done = bench.attempt("deliver", "--until-empty", env=realm.member())
    check(done.returncode == 0, f"with the key everything goes: {done.returncode} {done.stdout}{done.stderr}")
    check({state for state, _, _ in outcomes(bench)} == {"delivered"}, f"delivered: {outcomes(bench)}")
    check(len({row[4] for row in nginx.told(port)}) == events, "each event arrived")
    check(f"doorstroom@{REALM}" in squid.told(), "the proxy knew who asked: " + squid.told()[-300:])

    cache = bench.path("ticket")
    ping = bench.attempt("partners", "test", "werkcentrum", env=realm.member("FILE:" + cache))
    check(ping.returncode == 0, f"a test goes the same way, and keeps its ticket: {ping.stdout}{ping.stderr}")
    check(os.path.getsize(cache) > 0, "in the cache that it was told of")


def outcomes(bench):
    """State, failures that count, and the last attempt's fault, of each event."""
    with sqlite3.connect(f"file:{bench.path('data', 'doorstroom.sqlite')}?mode=ro", uri=True) as db:
        return db.execute("SELECT state, failures, (SELECT fault FROM outbox_attempt WHERE outbox = id "
                          "ORDER BY number DESC LIMIT 1) FROM outbox").fetchall()


if __name__ == "__main__":
    main(sys.argv[1])
