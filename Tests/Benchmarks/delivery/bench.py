"""The delivery, measured: rate and memory, time from due to received, what one hanging partner costs, start-up.

    bench.py PROGRAM RECEIVER SCRATCH

Events are put into the outbox as a release puts them there: pending, due, one subject each. RUNS sets the runs of each
measurement (5), EVENTS and PARTNERS their number (100,000 over 50), PACED how long the paced run lasts (30), ROWS the
waiting events of the start-up (1,000,000).
"""

import base64
import os
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

RUNS = int(os.environ.get("RUNS", 5))
EVENTS = int(os.environ.get("EVENTS", 100_000))
PARTNERS = int(os.environ.get("PARTNERS", 50))
PACED = int(os.environ.get("PACED", 30))
ROWS = int(os.environ.get("ROWS", 1_000_000))
RATE = 200

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
BODY = ('{"specversion":"1.0","id":"%s","type":"nl.doorstroom.redundancies.alert-raised.v1","data":{"filler":"' + "x" * 1280 + '"}}')


class Receiver:
    """The partners' end, for one run."""

    def __init__(self, program, notes):
        self.notes = notes
        self.process = subprocess.Popen([program, notes], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def stop(self):
        """What arrived: moment, id and path of each request."""
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait() != 0:
            sys.exit("The receiver could not write its notes.")
        self.process.stdout.close()
        with open(self.notes) as file:
            return [(float(moment), event, path) for moment, event, path in map(str.split, file)]


class Employer:
    """A configuration with partners, and an outbox to fill."""

    def __init__(self, program, folder, port, hanging=False):
        self.program, self.folder = program, folder
        subprocess.run(["rm", "-rf", folder], check=True)
        subprocess.run([program, "init", folder], check=True, stdout=subprocess.DEVNULL)
        os.remove(os.path.join(folder, "partners.d/sandbox.yaml"))
        with open(os.path.join(folder, "secrets/sandbox.secret"), "w") as file:
            file.write(SECRET + "\n")
        names = [f"p{number:02}" for number in range(PARTNERS)]
        with open(os.path.join(folder, "doorstroom.yaml"), "a") as file:
            file.write("console: {port: 0}\nmetrics: {port: 0}\npartners:\n")
            for name, path in [(name, f"/hooks/{name}") for name in names] + ([("hanging", "/hang")] if hanging else []):
                # The highest rate that the configuration takes: no limit at these numbers.
                file.write(f"""  - id: {name}
    name: {name}
    kind: mobility-centre
    regions: ["*"]
    events: [redundancies]
    endpoint: {{url: "http://127.0.0.1:{port}{path}", secretFile: secrets/sandbox.secret, ratePerSecond: 10000}}
    agreement: {{reference: benchmark, disclosure: aggregate, release: automatic}}
""")
        self.partners = names
        self.run("deliver")
        self.path = os.path.join(folder, "data/doorstroom.sqlite")

    def command(self, verb):
        return [self.program, verb, "--config", os.path.join(self.folder, "doorstroom.yaml")]

    def run(self, verb):
        subprocess.run(self.command(verb), check=True, stdout=subprocess.DEVNULL)

    def fill(self, dues, partner=None, prefix="event"):
        """One pending event for each due moment (milliseconds), the partners in turn."""
        database = sqlite3.connect(self.path)
        # What the ledger's triggers ask the program for; nothing here verifies the chain.
        database.create_function("ledger_hash", 13, lambda *fields: bytes(32))
        database.create_function("ledger_digest", 1, lambda body: bytes(32))
        database.execute("PRAGMA synchronous = OFF")
        now = int(time.time() * 1000)
        with database:
            for number, due in enumerate(dues):
                event, target = f"{prefix}-{number:07}", partner or self.partners[number % len(self.partners)]
                row = database.execute(
                    "INSERT INTO outbox (event, partner, type, subject, sequence, withdrawal, time, state, due, changed) "
                    "VALUES (?, ?, 'nl.doorstroom.redundancies.alert-raised.v1', ?, 1, 0, ?, 'pending', ?, ?)",
                    (event, target, f"subject-{prefix}-{number}", now, due, now)).lastrowid
                database.execute("INSERT INTO outbox_body VALUES (?, ?)", (row, (BODY % event).encode()))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        os.sync()

    def count(self, state):
        database = sqlite3.connect(self.path)
        [count] = database.execute("SELECT count(*) FROM outbox WHERE state = ?", (state,)).fetchone()
        database.close()
        return count


def finished(process):
    """Seconds of processor time and peak memory in MiB of a process that has ended."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rate(program, receiver_program, scratch):
    """Events a second while everything is due at once, from the process's start to its end."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    employer = Employer(program, os.path.join(scratch, "employer"), receiver.port)
    employer.fill([int(time.time() * 1000)] * EVENTS)
    begun = time.monotonic()
    process = subprocess.Popen(employer.command("deliver"), stdout=subprocess.DEVNULL)
    cpu, memory = finished(process)
    seconds = time.monotonic() - begun
    arrived = receiver.stop()
    if process.returncode != 0 or len(arrived) != EVENTS or employer.count("delivered") != EVENTS:
        sys.exit(f"Only {len(arrived)} of {EVENTS} arrived, {employer.count('delivered')} are recorded as delivered.")
    return EVENTS / seconds, memory, cpu / seconds


def paced(program, receiver_program, scratch, hanging):
    """Milliseconds from due to received at a steady rate, of the partners that answer."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    employer = Employer(program, os.path.join(scratch, "employer"), receiver.port, hanging=hanging)
    first = int(time.time() * 1000) + 5_000
    dues = [first + number * 1000 // RATE for number in range(PACED * RATE)]
    employer.fill(dues)
    if hanging:
        employer.fill([first] * 500, partner="hanging", prefix="hanging")
    process = subprocess.Popen(employer.command("serve"), stderr=subprocess.DEVNULL)
    time.sleep(max(0, dues[-1] / 1000 - time.time()) + 1)
    # Killed, since a stop would wait for the one that hangs.
    process.kill()
    _, memory = finished(process)
    late = [moment * 1000 - dues[int(event.split("-")[1])] for moment, event, path in receiver.stop() if path != "/hang"]
    if len(late) != len(dues):
        sys.exit(f"Only {len(late)} of {len(dues)} paced events arrived.")
    return sorted(late), memory


def startup(program, scratch, rows):
    """Seconds from the process's start until it calls itself ready."""
    employer = Employer(program, os.path.join(scratch, "employer"), 9)
    if rows:
        employer.fill([int(time.time() * 1000) + 86_400_000] * rows)
    path = os.path.join(scratch, "notify")
    if os.path.exists(path):
        os.remove(path)
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(path)
    manager.settimeout(60)
    seconds = []
    for _ in range(RUNS):
        begun = time.monotonic()
        process = subprocess.Popen(employer.command("serve"), stderr=subprocess.DEVNULL, env={**os.environ, "NOTIFY_SOCKET": path})
        while not manager.recv(4096).startswith(b"READY=1"):
            pass
        seconds.append(time.monotonic() - begun)
        process.terminate()
        finished(process)
    manager.close()
    return statistics.median(seconds)


def percentile(values, share):
    return values[min(len(values) - 1, int(len(values) * share))]


def main(program, receiver, scratch):
    os.makedirs(scratch, exist_ok=True)
    rates, alone, beside = [], [], []
    for number in range(RUNS + 1):
        runs = rate(program, receiver, scratch), paced(program, receiver, scratch, False), paced(program, receiver, scratch, True)
        if number == 0:
            continue  # The first warms the machine up.
        rates.append(runs[0])
        alone.append(runs[1])
        beside.append(runs[2])
        print(f"  run {number}: {runs[0][0]:.0f}/s, {runs[0][1]:.0f} MiB; p99 {percentile(runs[1][0], .99):.2f} ms, "
              f"beside a hanging partner {percentile(runs[2][0], .99):.2f} ms", file=sys.stderr)
    numbers = [r[0] for r in rates]
    print(f"\n| {EVENTS:,} pending events over {PARTNERS} partners, signed, 1.4 KB, loopback, no rate limit | |\n|---|---|")
    print(f"| events a second, process start and end included | {statistics.median(numbers):,.0f} ({min(numbers):,.0f}..{max(numbers):,.0f}) |")
    print(f"| peak memory | {max(r[1] for r in rates):.0f} MiB |")
    print(f"| cores used | {statistics.median(r[2] for r in rates):.2f} |")
    p99 = {}
    for name, runs in (("", alone), (", beside one partner that hangs", beside)):
        p99[name] = statistics.median(percentile(run[0], .99) for run in runs)
        half = statistics.median(percentile(run[0], .5) for run in runs)
        print(f"| from due to received at a paced {RATE}/s{name}: median · p99 | {half:.2f} · {p99[name]:.2f} ms |")
    change = p99[", beside one partner that hangs"] / p99[""] - 1
    print(f"| change of the others' p99 by the one that hangs | {change:+.0%} |")
    print(f"| peak memory, paced | {max(r[1] for r in alone):.0f} MiB |")
    print(f"| start to ready: nothing waits · {ROWS:,} events wait | {startup(program, scratch, 0):.2f} · {startup(program, scratch, ROWS):.2f} s |")


if __name__ == "__main__":
    main(*sys.argv[1:])
