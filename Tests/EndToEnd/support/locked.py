"""Another program that keeps the database locked: for a moment, for long, and while a night falls due."""

import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.hindered import sending, serving  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402


class Lock:
    """Held by this process, which is another one than the database's owner. `whole` keeps readers out as well."""

    def __init__(self, bench, whole=False):
        self.connection = sqlite3.connect(bench.settings["storage"]["path"], isolation_level=None, timeout=60)
        if whole:
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.connection.execute("BEGIN EXCLUSIVE")
        if whole:
            self.connection.execute("CREATE TABLE IF NOT EXISTS foreign_lock (x)")

    def release(self):
        self.connection.execute("ROLLBACK")
        self.connection.close()


def verbs(bench, runs):
    """A verb waits a moment; then it says that somebody else has the database, and works once that has gone."""
    for arguments in runs:
        lock = Lock(bench)
        begun = time.monotonic()
        done = bench.attempt(*arguments)
        check(done.returncode == 75 and "in use by another program" in done.stderr and "fuser" in done.stderr,
              f"{arguments[0]}: {done.returncode} {done.stderr}")
        check(time.monotonic() - begun < 60, f"{arguments[0]} does not wait for ever")
        lock.release()
        lock = Lock(bench)
        running = bench.start(*arguments)
        time.sleep(2.5)
        lock.release()
        check(running.wait(120) == 0, f"{arguments[0]} waits for a moment's lock; see\n" + open(bench.path("log.txt")).read()[-1500:])


def main(program):
    receiver = Receiver(lambda partner, number: (time.sleep(receiver.pause), 202)[1])
    receiver.pause = 0
    with Workbench(program) as bench:
        bench.settings["intake"]["maxAgeDays"] = 400
        for partner in ("werkcentrum", "gemeente", "school"):
            bench.add_partner(partner, receiver.port, ratePerSecond=500)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        scan = ["scan", "--as-of", os.path.basename(bundle)]
        bench.run("check")
        verbs(bench, [["import", bundle], scan, [*scan, "--release-now"]])
        lock = Lock(bench)
        done = bench.attempt("deliver")
        lock.release()
        check(done.returncode == 75 and not receiver.arrivals, f"deliver: {done.returncode} {done.stderr}")
        sending(bench, receiver, lambda: Lock(bench).release, 5)
        bench.run("ledger", "verify")
        serving(bench, lambda: Lock(bench).release, 6)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
