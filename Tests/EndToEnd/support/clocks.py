"""Programs whose calendar's clock jumps, while the clocks that only run forward go on as they do."""

import datetime
import os
import struct
import subprocess
import sys
import time
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.peers import free_port  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.victim import beside  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end, until  # noqa: E402

HOUR, DAY = 3600, 86_400
# The schedule and the upkeep of deliveries look at the clock that often, and a little more.
LOOK = 23
ZONE = zoneinfo.ZoneInfo("Europe/Amsterdam")


class Clock:
    """The time that a process believes in: off the true one by so many seconds, from now on."""

    def __init__(self, bench):
        self.bench, self.offset = bench, 0
        library, path = bench.path("calendar_clock.so"), bench.path("calendar-offset")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "calendar_clock.c")
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        self.file = open(path, "w+b", buffering=0)
        self.set(0)
        self.environment = {"LD_PRELOAD": library, "CALENDAR_OFFSET": path}

    def close(self):
        self.file.close()

    def set(self, seconds):
        self.offset = seconds
        os.pwrite(self.file.fileno(), struct.pack("q", seconds * 1_000_000_000), 0)

    def now(self):
        return time.time() + self.offset

    def turn_to(self, days=0, hour=0, minute=0, date=None):
        """To a time of the employer's day, so many days from today, or to a moment."""
        if date:
            wanted = datetime.datetime.fromisoformat(date)
        else:
            day = datetime.datetime.now(ZONE).date() + datetime.timedelta(days=days)
            wanted = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
        self.set(int(wanted.timestamp() - time.time()))

    def start(self, *arguments):
        return subprocess.Popen([self.bench.program, *arguments, "--config", self.bench.config], stdout=subprocess.DEVNULL,
                                stderr=open(self.bench.path("log.txt"), "a"), env={**os.environ, **self.environment})


def states(bench):
    return dict(beside(bench, "SELECT state, count(*) FROM outbox GROUP BY state"))


def main(program):
    """What waits for its release waits until then, what waits for a partner no longer than it was to, and each night is once,
    whatever the clock does."""
    status = {"now": 503}
    receiver = Receiver(lambda partner, number: status["now"])
    with Workbench(program) as bench:
        bench.settings["intake"]["maxAgeDays"] = 400
        bench.settings["schedule"] = {"scan": "30 2 * * *", "release": "0 9 * * *"}
        bench.settings["console"], bench.settings["metrics"] = {"port": free_port()}, {"port": free_port()}
        bench.add_partner("werkcentrum", receiver.port, ratePerSecond=500)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        clock = Clock(bench)
        clock.turn_to(days=1, hour=3)
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle))
        daemon = clock.start("serve")
        try:
            until(lambda: os.path.exists(bench.path("data", "doorstroom.sqlite.sock")), "the daemon listens", bench)
            jumps(bench, clock, receiver, status)
            nights(bench, clock)
        finally:
            daemon.terminate()
            check(daemon.wait(30) == 0, "the daemon ends in peace")
            clock.close()
        bench.run("ledger", "verify")
        check("ledger-cut" not in bench.run("notices"), "no ledger was cut")
    finish()


def jumps(bench, clock, receiver, status):
    clock.turn_to(days=1, hour=8, minute=50)
    time.sleep(LOOK)
    check(not receiver.arrivals and not states(bench), "ten minutes before its release nothing is sent")
    clock.turn_to(days=1, hour=9, minute=1)
    until(lambda: "retrying" in states(bench) and "leased" not in states(bench), "it is released, and refused", bench)
    queued = sum(states(bench).values())
    clock.set(clock.offset - DAY)
    # A few seconds were left to wait: they are no day and a few seconds now. Of a partner that fails, one event is tried at a time.
    begun = len(receiver.arrivals)
    until(lambda: len(receiver.arrivals) > begun, "a clock that is set back keeps nobody waiting", bench, seconds=120)
    untried = states(bench).get("pending", 0)
    status["now"] = 202
    clock.set(clock.offset + HOUR)
    until(lambda: states(bench).get("delivered", 0) == queued - untried, "what was tried is delivered", bench, seconds=120)
    off = abs(int(receiver.arrivals[-1][1]["webhook-timestamp"]) - clock.now())
    check(off < HOUR / 2, f"a signature says when it was sent, by the clock as it is then: {off:.0f} s off")
    check(states(bench).get("pending", 0) == untried, "what was never tried waits for the moment of its release to come again")
    clock.turn_to(days=1, hour=10)
    until(lambda: states(bench) == {"delivered": queued}, "a clock that is put forward loses nothing", bench, seconds=120)
    delivered = [headers["webhook-id"] for _, headers, _ in receiver.arrivals[-queued:]]
    check(len(set(delivered)) == queued, "and repeats nothing")
    check(len({headers["webhook-id"] for _, headers, _ in receiver.arrivals}) == queued, "each event has one id")


def nights(bench, clock):
    """02:30 does not exist on 28 March 2027, and comes twice on 31 October."""
    scans = lambda: beside(bench, "SELECT count(*) FROM scan")[0][0]
    before = scans()
    clock.turn_to(date="2027-03-28T01:40:00+00:00")
    until(lambda: scans() == before + 1, "the night of the hour that is skipped is made", bench)
    clock.turn_to(date="2027-10-31T00:35:00+00:00")
    until(lambda: scans() == before + 2, "and so is the one of the hour that comes twice", bench)
    clock.turn_to(date="2027-10-31T01:35:00+00:00")
    time.sleep(LOOK)
    check(scans() == before + 2, "once")


if __name__ == "__main__":
    main(sys.argv[1])
