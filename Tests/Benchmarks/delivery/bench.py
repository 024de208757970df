"""The delivery, measured: rate and memory, time from due to received, what a partner in trouble costs the others, what a kill
loses, start-up; and Alertmanager beside it.

    bench.py PROGRAM RECEIVER SCRATCH [ALERTMANAGER]

Events are put into the outbox as a release puts them there: pending, due, one subject each. RUNS sets the runs of each
measurement (5), EVENTS and PARTNERS their number (100,000 over 50), PACED how many seconds a paced run lasts (20), ROWS
the waiting events of the start-up (1,000,000), ALERTS those of Alertmanager and of the kill (20,000).
"""

import base64
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

import alertmanager
from machine import Receiver, finished, idle

RUNS = int(os.environ.get("RUNS", 5))
EVENTS = int(os.environ.get("EVENTS", 100_000))
PARTNERS = int(os.environ.get("PARTNERS", 50))
PACED = int(os.environ.get("PACED", 20))
ROWS = int(os.environ.get("ROWS", 1_000_000))
ALERTS = int(os.environ.get("ALERTS", 20_000))
RATE = 200
# Partners in trouble, beside those that are measured: where their requests go, and their own rate.
TROUBLES = {"hangs": ("/hang", 10_000), "answers 500": ("/fail", 10_000), "agreed on 1 a second": ("/agreed", 1)}
BACKLOG = 500

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
BODY = ('{"specversion":"1.0","id":"%s","type":"nl.doorstroom.redundancies.alert-raised.v1","data":{"filler":"' + "x" * 1280 + '"}}')


