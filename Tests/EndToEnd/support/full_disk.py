"""A disk that is full, in a file name space of its own, where it is a small file system in memory."""

import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.clocks import DAY, LOOK, Clock, until  # noqa: E402
from support.peers import free_port  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.victim import Copy, beside  # noqa: E402
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


def sending(bench, disk, receiver):
    """The disk fills while events are on their way: nothing new begins, and nothing that was answered is sent again."""
    receiver.pause = 0.05
    sender = bench.start("deliver", "--until-empty")
    check(receiver.wait_for(10), "something is sent")
    disk.fill(0)
    time.sleep(3)
    stands = len(receiver.arrivals)
    time.sleep(2)
    check(len(receiver.arrivals) == stands, "nothing begins while no outcome can be kept")
    check(sender.poll() is None, "it waits for room")
    disk.free()
    check(sender.wait(60) == 0, "and goes on by itself")
    ids = [headers["webhook-id"] for _, headers, _ in receiver.arrivals]
    check(len(ids) == len(set(ids)), f"{len(ids) - len(set(ids))} events were sent twice, though nothing was killed")
    states = {row["state"] for row in bench.rows("deliveries", "list")}
    check(states <= {"delivered", "superseded", "withdrawn"}, f"everything is delivered: {states}")
    check("outbox-unavailable" in open(bench.path("log.txt")).read(), "the operator was told")


def serving(bench, disk):
    """The daemon outlives a full disk, also when a night falls due in it, and makes up for it."""
    bench.settings["console"], bench.settings["metrics"] = {"port": free_port()}, {"port": free_port()}
    bench.write_config()
    scans = lambda: beside(bench, "SELECT count(*) FROM scan")[0][0]
    before, clock = scans(), Clock(bench)
    daemon = clock.start("serve")
    try:
        until(lambda: os.path.exists(bench.path("data", "doorstroom.sqlite.sock")), "the daemon listens", bench)
        disk.fill(0)
        clock.set(DAY)
        time.sleep(LOOK)
        check(daemon.poll() is None, "the daemon outlives a night without room; see\n" + open(bench.path("log.txt")).read()[-2000:])
        check(scans() == before, "nothing was kept of it")
        disk.free()
        until(lambda: scans() > before, "the night is made up for once there is room", bench)
    finally:
        daemon.terminate()
        check(daemon.wait(30) == 0, "it ends in peace")
        clock.close()


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
        sending(bench, disk, receiver)
        backups(bench, disk)
        serving(bench, disk)
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
