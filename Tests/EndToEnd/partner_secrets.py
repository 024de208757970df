"""An operator adds partners, rotates their secrets under load, is cut off in the middle, restores a backup, disables one."""

import base64
import glob
import http.server
import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time

from support.receiver import Receiver
from support.verification import verifies
from support.workbench import Workbench, check, finish, last_month_end

APART = ["unshare", "--map-root-user", "--mount"]
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
PUBLIC = re.compile(r"whpk_[A-Za-z0-9+/=]+")


class Partner:
    """Somebody who holds one secret at a time, and what arrived there with the moment of its arrival."""

    def __init__(self, receiver, name):
        self.receiver, self.name = receiver, name

    def arrivals(self):
        with self.receiver.changed:
            return [(time_, headers, body) for time_, (partner, headers, body)
                    in zip(self.receiver.times, self.receiver.arrivals) if partner == self.name]


def slowly(partner, number):
    """Takes a while to answer, so that there is always something in flight."""
    time.sleep(0.15)
    return 202


def ping(bench, receiver, name):
    """The test event, as it arrived."""
    before = len(receiver.arrivals)
    said = bench.run("partners", "test", name)
    partner, headers, body = receiver.arrivals[before]
    check(partner == name and json.loads(body)["type"].endswith("partners.ping.v1"), "the test event arrives")
    return said, headers, body


def add(bench, receiver, name, *options):
    return bench.run("partners", "add", name, "--name", name.title(), "--kind", "mobility-centre", "--region", "*",
                     "--event", "redundancies", "--event", "internships", "--agreement", "TEST-1",
                     "--url", f"http://127.0.0.1:{receiver.port}/hooks/{name}", "--rate", "500", *options)


def adding(bench, receiver):
    """Files are written whole and closed to others, shown secrets are those that sign, duplicates are refused."""
    with open(bench.path("secrets"), "w"):
        pass
    refused = bench.attempt("partners", "add", "west", "--name", "West", "--kind", "school", "--region", "*", "--event",
                            "internships", "--url", "https://west.example")
    check(refused.returncode == 1 and "cannot be written" in refused.stderr, f"what stands in the way is no wrong usage: {refused}")
    os.unlink(bench.path("secrets"))
    shown = add(bench, receiver, "twente", "--show-secret", "--sign", "v1", "--sign", "v1a")
    secret, public = SECRET.search(shown)[0], PUBLIC.search(shown)[0]
    check("whsk_" not in shown, "a private key is not shown while a file holds it")
    hidden = add(bench, receiver, "oost", "--sign", "v1a")
    check("whsk_" not in hidden and "whsec_" not in hidden and PUBLIC.search(hidden), "secrets are shown when asked for")
    check("whsec_" not in add(bench, receiver, "zuid"), "a secret is not shown unless asked for")
    for path in glob.glob(bench.path("secrets", "*")):
        check(stat.S_IMODE(os.stat(path).st_mode) == 0o600, f"{path} is its owner's alone")
    inside = bench.attempt("partners", "add", "inside", "--name", "Inside", "--kind", "school", "--region", "*", "--event",
                           "internships", "--url", "https://10.20.0.7/hook")
    check(inside.returncode == 0 and "Warning: the address of the endpoint is refused" in inside.stderr
          and "allowAddresses" in inside.stderr, f"an address that nothing is sent to is said at once: {inside.stderr}")
    os.remove(bench.path("partners.d", "inside.yaml"))
    again = bench.attempt("partners", "add", "twente", "--name", "X", "--kind", "school", "--region", "*", "--event",
                          "internships", "--url", "https://x.example")
    check(again.returncode == 2 and "already" in again.stderr, f"a partner is added once: {again}")
    said, headers, body = ping(bench, receiver, "twente")
    check(verifies(secret, headers, body) and verifies(public, headers, body), "both signatures are right")
    printed = {}
    exec(textwrap.dedent(shown[shown.index("  import base64"):shown.index("return False")] + "return False\n"), printed)
    check(printed["is_genuine"](public, headers, body), "what is printed for the partner's developer verifies")
    check(not printed["is_genuine"](public, headers, body + b" "), "and refuses what was changed")
    check("signatures" in said and "v1, v1a" in said and "127.0.0.1, port" in said and "timing" in said, f"it tells: {said}")
    keys = bench.rows("partners", "public-key", "oost")
    check([row["public_key"] for row in keys] == [PUBLIC.search(hidden)[0]], f"the public key can be had: {keys}")
    check([row["signatures"] for row in bench.rows("partners", "list") if row["id"] == "twente"] == ["v1|v1a"], "the list tells")
    return secret, public


