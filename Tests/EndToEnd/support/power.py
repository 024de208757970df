"""Power that fails: of what a run wrote, only what was flushed is sure to be on disk; of the rest, anything.

strace records every write to the database's files, and every flush. For many moments the files are put together as a disk
might hold them after losing power then: all writes that a finished flush covers, and of the later ones none, all, or some
sectors of some of them. Whatever the world had seen by then must be in them."""

import collections
import os
import random
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from support.receiver import Receiver  # noqa: E402
from support.victim import Copy  # noqa: E402
from support.workbench import Workbench, check, finish, last_month_end  # noqa: E402

SECTOR = 512
CONCURRENCY = 4
CALL = re.compile(r"^(\d+\.\d+) (\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= (-?\d+).*<(\d+\.\d+)>$")
REMOVAL = re.compile(r'^(\d+\.\d+) unlink\("([^"]*)"\)\s+= 0 <(\d+\.\d+)>$')
WRITES, FLUSHES = ("pwrite64", "write"), ("fsync", "fdatasync")


class Recording:
    """What one run did to the files beside the database, in the order in which it did it."""

    def __init__(self, bench, arguments):
        self.folder = bench.path("data")
        self.before = bench.path("before")
        shutil.rmtree(self.before, ignore_errors=True)
        shutil.copytree(self.folder, self.before, ignore=shutil.ignore_patterns("*.sock", "*-shm"))
        trace = bench.path("trace")
        shutil.rmtree(trace, ignore_errors=True)
        os.makedirs(trace)
        done = subprocess.run(
            ["strace", "-ff", "-qq", "-y", "-xx", "-s", "100000", "-ttt", "-T", "-o", os.path.join(trace, "thread"),
             "-e", "trace=" + ",".join([*WRITES, *FLUSHES, "ftruncate", "unlink"]), "-e", "signal=none",
             bench.program, *arguments, "--config", bench.config], capture_output=True, text=True, timeout=600)
        check(done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr[-2000:]}")
        self.calls = []
        for name in os.listdir(trace):
            with open(os.path.join(trace, name)) as file:
                for line in file:
                    self.read(line)
        self.calls.sort(key=lambda call: call[0])
        self.begins, self.ends = self.calls[0][0], max(call[1] for call in self.calls)

    def read(self, line):
        found = CALL.match(line.rstrip("\n"))
        if not found:
            removed = REMOVAL.match(line.rstrip("\n"))
            if removed and decoded(removed[2]).decode().startswith(self.folder + "/"):
                begun, name = float(removed[1]), os.path.basename(decoded(removed[2]).decode())
                self.calls.append((begun, begun + float(removed[3]), "unlink", name, None, None))
            return
        when, call, _, path, rest, result, lasted = found.groups()
        path = decoded(path).decode()
        name = os.path.basename(path)
        if os.path.dirname(path) != self.folder or name.endswith(("-shm", ".lock")) or int(result) < 0:
            return
        when, data, place = float(when), None, None
        if call in WRITES:
            quoted = re.match(r'"([^"]*)"(\.\.\.)?, (\d+)(?:, (\d+))?', rest)
            data, place = decoded(quoted[1]), int(quoted[4] or 0)
            check(not quoted[2] and len(data) == int(result), "strace has shortened a write")
        elif call == "ftruncate":
            place = int(rest)
        self.calls.append((when, when + float(lasted), call, name, data, place))

    def flushes(self):
        return sum(call[2] in FLUSHES for call in self.calls)

    def put_together(self, moment, luck):
        """The files after losing power at the moment; `luck` says of a write that no flush covers which sectors are there."""
        flushed = {}
        for begun, ended, call, name, _, _ in self.calls:
            if call in FLUSHES and ended <= moment:
                flushed[name] = max(begun, flushed.get(name, 0))
        for name in os.listdir(self.folder):
            if not name.endswith(".sock"):
                os.unlink(os.path.join(self.folder, name))
        shutil.copytree(self.before, self.folder, dirs_exist_ok=True)
        for begun, _, call, name, data, place in self.calls:
            if call in FLUSHES or begun > moment:
                continue
            sure = begun < flushed.get(name, 0)
            path = os.path.join(self.folder, name)
            if call == "unlink":
                # Which names there are is written with the next flush of any file.
                if os.path.exists(path) and (begun < max(flushed.values(), default=0) or luck()):
                    os.unlink(path)
                continue
            with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
                if call == "ftruncate":
                    if sure or luck():
                        file.truncate(place)
                    continue
                for start in range(0, len(data), SECTOR):
                    if sure or luck():
                        file.seek(place + start)
                        file.write(data[start:start + SECTOR])