class Employer:
    """A configuration with partners, and an outbox to fill."""

    def __init__(self, program, folder, port, trouble=None):
        self.program, self.folder = program, folder
        subprocess.run(["rm", "-rf", folder], check=True)
        subprocess.run([program, "init", folder], check=True, stdout=subprocess.DEVNULL)
        os.remove(os.path.join(folder, "partners.d/sandbox.yaml"))
        with open(os.path.join(folder, "secrets/sandbox.secret"), "w") as file:
            file.write(SECRET + "\n")
        names = [f"p{number:02}" for number in range(PARTNERS)]
        with open(os.path.join(folder, "doorstroom.yaml"), "a") as file:
            file.write("console: {port: 0}\nmetrics: {port: 0}\npartners:\n")
            # The highest rate that the configuration takes: no limit at these numbers.
            rows = [(name, f"/hooks/{name}", 10_000) for name in names]
            if trouble:
                rows.append(("trouble", *TROUBLES[trouble]))
            for name, path, rate in rows:
                file.write(f"""  - id: {name}
    name: {name}
    kind: mobility-centre
    regions: ["*"]
    events: [redundancies]
    endpoint: {{url: "http://127.0.0.1:{port}{path}", secretFile: secrets/sandbox.secret, ratePerSecond: {rate}}}
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


def paced(program, receiver_program, scratch, trouble=None):
    """Milliseconds from due to received at a steady rate, of the partners that answer; one may be in trouble beside them."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    employer = Employer(program, os.path.join(scratch, "employer"), receiver.port, trouble)
    first = int(time.time() * 1000) + 4_000
    dues = [first + number * 1000 // RATE for number in range(PACED * RATE)]
    employer.fill(dues)
    if trouble:
        employer.fill([first] * BACKLOG, partner="trouble", prefix="trouble")
    process = subprocess.Popen(employer.command("serve"), stderr=subprocess.DEVNULL)
    time.sleep(max(0, dues[-1] / 1000 - time.time()))
    end = time.monotonic() + 30
    while receiver.count() < len(dues) and time.monotonic() < end:
        time.sleep(0.2)
    # The count has those of the partner in trouble, too.
    time.sleep(1)
    # Killed, since a stop would wait for the one that hangs.
    process.kill()
    _, memory = finished(process)
    late = [moment * 1000 - dues[int(event.split("-")[1])] for moment, event, path in receiver.stop() if path.startswith("/hooks")]
    if len(late) != len(dues):
        sys.exit(f"Only {len(late)} of {len(dues)} paced events arrived.")
    return sorted(late), memory


def killed(program, receiver_program, scratch):
    """How many events have not arrived after a SIGKILL in the middle and another run, and how many came twice."""
    receiver = Receiver(receiver_program, os.path.join(scratch, "notes"))
    employer = Employer(program, os.path.join(scratch, "employer"), receiver.port)
    employer.fill([int(time.time() * 1000)] * ALERTS)
    process = subprocess.Popen(employer.command("deliver"), stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while receiver.count() < ALERTS // 4 and time.monotonic() < end:
        time.sleep(0.01)
    process.kill()
    finished(process)
    employer.run("deliver")
    events = [event for _, event, _ in receiver.stop()]
    return ALERTS - len(set(events)), len(events) - len(set(events))


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


def main(program, receiver, scratch, peer=None):
    os.makedirs(scratch, exist_ok=True)
    rates, peers = [], []
    conditions = [None, *TROUBLES]
    late = {condition: [] for condition in conditions}
    machine, peer_late = [], []
    rate(program, receiver, scratch)  # Warms the machine up.
    # One after the other in every run, so that whatever else the machine does meets all alike.
    for number in range(RUNS):
        rates.append(rate(program, receiver, scratch))
        if peer:
            peers.append(alertmanager.rate(peer, receiver, scratch, ALERTS))
        for condition in conditions[number % len(conditions):] + conditions[:number % len(conditions)]:
            late[condition].append(paced(program, receiver, scratch, condition))
        machine.append(idle(PACED, RATE))
        if peer:
            peer_late.append(alertmanager.paced(peer, receiver, scratch, [number / RATE for number in range(PACED * RATE)]))
        print(f"  run {number + 1}: {rates[-1][0]:.0f}/s, {rates[-1][1]:.0f} MiB"
              + (f"; Alertmanager {peers[-1][0]:.0f}/s, {peers[-1][1]:.0f} MiB" if peer else "") + "; p99 "
              + ", ".join(f"{name or 'alone'} {percentile(late[name][-1][0], .99):.2f} ms" for name in conditions)
              + (f", Alertmanager {percentile(peer_late[-1], .99):.2f} ms" if peer else "")
              + f", the machine itself {percentile(machine[-1], .99):.2f} ms", file=sys.stderr)
    numbers = [r[0] for r in rates]
    lost, twice = killed(program, receiver, scratch)
    print(f"\n| {EVENTS:,} pending events over {PARTNERS} partners, signed, 1.4 KB, loopback, no rate limit | |\n|---|---|")
    print(f"| events a second, every outcome on disk, process start and end included | {statistics.median(numbers):,.0f} ({min(numbers):,.0f}..{max(numbers):,.0f}) |")
    print(f"| peak memory | {max(r[1] for r in rates):.0f} MiB |")
    print(f"| cores used | {statistics.median(r[2] for r in rates):.2f} |")
    print(f"| {ALERTS:,} events, SIGKILL in the middle, another run: lost · came twice | {lost} · {twice} |")
    if peer:
        speeds = [p[0] for p in peers]
        print(f"| Alertmanager, {ALERTS:,} alerts, nothing on disk: a second | {statistics.median(speeds):,.0f} ({min(speeds):,.0f}..{max(speeds):,.0f}) |")
        print(f"| Alertmanager: peak memory | {max(p[1] for p in peers):.0f} MiB |")
        print(f"| Alertmanager: of {ALERTS:,} accepted alerts, SIGKILL, restart: lost | {alertmanager.killed(peer, receiver, scratch, ALERTS):,} |")
    print(f"| peak memory, paced | {max(r[1] for r in late[None]):.0f} MiB |")
    print(f"| start to ready: nothing waits · {ROWS:,} events wait | {startup(program, scratch, 0):.2f} · {startup(program, scratch, ROWS):.2f} s |")

    print(f"\n| {PACED * RATE * RUNS:,} events to {PARTNERS} partners at {RATE}/s, from due to received | median | p99 | p99 against none in trouble |\n|---|---|---|---|")
    p99 = {name: [percentile(run[0], .99) for run in runs] for name, runs in late.items()}
    for name in conditions:
        half = statistics.median(percentile(run[0], .5) for run in late[name])
        # Run by run, since those of one run met the machine in the same mood.
        change = statistics.median(here / alone for here, alone in zip(p99[name], p99[None])) - 1
        print(f"| {f'one more, who {name}' if name else 'none in trouble'} | {half:.2f} ms | {statistics.median(p99[name]):.2f} ms | {f'{change:+.1%}' if name else ''} |")
    others = [("Alertmanager: from posted to received", peer_late)] if peer else []
    for name, runs in others + [("the machine at rest: 0.1 ms of work", machine)]:
        half, most = (statistics.median(percentile(run, share) for run in runs) for share in (.5, .99))
        print(f"| {name} | {half:.2f} ms | {most:.2f} ms | |")
    if peer:
        ratio = statistics.median(percentile(run[0], .99) / percentile(theirs, .99) for run, theirs in zip(late[None], peer_late))
        print(f"| p99 of ours, none in trouble, as a share of Alertmanager's, run by run | | {ratio:.2f} | |")


if __name__ == "__main__":
    main(*sys.argv[1:])