def under_load(bench, receiver, secret, public):
    """Through rotations of both kinds with requests in flight, whoever holds a valid secret can verify everything."""
    events = [row["id"] for row in bench.rows("deliveries", "list")
              if row["partner"] == "twente" and row["state"] == "delivered"]
    check(len(events) > 3, f"there are events to send again: {len(events)}")
    partner, stop, sent = Partner(receiver, "twente"), threading.Event(), []

    def load(share):
        while not stop.is_set():
            for event in share:
                if bench.attempt("deliveries", "replay", event).returncode == 0:
                    sent.append(event)

    threads = [threading.Thread(target=load, args=(events[number::3],)) for number in range(3)]
    start = len(partner.arrivals())
    for thread in threads:
        thread.start()
    # Of each kind: the holders whose secret is valid, from when and until when.
    holders = [(secret, 0, None), (public, 0, None)]
    try:
        time.sleep(2)
        for kind, pattern in (("v1", SECRET), ("v1a", PUBLIC), ("v1", SECRET)):
            options = ["--show-secret"] if kind == "v1" else []
            said = bench.run("partners", "rotate-secret", "twente", "--kind", kind, "--overlap", "2h", *options)
            holders.append((pattern.search(said)[0], time.monotonic(), None))
            check("signs along until" in said, f"it says until when: {said}")
            time.sleep(2)
        # The newest secret but one goes; the moment at which it is not valid any more is before the verb.
        ended = time.monotonic()
        bench.run("partners", "rotate-secret", "twente", "--kind", "v1", "--finish")
        finished = time.monotonic()
        holders = [(held, since, ended if held.startswith("whsec_") and held != holders[-1][0] else until)
                   for held, since, until in holders]
        time.sleep(2)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    arrivals = partner.arrivals()[start:]
    failures, verified = [], 0
    for held, since, until in holders:
        for moment, headers, body in arrivals:
            if moment >= since and (until is None or moment < until):
                verified += 1
                if not verifies(held, headers, body):
                    failures.append((held[:6], moment - since))
    check(len(arrivals) > 30 and verified > 60, f"there was load: {len(arrivals)} requests, {verified} verifications")
    check(not failures, f"{len(failures)} of {verified} verifications failed: {failures[:5]}")
    late = [a for a in arrivals if a[0] >= finished]
    check(late and not any(verifies(secret, headers, body) for _, headers, body in late), "a former secret that has ended signs no more")
    lists = {headers["webhook-signature"].count("v1,") for _, headers, _ in arrivals}
    check(lists == {1, 2, 3}, f"one, two and three secrets signed: {lists}")
    row = [row for row in bench.rows("partners", "list") if row["id"] == "twente"][0]
    check(row["former_secret_until"].startswith("v1a ") and row["secret_since"].startswith("v1 "), f"the list tells: {row}")
    print(f"{verified} verifications of {len(arrivals)} requests through 3 rotations, 0 failed")
    return holders[-1][0]


def switching(bench, receiver):
    """Disabled by a person with a reason, through the running daemon, and enabled again."""
    bench.settled("twente")
    said = bench.run("partners", "disable", "twente", "--reason", "they are moving")
    check("until 'doorstroom partners enable twente'" in said, f"it says what holds: {said}")
    row = json.loads([line for line in bench.run("partners", "list", "--format", "json").splitlines() if '"twente"' in line][0])
    check(row["endpoint"] == "disabled" and row["disabled_reason"] == "they are moving" and row["disabled_by"]
          and row["disabled_since"], f"the list tells why: {row}")
    check(any("they are moving" in row["what"] for row in bench.rows_failing("doctor")), "and doctor")
    event = [row["id"] for row in bench.rows("deliveries", "list") if row["partner"] == "twente"][0]
    before = len(receiver.arrivals)
    bench.run("deliveries", "replay", event)
    time.sleep(1)
    check(len(receiver.arrivals) == before, "nothing is sent there")
    check(bench.pending("twente") == 1, "it waits")
    bench.run("partners", "enable", "twente")
    check(receiver.wait_for(before + 1), "what waited is sent")
    check(bench.attempt("partners", "disable", "twent").returncode == 2, "nobody of that id")