def decoded(text):
    """What strace wrote in hexadecimal, or plainly."""
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def lucks():
    """None of what was not flushed, all of it, and two kinds of some."""
    def some(share):
        return lambda: random.random() < share
    return [lambda: False, lambda: True, some(0.5), some(0.9)]


def rows(bench):
    with Copy(bench) as copy:
        check(copy.rows("PRAGMA integrity_check") == [("ok",)], "the database is damaged")
        check(copy.rows("PRAGMA foreign_key_check") == [], "a reference leads nowhere")
        if not copy.rows("SELECT 1 FROM sqlite_master WHERE name = 'ledger'"):
            return 0, 0, {}
        return copy.rows("SELECT count(*) FROM snapshot")[0][0], copy.rows("SELECT count(*) FROM scan")[0][0], dict(
            copy.rows("SELECT event, state FROM outbox"))


def verbs(bench, bundle):
    """Once a verb has said that it is done, it is."""
    scan = ["scan", "--as-of", os.path.basename(bundle)]
    bench.run("check")
    for arguments in (["import", bundle], scan, [*scan, "--release-now"]):
        recording = Recording(bench, arguments)
        done = rows(bench)
        for luck in lucks():
            recording.put_together(recording.ends, luck)
            check(rows(bench) == done, f"{arguments[0]} had ended, and after losing power there is {rows(bench)[:2]} of {done[:2]}")
        bench.run("ledger", "verify")
    return done[2]


def sending(bench, receiver, cuts, resumed):
    """What has arrived was leased on disk before; what a connection has done with is delivered on disk."""
    offset = time.time() - time.monotonic()
    recording = Recording(bench, ["deliver", "--until-empty"])
    ids = [headers["webhook-id"] for _, headers, _ in receiver.arrivals]
    times = [when + offset for when in receiver.times]
    partners = dict(zip(ids, (partner for partner, _, _ in receiver.arrivals)))
    moments = sorted({random.randrange(len(ids)) for _ in range(cuts)})
    again, most = 0, 0
    for turn, last in enumerate(moments):
        # When the request came in, or a random moment before the next one.
        moment = times[last] + random.choice([0, random.uniform(0, max(0, times[min(last + 1, len(times) - 1)] - times[last]))])
        recording.put_together(moment, lucks()[turn % 4])
        states = rows(bench)[2]
        arrived = ids[:last + 1]
        gone = [id for id in arrived if states.get(id) in (None, "pending")]
        check(not gone, f"{len(gone)} of {len(arrived)} events had arrived, and the disk knows of no attempt")
        # A place in a lane is taken again only once what came of the former attempt is on disk.
        flying = collections.Counter(partners[id] for id in arrived if states[id] != "delivered")
        check(max(flying.values(), default=0) <= CONCURRENCY, f"more was sent than places are in a lane: {flying}")
        if turn % resumed:
            continue
        begun = len(receiver.arrivals)
        bench.run("deliver", "--until-empty")
        repeated = [headers["webhook-id"] for _, headers, _ in receiver.arrivals[begun:] if headers["webhook-id"] in arrived]
        check(len(repeated) <= sum(flying.values()), f"{len(repeated)} sent again, and {sum(flying.values())} were in flight")
        check(all(states[headers["webhook-id"]] != "delivered" for _, headers, _ in receiver.arrivals[begun:]), "nothing else is")
        check(set(rows(bench)[2].values()) <= {"delivered", "superseded", "withdrawn"}, "everything is delivered")
        check("ledger-cut" not in bench.run("notices"), "a power failure cuts no ledger")
        bench.run("ledger", "verify")
        again, most = again + len(repeated), max(most, len(repeated))
    print(f"{len(moments)} power failures among {len(ids)} deliveries and {recording.flushes()} flushes: 0 lost, at most {most} sent again "
          f"of {len(set(partners.values()))} times {CONCURRENCY} in flight")


def main(program, cuts=60, seed=9):
    random.seed(seed)
    if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        print("NOT TESTED: power failures, since this machine lets nobody trace (strace)")
        return
    receiver = Receiver(lambda partner, number: (time.sleep(0.005), 202)[1])
    with Workbench(program) as bench:
        bench.settings["intake"]["maxAgeDays"] = 400
        for partner in ("werkcentrum", "gemeente", "school"):
            bench.add_partner(partner, receiver.port, ratePerSecond=500, concurrency=CONCURRENCY)
        bench.write_config()
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        check(len(verbs(bench, bundle)) > 60, "there is something to send")
        sending(bench, receiver, int(os.environ.get("CUTS", cuts)), resumed=6)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
