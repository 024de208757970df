"""A disk that is full, in a file name space of its own, where it is a small file system in memory."""

import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.hindered import sending, serving  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.victim import Copy  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402

SIZE = 48_000_000
COUNTS = ("snapshot", "scan", "outbox", "outbox_attempt", "ledger")


class SmallDisk:
    """Mounted where the database lies, and where a backup goes; something else on it takes the room."""

    def __init__(self, path):
        self.path, self.ballast = path, os.path.join(path, "something-else")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", path], check=True)

    def fill(self, leaving):
        with open(self.ballast, "wb") as file:
            for _ in range(100):
                room = os.statvfs(self.path)
                wanted = room.f_bavail * room.f_frsize - leaving
                try:
                    if wanted > 0:
                        os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size + wanted)
                except OSError:
                    continue  # Somebody else wrote meanwhile.
                if leaving or room.f_bavail == 0:
                    return

    def full(self):
        """Fills it to the last byte; returns what frees it."""
        self.fill(0)
        return self.free

    def free(self):
        os.unlink(self.ballast)


def kept(bench):
    with Copy(bench) as copy:
        check(copy.rows("PRAGMA integrity_check") == [("ok",)], "the database is damaged")
        if not copy.rows("SELECT 1 FROM sqlite_master WHERE name = 'ledger'"):
            return {}
        return {table: copy.rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTS}


def attempts(bench, disk, arguments, levels):
    """Runs a verb with less and less room; whenever it fails it says so, keeps all of a step or nothing, and can be run
    again."""
    before, halves = kept(bench), []
    for leaving in levels:
        disk.fill(leaving)
        done = bench.attempt(*arguments)
        disk.free()
        if done.returncode == 0:
            break
        check(done.returncode == 75, f"{arguments[0]} on a full disk: exit code {done.returncode}, {done.stderr}")
        check("Free space" in done.stderr and "Fatal" not in done.stderr, f"it says what to do: {done.stderr}")
        halves.append(kept(bench))
    check(halves, f"{arguments} found room")
    bench.run(*arguments)
    bench.run("ledger", "verify")
    after = kept(bench)
    for half in halves:
        for table in ("snapshot", "outbox", "ledger"):
            check(half.get(table, 0) in (before.get(table, 0), after[table]), f"{arguments[0]} has kept half: {before} {half} {after}")


def levels(most):
    return [0, 4096, *sorted(random.randrange(most) for _ in range(4))]


def main(program):
    os.umask(0o077)
    random.seed(3)
    receiver = Receiver(lambda partner, number: (time.sleep(receiver.pause), 202)[1])
    receiver.pause = 0
    with Workbench(program) as bench:
        disk = SmallDisk(bench.path("data"))
        bench.settings["intake"]["maxAgeDays"] = 400
        for partner in ("werkcentrum", "gemeente", "school"):
            bench.add_partner(partner, receiver.port, ratePerSecond=500)
        bench.write_config()
        bundles = bench.sample(employees=3000, months=2, until=last_month_end())
        for number, bundle in enumerate(bundles):
            date = os.path.basename(bundle)
            attempts(bench, disk, ["import", bundle], levels(300_000))
            attempts(bench, disk, ["scan", "--as-of", date], levels(60_000))
            if number == 0:
                attempts(bench, disk, ["scan", "--as-of", date, "--release-now"], levels(200_000))
        check(kept(bench)["outbox"] > 40, "there is something to send")
        disk.fill(0)
        done = bench.attempt("deliver")
        disk.free()
        check(done.returncode == 75 and "Free space" in done.stderr, f"deliver on a full disk: {done.returncode} {done.stderr}")
        check(not receiver.arrivals, "and nothing was sent")
        sending(bench, receiver, disk.full, 2)
        backups(bench, disk)
        serving(bench, disk.full)
        subprocess.run(["umount", "-l", disk.path], check=True)
    finish()


def backups(bench, disk):
    """A backup that finds no room leaves nothing behind, and a restore the database that was there."""
    target = os.path.join(disk.path, "backup.doorstroom")
    disk.fill(100_000)
    done = bench.attempt("backup", target)
    left = [name for name in os.listdir(disk.path) if "backup" in name]
    disk.free()
    check(done.returncode == 75 and "Free space" in done.stderr, f"backup on a full disk: {done.returncode} {done.stderr}")
    check(not left, f"it leaves nothing: {left}")
    apart = bench.path("backup.doorstroom")
    bench.run("backup", apart)
    before = kept(bench)
    disk.fill(100_000)
    done = bench.attempt("restore", apart, "--force")
    disk.free()
    check(done.returncode == 75 and "Free space" in done.stderr, f"restore on a full disk: {done.returncode} {done.stderr}")
    check(kept(bench) == before, "what was there is there")
    bench.run("restore", apart, "--force")
    check(kept(bench) == before, "and with room it is restored")


if __name__ == "__main__":
    main(sys.argv[1])