def cut_off(bench, receiver, program, secret, seed=5):
    """SIGKILL at random moments of a rotation: the secret that the partner holds goes on verifying, and the next call ends
    what was begun."""
    dice = random.Random(seed)
    counts = {"before": 0, "between": 0, "after": 0}
    file = bench.path("secrets", "twente.secret")
    # How long a whole rotation takes on this machine just now.
    usual = 0.25
    for attempt in range(64):
        if attempt >= 16 and min(counts.values()):
            break
        former = open(file).read().strip()
        process = subprocess.Popen([program, "partners", "rotate-secret", "twente", "--kind", "v1", "--config", bench.config],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if attempt % 2:
            # As soon as the new secret lies beside the file: before it is in force, or just after.
            end = time.monotonic() + 10
            while not os.path.exists(file + ".new") and process.poll() is None and time.monotonic() < end:
                pass
            time.sleep(dice.uniform(0, 0.02))
        else:
            time.sleep(dice.uniform(0.1, 1.3) * usual)
        process.send_signal(signal.SIGKILL)
        process.wait()
        left, current = os.path.exists(file + ".new"), open(file).read().strip()
        counts["after" if current != former else "between" if left else "before"] += 1
        _, headers, body = ping(bench, receiver, "twente")
        check(verifies(former, headers, body), "the secret that the partner holds still verifies")
        check(verifies(secret, headers, body), "and so does the one before all of them: its overlap is not over")
        begun = time.monotonic()
        shown = SECRET.search(bench.run("partners", "rotate-secret", "twente", "--kind", "v1", "--show-secret"))[0]
        usual = time.monotonic() - begun
        check(open(file).read().strip() == shown and not os.path.exists(file + ".new"), "the file holds what was shown")
        _, headers, body = ping(bench, receiver, "twente")
        check(verifies(shown, headers, body) and verifies(former, headers, body), "and both verify")
    check(min(counts.values()) > 0, f"in every stage of it: {counts}")
    print(f"16 rotations cut off: {counts}")
    return shown


def leaked(bench, receiver, secret):
    shown = SECRET.search(bench.run("partners", "rotate-secret", "twente", "--kind", "v1", "--now", "--show-secret"))[0]
    _, headers, body = ping(bench, receiver, "twente")
    check(verifies(shown, headers, body) and not verifies(secret, headers, body), "a leaked secret ends at once")
    check(headers["webhook-signature"].count("v1,") == 1, "with all others")
    refused = bench.attempt("partners", "rotate-secret", "twente", "--kind", "v1", "--extend")
    check(refused.returncode == 1 and "no former" in refused.stderr.lower(), f"and comes back by no way: {refused}")
    return shown


def restored(bench, receiver, secret):
    """A backup from before a rotation: the file has the new secret, so the partner who changed over is not lost."""
    backup = bench.path("before.backup")
    bench.run("backup", backup)
    shown = SECRET.search(bench.run("partners", "rotate-secret", "twente", "--kind", "v1", "--show-secret"))[0]
    bench.run("restore", backup, "--force")
    _, headers, body = ping(bench, receiver, "twente")
    check(verifies(shown, headers, body) and verifies(secret, headers, body), "both verify after the restore")
    return shown


def in_the_way(bench, program):
    """What keeps a new secret from its file is told for what it is, and nothing is changed then."""
    rotate = ["partners", "rotate-secret", "twente", "--kind", "v1"]
    file = bench.path("secrets", "twente.secret")
    former = open(file).read()
    os.mkdir(file + ".new")
    refused = bench.attempt(*rotate, "--show-secret")
    check(refused.returncode == 1 and "cannot be read" in refused.stderr, f"what cannot be read may be in force: {refused}")
    os.rmdir(file + ".new")
    check(open(file).read() == former, "the file is as it was")
    # A file system of two pages, full, over the folder, for nobody but this call.
    script = ('cp -r "$1" "$1.kept" && mount -t tmpfs -o size=16k tmpfs "$1" && cp "$1.kept"/twente.* "$1" && rm -r "$1.kept" '
              '&& { cat /dev/zero > "$1/filler" 2>/dev/null; shift; exec "$@"; }')
    apart = subprocess.run([*APART, "true"], capture_output=True)
    if apart.returncode == 0:
        full = subprocess.run([*APART, "sh", "-c", script, "sh", bench.path("secrets"), program, *rotate, "--show-secret",
                               "--config", bench.config], capture_output=True, text=True)
        check(full.returncode == 75 and "disk is full" in full.stderr, f"a full disk is told as one: {full}")
    else:
        print("NOT TESTED: a full disk, since this machine allows no mount of one's own (unshare --mount)")
    shutil.rmtree(bench.path("secrets.kept"), ignore_errors=True)
    check(open(file).read() == former, "the file is as it was")

    # The file is a link to one that everybody could read.
    target = bench.path("kept-elsewhere.secret")
    os.rename(file, target)
    os.symlink(target, file)
    os.chmod(target, 0o644)
    said = bench.run(*rotate, "--show-secret")
    shown = SECRET.search(said)[0]
    check(os.path.islink(file) and open(target).read().strip() == shown, "the secret stands where the link leads")
    check(stat.S_IMODE(os.stat(target).st_mode) == 0o640 and "cannot read this one" in said, f"it is closed to others: {said}")
    # As if the file had not been replaced.
    os.rename(target, target + ".new")
    with open(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "w") as old:
        old.write(former)
    remedies = [row["remedy"] for row in bench.rows_failing("doctor")]
    check(f"mv {target}.new {target}" in remedies, f"doctor finds it beside the link's target: {remedies}")
    os.rename(target + ".new", target)
    return shown


def redirected(bench):
    """An endpoint that has moved: the operator sees where to, and that nothing has arrived."""
    class Moved(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(308)
            self.send_header("location", "https://moved.example/hook")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Moved)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = glob.glob(bench.path("partner*", "twente.yaml"))[0]
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{server.server_port}", text))
    event = [row["id"] for row in bench.rows("deliveries", "list") if row["partner"] == "twente"][0]
    bench.run("deliveries", "replay", event)
    done = bench.attempt("deliver")
    check(done.returncode == 0 and "Nothing was delivered" in done.stderr and "doctor" in done.stderr, f"why is to be seen: {done}")
    check("pointing to https://moved.example/hook" in bench.run("deliveries", "show", event), "where it points is shown")
    refused = bench.attempt("partners", "test", "twente")
    check(refused.returncode == 1 and "Agree the new address" in refused.stderr, f"and what to do: {refused}")
    table = bench.run("partners", "list", "--format", "table")
    check("LAST_PROBLEM" in table.upper() and "308" in table, f"the list shows it on a terminal, too: {table}")
    with open(path, "w") as file:
        file.write(text)
    server.shutdown()


def unkept(bench, receiver):
    """A secret from the environment: the rotation needs a person who keeps the new one."""
    first = "whsec_" + "QUJD" * 10
    bench.partners.append({
        "id": "noord", "name": "Noord", "kind": "school", "regions": ["*"], "events": ["internships"],
        "endpoint": {"url": f"http://127.0.0.1:{receiver.port}/hooks/noord", "secretEnv": "NOORD"}})
    bench.write_config()
    environment = {"NOORD": first}
    refused = bench.attempt("partners", "rotate-secret", "noord", env=environment)
    check(refused.returncode == 2 and "--show-secret" in refused.stderr, f"nobody would keep it: {refused}")
    said = bench.run("partners", "rotate-secret", "noord", "--show-secret", env=environment)
    shown = SECRET.search(said)[0]
    check("could not be put" in said, f"it says what to do: {said}")
    before = len(receiver.arrivals)
    bench.run("partners", "test", "noord", env=environment)
    _, headers, body = receiver.arrivals[before]
    check(verifies(shown, headers, body) and verifies(first, headers, body), "both verify")
    doctor = bench.attempt("doctor", env=environment)
    check("rotated out" in doctor.stdout, f"doctor tells of the outdated one: {doctor.stdout}")
    bench.partners.pop()
    bench.write_config()


def silent(bench, secrets_seen):
    """No secret stands in the log, the database, its write-ahead log or what was kept of them."""
    for path in [bench.path("log.txt"), *glob.glob(bench.path("data", "*")), *glob.glob(bench.path("*.backup"))]:
        if not os.path.isfile(path):
            continue
        content = open(path, "rb").read()
        for secret in secrets_seen:
            check(secret.encode() not in content and base64.b64decode(secret.partition("_")[2]) not in content,
                  f"{os.path.basename(path)} holds a secret")


def main(program):
    receiver = Receiver(slowly)
    with Workbench(program) as bench:
        bench.settings["console"] = {"port": 0}
        bench.settings["metrics"] = {"port": 0}
        bench.write_config()
        secret, public = adding(bench, receiver)
        seen = {secret, open(bench.path("secrets", "twente.key")).read().strip()}
        bundle = bench.sample(employees=3000, months=1, until=last_month_end())[0]
        bench.run("import", bundle)
        bench.run("scan", "--as-of", os.path.basename(bundle), "--release-now")
        bench.run("deliver", "--until-empty")
        daemon = bench.start("serve")
        try:
            end = time.monotonic() + 60
            while not os.path.exists(bench.path("data", "doorstroom.sqlite.sock")) and time.monotonic() < end:
                time.sleep(0.1)
            secret = under_load(bench, receiver, secret, public)
            seen.add(secret)
            switching(bench, receiver)
            secret = cut_off(bench, receiver, os.path.abspath(program), secret)
            seen.add(secret)
            secret = leaked(bench, receiver, secret)
            seen.add(secret)
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(30)
        seen.add(restored(bench, receiver, secret))
        unkept(bench, receiver)
        seen.add(in_the_way(bench, os.path.abspath(program)))
        redirected(bench)
        silent(bench, seen)
    receiver.close()
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
